// What numpy of the prelude needs of the engine, and what torch needs to take NumPy's arrays and scalars. An array is an
// object of the language with its tensor in it; both see the same memory.

import { type DType, dtypes, float32, int64 } from "../../../engine/tensor/dtype";
import { fromNumbers, numbers, withoutHistory } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { typeError, valueError } from "../../runtime/errors";
import { PyClass, type Value } from "../../runtime/object";
import { unboxed } from "../../runtime/operators";
import { defineModule } from "../../runtime/registry";
import { PyBoxed, PyFloat, PyInstance, PyList } from "../../runtime/value";
import { nativeFunction } from "./native";

/** The tensor of an ndarray; undefined for any other value. */
export function arrayTensor(value: Value): Tensor | undefined {
  if (!(value instanceof PyInstance) || value.cls.name !== "ndarray" || value.cls.module !== "numpy") return undefined;
  const tensor = value.getOwn("_tensor");
  return tensor instanceof Tensor ? tensor : undefined;
}

/** The tensor of an ndarray, to share its memory: what from_numpy and as_tensor ask. */
export function sharedTensor(value: Value): Tensor | undefined {
  const tensor = arrayTensor(value);
  if (tensor === undefined) return undefined;
  if (value instanceof PyInstance && value.getOwn("_reversed") === true) {
    throw valueError(
      "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently supported. (You can probably work around this by making a copy of your array  with array.copy().) ",
    );
  }
  return withoutHistory(tensor);
}

/** The dtype of a NumPy scalar; undefined for any other value. */
export function scalarDType(value: Value): DType | undefined {
  if (!(value instanceof PyInstance) || value.cls.module !== "numpy") return undefined;
  if (value.cls.name === "bool_") return dtypes.find((dtype) => dtype.name === "bool");
  return value instanceof PyBoxed ? dtypes.find((dtype) => dtype.name === value.cls.name) : undefined;
}

function payloadOf(value: Value): number | bigint | PyFloat {
  const plain = unboxed(value);
  if (plain instanceof PyFloat || typeof plain === "number" || typeof plain === "bigint") return plain;
  throw typeError("a number is needed");
}

function tensorOf(value: Value | undefined): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError("a tensor is needed");
}

/** `1.25e-3`: the fewest digits that read back as the same number of this width. */
function shortest(value: number, bits: number): string {
  if (bits === 64) return exponential(value.toExponential(), value);
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toExponential(digits - 1);
    if (sameAtWidth(Number(text), value, bits)) return exponential(evenTie(text, value, digits, bits), value);
  }
  return exponential(value.toExponential(8), value);
}

/** Half way between two texts the one with the even digit is taken, where it reads back too. */
function evenTie(text: string, value: number, digits: number, bits: number): string {
  const [exact = "", exponent = "+0"] = value.toExponential(100).split("e");
  const places = digits === 1 ? exact.indexOf(".") : exact.indexOf(".") + digits;
  const rest = exact.slice(places).replace(".", "");
  const kept = exact.slice(0, places);
  if (!/^50*$/.test(rest) || Number(kept.at(-1)) % 2 !== 0) return text;
  const even = `${kept}e${exponent}`;
  return sameAtWidth(Number(even), value, bits) ? even : text;
}

function exponential(text: string, value: number): string {
  const [mantissa = "0", exponent = "+0"] = text.split("e");
  const sign = Object.is(value, -0) ? "-" : "";
  return `${sign}${mantissa}e${exponent}`;
}

function sameAtWidth(read: number, value: number, bits: number): boolean {
  return bits === 32 ? Math.fround(read) === value : roundToHalf(read) === value;
}

/** To eleven bits, ties to even, or to multiples of 2^-24 below the normal range. */
function roundToHalf(value: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value) || 1)), -14);
  const step = 2 ** (exponent - 10);
  const scaled = value / step;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 !== 0);
  return (low + (up ? 1 : 0)) * step;
}

const BLOCK = 128;

/** NumPy's sum of a run: in eight lanes up to a block, halves of longer runs. `round` rounds every sum. */
function pairwise(data: ArrayLike<number>, start: number, count: number, round: (x: number) => number): number {
  if (count < 8) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = round(sum + (data[start + i] ?? 0));
    return sum;
  }
  if (count <= BLOCK) {
    const lanes = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let lane = 0; lane < 8; lane++) lanes[lane] = data[start + lane] ?? 0;
    let i = 8;
    for (; i < count - (count % 8); i += 8) {
      for (let lane = 0; lane < 8; lane++) lanes[lane] = round((lanes[lane] ?? 0) + (data[start + i + lane] ?? 0));
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = lanes;
    let sum = round(round(round(a + b) + round(c + d)) + round(round(e + f) + round(g + h)));
    for (; i < count; i++) sum = round(sum + (data[start + i] ?? 0));
    return sum;
  }
  let half = Math.floor(count / 2);
  half -= half % 8;
  return round(pairwise(data, start, half, round) + pairwise(data, start + half, count - half, round));
}

/** Sums over the last dimension, or row upon row over another one; over a flat tensor with axis 0. */
function sumAlong(tensor: Tensor, axis: number): Tensor {
  const data = numbers(tensor);
  const round = tensor.dtype === float32 ? Math.fround : (x: number): number => x;
  const { shape } = tensor;
  const length = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const outer = shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const sums = new Float64Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    if (axis === shape.length - 1) sums[o] = pairwise(data, o * length, length, round);
    else {
      for (let k = 0; k < length; k++) {
        for (let i = 0; i < inner; i++) {
          const at = o * inner + i;
          sums[at] = round((sums[at] ?? 0) + (data[(o * length + k) * inner + i] ?? 0));
        }
      }
    }
  }
  return fromNumbers(sums, [...shape.slice(0, axis), ...shape.slice(axis + 1)], tensor.dtype);
}

defineModule("torch._numpy", (module) => {
  const functions = [
    nativeFunction("box", ([cls = null, value = null]) => {
      if (!(cls instanceof PyClass)) throw typeError("a class is needed");
      return new PyBoxed(cls, payloadOf(value));
    }),
    nativeFunction("unbox", ([value = null]) => unboxed(value)),
    nativeFunction("shortest", ([value = null, bits = 64]) => {
      const number = payloadOf(value);
      return shortest(number instanceof PyFloat ? number.value : Number(number), Number(bits));
    }),
    nativeFunction("ratio", ([high = null, low = null, bits = 64]) => {
      const [a, b] = [high, low].map((each) => (each instanceof PyFloat ? each.value : Number(each)));
      const ratio = (a ?? 0) / (b ?? 1);
      return new PyFloat(bits === 32 ? Math.fround(ratio) : bits === 16 ? roundToHalf(ratio) : ratio);
    }),
    nativeFunction("places", ([list = null]) =>
      fromNumbers(
        list instanceof PyList ? list.items.map(Number) : [],
        [list instanceof PyList ? list.items.length : 0],
        int64,
      ),
    ),
    nativeFunction("sum", ([tensor, axis = 0]) => sumAlong(tensorOf(tensor), Number(axis))),
    nativeFunction("share", ([array = null]) => {
      const tensor = sharedTensor(array);
      if (tensor === undefined) throw typeError("an array is needed");
      return tensor;
    }),
  ];
  for (const each of functions) module.globals.set(each.name, each);
});
