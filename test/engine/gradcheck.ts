// Checks gradients against central differences in float64, for expressions over test/oracle/environment.py. First
// order: d Σ c·f / dx. Second order: the same of the gradient itself, which create_graph makes. A complex tensor counts as
// its parts: the gradient is ∂/∂re + i·∂/∂im, and the product with c that of the parts.

import { grad } from "../../src/engine/autograd/backward";
import { TorchError, UnsupportedError } from "../../src/engine/errors";
import "../../src/engine/ops";
import { mul } from "../../src/engine/ops/arithmetic";
import { declarations } from "../../src/engine/ops/declare";
import { sum } from "../../src/engine/ops/reductions";
import { complex128, float64 } from "../../src/engine/tensor/dtype";
import { numbers, partsOf, readElement, resolved, writeElement } from "../../src/engine/tensor/raw";
import { Tensor } from "../../src/engine/tensor/tensor";
import { PyRaise, Refusal } from "../../src/language";
import { cotangent, leafNames, loadSamples, type Samples } from "../oracle/samples";

/** What came of a check: nothing to check, agreement, or where the two differ. */
export type GradcheckResult = "nothing" | "agrees" | string;

const step = 2 ** -17;

/**
 * What is not the derivative by intent: detached parts move with their leaf here, some gradients are left out, and
 * that of eigh is spread over both triangles where it reads one, and that of steps is one.
 */
const NOT_DERIVATIVES = /\.detach\(\)|padding_idx|scale_grad_by_freq|eigh\(ns\b|fake_quantize/;

/** The samples of every op whose gradients are checked. */
export function differentiable(): string[] {
  const samples = declarations().flatMap((declaration) => declaration.samples);
  return [...new Set(samples)].filter((expression) => !NOT_DERIVATIVES.test(expression));
}

/** Expressions over the environment, with its floats in float64. */
export function loadInDouble(expressions: readonly string[]): Samples {
  return loadSamples(expressions, "torch.set_default_dtype(torch.float64)");
}

export function gradcheck(samples: Samples, index: number, order: 1 | 2): GradcheckResult {
  const evaluate = () => samples.evaluate(index).filter((value): value is Tensor => value instanceof Tensor);
  const leaves = leafNames
    .map((name) => ({ name, leaf: samples.scope(name) }))
    .filter((each): each is { name: string; leaf: Tensor } => each.leaf instanceof Tensor && each.leaf.leafRequiresGrad)
    .filter(({ leaf }) => isDouble(leaf) && numbers(reals(leaf)).every(Number.isFinite));
  try {
    return compare(evaluate, leaves, order);
  } catch (error) {
    // Errors are the samples' own business; what is refused is not wrong.
    if (error instanceof TorchError || error instanceof UnsupportedError) return "nothing";
    if (error instanceof PyRaise || error instanceof Refusal) return "nothing";
    throw error;
  }
}

function isDouble({ dtype }: Tensor): boolean {
  return dtype === float64 || dtype === complex128;
}

/** The numbers of a tensor: for a complex one, a window on its parts. */
function reals(t: Tensor): Tensor {
  return t.dtype.isComplex ? partsOf(resolved(t)) : t;
}

type Leaf = { readonly name: string; readonly leaf: Tensor };

function compare(evaluate: () => Tensor[], leaves: readonly Leaf[], order: 1 | 2): GradcheckResult {
  const outputs = evaluate().filter((t) => t.requiresGrad);
  if (outputs.length === 0 || !outputs.every(isDouble)) return "nothing";
  const first = (): (Tensor | null)[] => {
    const now = evaluate().filter((t) => t.requiresGrad);
    return gradients(now, leaves, true);
  };
  const found = first();
  const used = leaves.filter((_, i) => found[i] !== null);
  if (used.length === 0) return "nothing";
  if (order === 1) {
    const scalar = () => weigh(evaluate().filter((t) => t.requiresGrad));
    return compareAll(
      scalar,
      used,
      found.filter((g) => g !== null),
    );
  }
  const recorded = found.filter((g): g is Tensor => g?.requiresGrad === true);
  if (recorded.length === 0) return "nothing";
  const kept = found.map((g) => g?.requiresGrad === true);
  const scalar = () => weigh(first().filter((g, i): g is Tensor => g !== null && kept[i] === true));
  return compareAll(scalar, used, gradients(recorded, used, false));
}

function gradients(outputs: readonly Tensor[], leaves: readonly Leaf[], createGraph: boolean): (Tensor | null)[] {
  const inputs = leaves.map(({ leaf }) => leaf);
  return grad(outputs, inputs, outputs.map(cotangent), { allowUnused: true, createGraph });
}

/** Σ c·t over all outputs. */
function weigh(outputs: readonly Tensor[]): number {
  let total = 0;
  for (const t of outputs) total += Number(readElement(sum(mul(reals(t), reals(cotangent(t)))), 0));
  return total;
}

function compareAll(
  scalar: () => number,
  leaves: readonly Leaf[],
  analytic: readonly (Tensor | null)[],
): GradcheckResult {
  const here = scalar();
  for (const [i, { name, leaf: given }] of leaves.entries()) {
    const gradient = analytic[i] ?? null;
    const leaf = reals(given);
    const expected = gradient === null ? new Float64Array(leaf.numel) : numbers(reals(gradient));
    if (alongAgrees(scalar, here, leaf, expected)) continue;
    for (let k = 0; k < leaf.numel; k++) {
      const original = Number(readElement(leaf, k));
      const up = at(leaf, k, original + step, scalar);
      const down = at(leaf, k, original - step, scalar);
      writeElement(leaf, k, original);
      if (isKink(up, here, down)) continue;
      const numeric = (up - down) / (2 * step);
      const ours = expected[k] ?? 0;
      if (Math.abs(numeric - ours) > 1e-6 + 1e-5 * Math.max(Math.abs(ours), Math.abs(numeric))) {
        return `d/d${name}[${k}]: differences give ${numeric}, the formula ${ours}`;
      }
    }
  }
  return "agrees";
}

/**
 * Whether the derivative along a direction in which every element takes part is the formula's: then each element's is
 * (an error in one shows in the sum), at the price of two values instead of two an element. What does not agree so is
 * looked at element by element, which also decides at kinks.
 */
function alongAgrees(scalar: () => number, here: number, leaf: Tensor, expected: ArrayLike<number>): boolean {
  const originals = Array.from({ length: leaf.numel }, (_, k) => Number(readElement(leaf, k)));
  // No two alike, none near zero, of both signs.
  const direction = originals.map((_, k) => (k % 3 === 1 ? -1 : 1) * (0.5 + ((k * 0.618034) % 0.5)));
  const moved = (by: number): number => {
    for (const [k, original] of originals.entries()) writeElement(leaf, k, original + by * (direction[k] ?? 0));
    return scalar();
  };
  const up = moved(step);
  const down = moved(-step);
  for (const [k, original] of originals.entries()) writeElement(leaf, k, original);
  if (isKink(up, here, down)) return false;
  const numeric = (up - down) / (2 * step);
  const ours = direction.reduce((sum, d, k) => sum + d * (expected[k] ?? 0), 0);
  return Math.abs(numeric - ours) <= 1e-6 + 1e-6 * Math.max(Math.abs(ours), Math.abs(numeric));
}

/** At a kink or a jump the two sides disagree, and there is no derivative to compare with. */
function isKink(up: number, here: number, down: number): boolean {
  return Math.abs(up - here - (here - down)) > 1e-3 * step + 0.01 * Math.abs(up - down);
}

function at(leaf: Tensor, position: number, value: number, scalar: () => number): number {
  writeElement(leaf, position, value);
  return scalar();
}
