// Runs the samples of op declarations through the interpreter and describes what came out, in the form of the goldens
// that scripts/oracle/op_samples.py makes with PyTorch.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backward } from "../../src/engine/autograd/backward";
import type { GradNode } from "../../src/engine/autograd/node";
import { TorchError, UnsupportedError } from "../../src/engine/errors";
import { Complex, realOf } from "../../src/engine/tensor/complex";
import type { RealScalar } from "../../src/engine/tensor/promotion";
import { copyInto, elements, empty, fromNumbers, partOf } from "../../src/engine/tensor/raw";
import { Tensor } from "../../src/engine/tensor/tensor";
import { call, Interpreter, PyRaise, Refusal, type Value } from "../../src/language";
import { messageOf } from "../../src/language/interpreter";
import { translateThrow } from "../../src/language/runtime/errors";
import "../../src/language/modules/torch";
import { dictGet } from "../../src/language/runtime/dict";
import { repr } from "../../src/language/runtime/repr";
import { PyList, PyTuple } from "../../src/language/runtime/value";

export const oracleFolder = __dirname;
const environment = readFileSync(join(oracleFolder, "environment.py"), "utf8");

export type GoldenNumber = number | string;

export interface GoldenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
  readonly values: readonly GoldenNumber[];
  readonly node?: string;
  readonly next?: readonly (string | null)[];
  readonly saved?: readonly string[];
}

export interface Golden {
  readonly error?: readonly [type: string, message: string];
  readonly out?: readonly (GoldenTensor | { readonly repr: string })[];
  readonly backward?: readonly [type: string, message: string];
  readonly grads?: Readonly<Record<string, readonly GoldenNumber[]>>;
}

/** The environment, run once, with a program for each expression that gives its value. */
export interface Samples {
  readonly scope: (name: string) => unknown;
  /** The results of one expression, with the generator seeded as PyTorch's was. Throws what the program raises. */
  evaluate(index: number): unknown[];
}

/** Loads expressions over an environment. `before` is run first ("torch.set_default_dtype(…)"). */
export function loadSamples(expressions: readonly string[], before = "", given = environment): Samples {
  const programs = expressions.map(
    (expression) => `_programs.append(lambda: (torch.manual_seed(0), ${expression})[1])`,
  );
  const text = `import torch\n${before}\n${given}\n_programs = []\n${programs.join("\n")}\n`;
  const interpreter = new Interpreter({ sources: new Map([["sample.py", text]]), entry: "sample.py" });
  const outcome = interpreter.run();
  if (outcome.kind !== "ok") throw new Error(`${outcome.kind}: ${"message" in outcome ? outcome.message : ""}`);
  const globals = interpreter.modules.get("__main__")?.globals;
  if (globals === undefined) throw new Error("no __main__");
  const scope = (name: string) => dictGet(globals, name);
  const list = scope("_programs");
  if (!(list instanceof PyList)) throw new Error("no programs");
  return {
    scope,
    evaluate(index) {
      const value = call(list.items[index] ?? null, []);
      return value instanceof PyTuple || value instanceof PyList ? [...value.items] : [value];
    },
  };
}

/** Our answer in the form of op_samples.py's. Leaves' gradients are cleared before. */
export function answer(samples: Samples, index: number): Golden {
  const leaves = leafNames.map((name) => ({ name, leaf: samples.scope(name) }));
  for (const { leaf } of leaves) if (leaf instanceof Tensor) leaf.grad = null;
  let outputs: unknown[];
  try {
    outputs = samples.evaluate(index);
  } catch (error) {
    return { error: errorOf(error) };
  }
  // Only what the interpreter itself made comes here.
  const out = outputs.map((value) => (value instanceof Tensor ? describe(value) : { repr: repr(value as Value) }));
  const recorded = outputs.filter((value): value is Tensor => value instanceof Tensor && value.requiresGrad);
  if (recorded.length === 0) return { out };
  try {
    backward(recorded, recorded.map(cotangent));
  } catch (error) {
    return { out, backward: errorOf(error) };
  }
  const grads: Record<string, GoldenNumber[]> = {};
  for (const { name, leaf } of leaves) {
    if (leaf instanceof Tensor && leaf.isLeaf && leaf.grad !== null) grads[name] = values(leaf.grad);
  }
  return { out, grads };
}

function errorOf(error: unknown): [type: string, message: string] {
  const thrown = translateThrow(error);
  if (thrown instanceof PyRaise) return [thrown.exception.cls.name, messageOf(thrown.exception)];
  if (thrown instanceof TorchError) return [thrown.type, thrown.message];
  if (thrown instanceof Refusal || thrown instanceof UnsupportedError) return ["Refusal", thrown.message];
  throw thrown;
}

export const leafNames = [...environment.matchAll(/^(\w+) = /gm)].map((match) => match[1] ?? "");

/** Dyadic, by flat index; op_samples.py has the same formula. */
export function cotangent(t: Tensor): Tensor {
  const flat = Array.from({ length: t.numel }, (_, i) => (((i * 3) % 8) - 3.5) / 4);
  const part = fromNumbers(flat, t.shape, realOf(t.dtype));
  if (!t.dtype.isComplex) return part;
  const result = empty(t.shape, t.dtype);
  copyInto(partOf(result, 0), part);
  copyInto(
    partOf(result, 1),
    fromNumbers(
      flat.map((_, i) => (((i * 5) % 8) - 2.5) / 4),
      t.shape,
      part.dtype,
    ),
  );
  return result;
}

function describe(t: Tensor): GoldenTensor {
  const node = t.gradFn;
  const layout = t.numel > 0 ? { strides: t.strides } : {};
  const history =
    node !== null
      ? { node: node.name, next: node.nextEdges.map((e) => e?.node.name ?? null), saved: savedNames(node) }
      : t.requiresGrad
        ? { node: "leaf" }
        : {};
  return { dtype: t.dtype.name, shape: t.shape, ...layout, values: values(t), ...history };
}

function savedNames(node: GradNode): string[] {
  return [...(node.saved?.keys() ?? [])].sort();
}

export function values(t: Tensor): GoldenNumber[] {
  return elements(t)
    .flatMap((value) => (value instanceof Complex ? [value.re, value.im] : [value]))
    .map(golden);
}

function golden(value: RealScalar): GoldenNumber {
  if (typeof value === "bigint") {
    return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : String(value);
  }
  const n = Number(value);
  if (Number.isNaN(n)) return "nan";
  if (!Number.isFinite(n)) return n > 0 ? "inf" : "-inf";
  return n;
}

const digitsLost: Readonly<Record<string, number>> = {
  float64: 1e-12,
  float32: 2e-6,
  float16: 2e-3,
  bfloat16: 1.6e-2,
  complex64: 2e-6,
  complex128: 1e-12,
};

/** What differs between PyTorch's answer and ours; null where nothing does. */
export function difference(golden: Golden, ours: Golden): string | null {
  if (golden.error !== undefined || ours.error !== undefined) {
    const same = golden.error?.join() === ours.error?.join();
    return same ? null : `error: PyTorch ${JSON.stringify(golden.error)}, ours ${JSON.stringify(ours.error)}`;
  }
  const theirs = golden.out ?? [];
  const mine = ours.out ?? [];
  if (theirs.length !== mine.length) return `${theirs.length} results, ours ${mine.length}`;
  for (let i = 0; i < theirs.length; i++) {
    const found = outputDifference(theirs[i], mine[i]);
    if (found !== null) return `result ${i}: ${found}`;
  }
  if (golden.backward?.join() !== ours.backward?.join()) {
    return `backward: PyTorch ${JSON.stringify(golden.backward)}, ours ${JSON.stringify(ours.backward)}`;
  }
  return gradientDifference(golden.grads ?? {}, ours.grads ?? {});
}

function outputDifference(a: NonNullable<Golden["out"]>[number] | undefined, b: typeof a): string | null {
  if (a === undefined || b === undefined) return "missing";
  if ("repr" in a || "repr" in b)
    return JSON.stringify(a) === JSON.stringify(b) ? null : `${JSON.stringify(a)}, ours ${JSON.stringify(b)}`;
  for (const key of ["dtype", "shape", "strides", "node", "next", "saved"] as const) {
    const [theirs, mine] = [JSON.stringify(a[key]), JSON.stringify(b[key])];
    if (theirs !== mine) return `${key}: PyTorch ${theirs}, ours ${mine}`;
  }
  return valuesDifference(a.values, b.values, digitsLost[a.dtype] ?? 0);
}

function gradientDifference(a: NonNullable<Golden["grads"]>, b: NonNullable<Golden["grads"]>): string | null {
  const names = [Object.keys(a).sort().join(), Object.keys(b).sort().join()];
  if (names[0] !== names[1]) return `gradients of: PyTorch ${names[0]}, ours ${names[1]}`;
  for (const [name, theirs] of Object.entries(a)) {
    const found = valuesDifference(theirs, b[name] ?? [], 4e-6);
    if (found !== null) return `gradient of ${name}: ${found}`;
  }
  return null;
}

function valuesDifference(a: readonly GoldenNumber[], b: readonly GoldenNumber[], relative: number): string | null {
  if (a.length !== b.length) return `${a.length} values, ours ${b.length}`;
  const scale = Math.max(0, ...a.map((v) => (typeof v === "number" ? Math.abs(v) : 0)));
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]];
    const close =
      typeof x === "number" && typeof y === "number"
        ? Math.abs(x - y) <= relative * Math.max(Math.abs(x), scale * 0.1)
        : x === y;
    if (!close) return `value ${i}: PyTorch ${String(x)}, ours ${String(y)}`;
  }
  return null;
}
