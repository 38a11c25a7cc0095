// Functions that PyTorch writes in Python, or that answer with no tensor: broadcasting, meshgrid, comparing tensors.
// Follows torch/functional.py.

import { elements } from "../../../engine/tensor/raw";
import { broadcastShapes, sameShape } from "../../../engine/tensor/shape";
import { Tensor } from "../../../engine/tensor/tensor";
import { raised, runtimeError, runtimeErrorType, typeError } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import type { Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { PyFloat, PyList, PyTuple } from "../../runtime/value";
import { callOp, engineOp } from "./engine";
import { nativeFunction, positional } from "./native";
import { size } from "./objects";
import { tensorMethod } from "./tensor-type";

const meshgridWarning =
  "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument. (Triggered internally at  ./aten/src/ATen/native/TensorShape.cpp:3190.)";

export function compositeFunctions(warn: (message: string) => void): PyBuiltin[] {
  return [
    nativeFunction("broadcast_tensors", (args) => new PyTuple(broadcastTensors(args.map(tensorAt)))),
    nativeFunction("broadcast_shapes", (args) => size(broadcastAll(args.map(shapeOf)))),
    nativeFunction("meshgrid", (args, keywords) => {
      const [first] = args;
      const list = args.length === 1 && (first instanceof PyList || first instanceof PyTuple) ? first.items : args;
      for (const name of keywords?.keys() ?? []) {
        if (name !== "indexing") throw typeError(`meshgrid() got an unexpected keyword argument '${name}'`);
      }
      const indexing = keywords?.get("indexing") ?? null;
      if (indexing === null) warn(meshgridWarning);
      const result = engineOp("meshgrid").call([list.map(tensorAt), indexing ?? "ij"]);
      return new PyTuple(result instanceof Tensor ? [result] : result);
    }),
    nativeFunction("allclose", (args, keywords) => {
      const [input, ...rest] = positional("allclose", ["input", ...closeNames], 2, args, keywords);
      return allclose(tensorArgument("allclose", "input", 1, input), 2, rest);
    }),
    nativeFunction("equal", (args, keywords) => {
      const [input, other] = positional("equal", ["input", "other"], 2, args, keywords);
      return equal(tensorArgument("equal", "input", 1, input), tensorArgument("equal", "other", 2, other));
    }),
  ];
}

const closeNames = ["other", "rtol", "atol", "equal_nan"];

export function addCompositeMethods(): void {
  tensorMethod("allclose", closeNames, 1, (t, ...rest) => allclose(t, 1, rest));
  tensorMethod("eig", ["eigenvectors"], 0, () => removed("eig", true));
  tensorMethod("solve", ["other"], 1, () => removed("solve", true));
  tensorMethod("lstsq", ["other"], 1, () => removed("lstsq", false));
  tensorMethod("lu", ["pivot", "get_infos"], 0, (t, pivot, getInfos) => {
    const lu = engineOp("_lu_with_info").call([t, pivot ?? true, getInfos !== true]);
    return new PyTuple(lu instanceof Tensor ? [lu] : lu.slice(0, getInfos === true ? 3 : 2));
  });
  tensorMethod("equal", ["other"], 1, (t, other) => equal(t, tensorArgument("equal", "other", 1, other)));
}

/** A method that PyTorch has removed; it gives its two sentences as one argument or as two. */
function removed(name: string, together: boolean): never {
  const first = "This function was deprecated since version 1.9 and is now removed.";
  const second = `Please use the \`torch.linalg.${name}\` function instead.`;
  if (together) throw runtimeError(`${first} ${second}`);
  throw raised(runtimeErrorType, first, second);
}

function tensorAt(value: Value, index: number): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError(`expected Tensor as element ${index} in argument 0, but got ${typeName(value)}`);
}

function tensorArgument(name: string, parameter: string, place: number, value: Value | undefined): Tensor {
  if (value instanceof Tensor) return value;
  const found = typeName(value ?? null);
  throw typeError(`${name}(): argument '${parameter}' (position ${place}) must be Tensor, not ${found}`);
}

function shapeOf(value: Value): readonly number[] {
  if (typeof value === "number") return [value];
  if (value instanceof PyTuple || value instanceof PyList) return value.items.map(Number);
  throw raised(
    runtimeErrorType,
    "Input shapes should be of type ints, a tuple of ints, or a list of ints, got ",
    value,
  );
}

function broadcastAll(shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (const [i, n] of shape.entries()) {
      const at = rank - shape.length + i;
      if (n < 0) {
        throw runtimeError(`Trying to create tensor with negative dimension (${n}): (${n})`);
      }
      if (n === 1 || n === result[at]) continue;
      if (result[at] !== 1) throw runtimeError("Shape mismatch: objects cannot be broadcast to a single shape");
      result[at] = n;
    }
  }
  return result;
}

function broadcastTensors(tensors: readonly Tensor[]): Tensor[] {
  const shape = tensors.map((tensor) => tensor.shape).reduce(broadcastShapes, []);
  return tensors.map((tensor) => (sameShape(tensor.shape, shape) ? tensor : callOp("expand", tensor, shape, false)));
}

function allclose(a: Tensor, place: number, rest: readonly (Value | undefined)[]): boolean {
  const [other, rtol, atol, equalNan] = rest;
  const b = tensorArgument("allclose", "other", place, other);
  if (a.dtype !== b.dtype) throw runtimeError(`${a.dtype.scalarName} did not match ${b.dtype.scalarName}`);
  const close = callOp("isclose", a, b, numberOr(rtol, 1e-5), numberOr(atol, 1e-8), equalNan === true);
  return elements(close).every((each) => each === true);
}

function numberOr(value: Value | undefined, otherwise: number): number {
  if (value instanceof PyFloat) return value.value;
  return typeof value === "number" ? value : otherwise;
}

function equal(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  if (a.dtype.isComplex || b.dtype.isComplex) return elements(callOp("eq.Tensor", a, b)).every(Boolean);
  const others = elements(b);
  const exact = a.dtype === b.dtype;
  return elements(a).every((value, i) => (exact ? value === others[i] : Number(value) === Number(others[i])));
}
