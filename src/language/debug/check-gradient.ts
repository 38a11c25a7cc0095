// Checks one op's derivative formulas as torch.autograd.gradcheck does: its backward against central differences of its
// forward, in float64 at the recorded inputs, along one direction of the outputs.

import { grad } from "../../engine/autograd/backward";
import { setGradEnabled } from "../../engine/autograd/grad-mode";
import { muteOps, setObserver, unmuteOps } from "../../engine/observer";
import type { OpDeclaration, OpResult } from "../../engine/ops/declare";
import { callPrimitive } from "../../engine/ops/dispatch";
import { float64 } from "../../engine/tensor/dtype";
import { Storage } from "../../engine/tensor/storage";
import { Tensor } from "../../engine/tensor/tensor";
import { contiguousStrides, numelOf, readNumbers, type TensorData } from "../../trace/query/elements";
import { unravel } from "../../trace/query/why/call";
import { recordedTensor } from "./contributions";

/** gradcheck's own. */
const EPS = 1e-6;
const ATOL = 1e-5;
const RTOL = 1e-3;
const MOST_MILLISECONDS = 4000;
const FLOATING = new Set(["float32", "float64", "float16", "bfloat16"]);

/** An argument of the op: a tensor as it was recorded, a list that may hold some, or anything else. */
export type Given =
  | { readonly tensor: TensorData }
  | { readonly list: readonly (TensorData | null)[] }
  | { readonly plain: unknown };

/** What a check found; see the protocol's GradientCheck. */
export interface Checked {
  readonly refused: string;
  readonly checked: number;
  readonly of: number;
  readonly worst: { readonly input: string; readonly index: readonly number[]; readonly pair: Float64Array } | null;
  readonly passed: boolean;
}

interface Input {
  readonly name: string;
  readonly tensor: Tensor;
  readonly elements: Float64Array;
}

/** Steps, so that whoever answers may turn to something else between two elements. */
export function* checkGradient(
  declaration: OpDeclaration,
  given: readonly Given[],
  now: () => number,
): Generator<undefined, Checked> {
  const inputs: Input[] = [];
  const args = given.map((each, i) => asArgument(each, declaration.schema.arguments[i]?.name ?? "", inputs));
  const of = inputs.reduce((sum, input) => sum + input.elements.length, 0);
  const nothing = { checked: 0, of, worst: null, passed: false };
  const analytic = quietly(true, () => differentiate(declaration, args, inputs));
  if (typeof analytic === "string") return { ...nothing, refused: analytic };
  const { gradients, direction } = analytic;
  const until = now() + MOST_MILLISECONDS;
  let checked = 0;
  let passed = true;
  let worst: Checked["worst"] = null;
  let largest = -1;
  for (const [nth, { name, tensor, elements }] of inputs.entries()) {
    const own = gradients[nth] ?? new Float64Array(elements.length);
    for (let i = 0; i < elements.length && now() < until; i++) {
      const quotient = quietly(false, () => quotientAt(declaration, args, elements, i, direction));
      const exact = own[i] ?? 0;
      const error = Math.abs(exact - quotient);
      checked++;
      if (!(error <= ATOL + RTOL * Math.abs(quotient))) passed = false;
      // Not a number is as wrong as can be.
      const rank = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
      if (rank > largest) {
        largest = rank;
        worst = { input: name, index: unravel(i, tensor.shape), pair: Float64Array.of(exact, quotient) };
      }
      yield undefined;
    }
  }
  return { refused: "", checked, of, worst, passed: passed && checked > 0 };
}

/** Floating tensors become leaves of float64 that share an array, so that elements can be moved. */
function asArgument(given: Given, name: string, inputs: Input[]): unknown {
  if ("plain" in given) return given.plain;
  if ("list" in given)
    return given.list.map((each, i) => (each === null ? null : asInput(each, `${name}[${i}]`, inputs)));
  return asInput(given.tensor, name, inputs);
}

function asInput(data: TensorData, name: string, inputs: Input[]): Tensor {
  if (!FLOATING.has(data.dtype)) return recordedTensor(data);
  const elements = new Float64Array(numelOf(data.shape));
  readNumbers(data, 0, elements.length, elements);
  const tensor = new Tensor(Storage.adopt(elements, float64), float64, data.shape, contiguousStrides(data.shape), 0);
  tensor.leafRequiresGrad = true;
  inputs.push({ name, tensor, elements });
  return tensor;
}

function differentiate(
  declaration: OpDeclaration,
  args: readonly unknown[],
  inputs: readonly Input[],
): { gradients: (Float64Array | null)[]; direction: Float64Array } | string {
  const result = firstOf(callPrimitive(declaration, [...args]));
  if (result === null || result.gradFn === null) return "No gradient flows through this op.";
  const direction = Float64Array.from({ length: result.numel }, (_, i) => 0.5 + ((i * 0.618_033_988_75) % 1));
  const cotangent = new Tensor(
    Storage.adopt(direction, float64),
    float64,
    result.shape,
    contiguousStrides(result.shape),
    0,
  );
  const found = grad(
    [result],
    inputs.map((input) => input.tensor),
    [cotangent],
    { allowUnused: true },
  );
  const gradients = found.map((each) => {
    if (each === null) return null;
    const { dtype, shape, strides, offset, storage } = each;
    const numbers = new Float64Array(each.numel);
    readNumbers(
      { dtype: dtype.name, shape, strides, offset, elements: storage.array(dtype) },
      0,
      numbers.length,
      numbers,
    );
    return numbers;
  });
  return { gradients, direction };
}

/** How much the output moves along the direction when one element moves. */
function quotientAt(
  declaration: OpDeclaration,
  args: readonly unknown[],
  elements: Float64Array,
  i: number,
  direction: Float64Array,
): number {
  const here = elements[i] ?? 0;
  const along = (at: number): number => {
    elements[i] = at;
    const result = firstOf(callPrimitive(declaration, [...args]));
    if (result === null) return Number.NaN;
    const { dtype, shape, strides, offset, storage } = result;
    const numbers = new Float64Array(result.numel);
    readNumbers(
      { dtype: dtype.name, shape, strides, offset, elements: storage.array(dtype) },
      0,
      numbers.length,
      numbers,
    );
    return numbers.reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0);
  };
  const quotient = (along(here + EPS) - along(here - EPS)) / (2 * EPS);
  elements[i] = here;
  return quotient;
}

function firstOf(result: OpResult): Tensor | null {
  return result instanceof Tensor ? result : (result[0] ?? null);
}

/** Without anybody hearing of it, and with or without a graph. */
function quietly<T>(graph: boolean, work: () => T): T {
  const before = setObserver(null);
  const mode = setGradEnabled(graph);
  muteOps();
  try {
    return work();
  } finally {
    unmuteOps();
    setGradEnabled(mode);
    setObserver(before);
  }
}
