// The node of a declared op: keeps what the op's derivative formulas use and runs them. Stands for all the classes
// that PyTorch generates from derivatives.yaml.

import { runtimeError } from "../errors";
import type { Derivative, OpDeclaration, OpResult, SaveSpec } from "../ops/declare";
import { Complex } from "../tensor/complex";
import type { Scalar } from "../tensor/promotion";
import { Tensor } from "../tensor/tensor";
import { rememberOrigin } from "./anomaly";
import { gradientEdge } from "./edges";
import {
  type Edge,
  GradNode,
  type KeptValues,
  type OutputMetadata,
  type SavedValue,
  type SavedValues,
  takeSequenceNr,
} from "./node";
import { requiredOps } from "./required-ops";
import { freedMessage, SavedVariable } from "./saved-variable";

/** Stands where a saved tensor was before the node was released. */
class Freed {}
const freed = new Freed();

/** Of a node that saves nothing, or has not yet. */
const noSlots: Slot[] = [];

/** What a node holds for one saved name: a SavedValue, but undefined-cheap to build. */
type Slot = SavedVariable | (SavedVariable | null)[] | Freed | unknown;

/** What a derivative formula reads: saved arguments and results by name, and facts about the inputs. */
export interface Saved {
  tensor(name: string): Tensor;
  optionalTensor(name: string): Tensor | null;
  tensors(name: string): (Tensor | null)[];
  int(name: string): number;
  optionalInt(name: string): number | null;
  ints(name: string): readonly number[];
  /** The saved sizes of every tensor of a list. */
  listSizes(name: string): readonly (readonly number[])[];
  float(name: string): number;
  optionalFloat(name: string): number | null;
  flag(name: string): boolean;
  text(name: string): string;
  optionalText(name: string): string | null;
  scalar(name: string): Scalar;
  optionalScalar(name: string): Scalar | null;
  /** Shape and dtype of a differentiable input; the formula of that input may always ask. */
  input(name: string): OutputMetadata;
  /** The same for every tensor of a list input. */
  inputs(name: string): (OutputMetadata | null)[];
  /** Whether the gradient of this input is wanted. */
  needs(name: string): boolean;
  /** Shape and dtype of the op's results. */
  readonly outputs: readonly OutputMetadata[];
}

export class OpNode extends GradNode implements Saved {
  override readonly sequenceNr = takeSequenceNr();
  override readonly nextEdges: (Edge | null)[];
  override outputs: readonly OutputMetadata[] = [];
  private slots: Slot[] = noSlots;
  /** Somebody keeps what is in `slots`: it stays as it is. */
  private kept = false;
  /** While a formula runs: what hooks gave back. */
  private unpacked: Map<SavedVariable, Tensor> | null = null;

  constructor(
    readonly declaration: OpDeclaration,
    args: readonly unknown[],
  ) {
    super();
    this.nextEdges = collectEdges(declaration, args);
    rememberOrigin(this);
  }

  override get name(): string {
    return this.declaration.nodeName;
  }

  override get givesAll(): boolean {
    return this.declaration.derivatives.some(({ list }) => list);
  }

  /**
   * Keeps arguments and results. `selfBefore` replaces a `self` that the op has since written in place.
   * Called once, after the op ran.
   */
  save(args: readonly unknown[], result: OpResult, selfBefore: Tensor | null): void {
    const { saves } = this.declaration;
    if (saves.length === 0) return;
    this.slots = new Array<Slot>(saves.length);
    for (let i = 0; i < saves.length; i++) this.slots[i] = this.slotOf(saves[i] as SaveSpec, args, result, selfBefore);
  }

  private slotOf(spec: SaveSpec, args: readonly unknown[], result: OpResult, selfBefore: Tensor | null): Slot {
    // A tensor that only one input's formula uses is kept only if that input's gradient is wanted.
    if (spec.guard >= 0 && (this.nextEdges[spec.guard] ?? null) === null) return null;
    if (spec.source === "result") {
      const value = result instanceof Tensor ? result : result[spec.index];
      const recorded = this.declaration.records(spec.index);
      return value === undefined ? null : new SavedVariable(value, recorded ? this : null);
    }
    const given = args[spec.index];
    if (spec.source === "sizes") {
      if (Array.isArray(given)) return given.map((v) => (v instanceof Tensor ? v.shape : null));
      return given instanceof Tensor ? factOf(given, spec.fact) : null;
    }
    const value = selfBefore !== null && spec.index === this.declaration.inputPositions[0] ? selfBefore : given;
    if (value instanceof Tensor) return new SavedVariable(value, null);
    if (Array.isArray(value) && value.some((v) => v instanceof Tensor)) {
      return value.map((v) => (v instanceof Tensor ? new SavedVariable(v, null) : null));
    }
    return value;
  }

  override get saved(): SavedValues | null {
    return savedIn(this.slots, this.declaration);
  }

  /** Costs no more than a reference until somebody looks. */
  override keepSaved(): KeptValues {
    this.kept = true;
    return new KeptSlots(this.slots, this.declaration);
  }

  override release(): void {
    if (this.kept) this.slots = [...this.slots];
    this.kept = false;
    const { slots } = this;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i];
      if (slot instanceof SavedVariable || (Array.isArray(slot) && slot.some((s) => s instanceof SavedVariable))) {
        slots[i] = freed;
      }
    }
  }

  override apply(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    this.unpacked = this.unpackSaved();
    try {
      return this.differentiate(gradients);
    } finally {
      this.unpacked = null;
    }
  }

  private differentiate(gradients: readonly (Tensor | null)[]): (Tensor | null)[] {
    const { declaration, nextEdges } = this;
    const results: (Tensor | null)[] = [];
    let anyGradient = false;
    for (let i = 0; i < gradients.length; i++) if (gradients[i] !== null) anyGradient = true;
    if (!anyGradient) return nextEdges.map(() => null);
    const { derivatives } = declaration;
    const first = gradients[0] ?? null;
    for (let i = 0; i < derivatives.length; i++) {
      const derivative = derivatives[i];
      if (derivative === undefined) continue;
      if (derivative.list) this.applyList(derivative, first, gradients, results);
      else {
        const wanted = (nextEdges[results.length] ?? null) !== null;
        // Formulas of single-result ops get that result's gradient, which is there; others look at `gradients`.
        const gradient = wanted ? single(derivative.formula(first as Tensor, this, gradients)) : null;
        results.push(gradient === null ? null : this.asInput(gradient, results.length));
      }
    }
    return results;
  }

  /** The gradient of a real input among complex ones is the real part (PyTorch's handle_r_to_c). */
  private asInput(gradient: Tensor, position: number): Tensor {
    if (!gradient.dtype.isComplex) return gradient;
    const input = edgeMetadata(this.nextEdges[position] ?? null);
    if (input === null || input.dtype.isComplex) return gradient;
    if (!this.declaration.keepsComplexGradient) return requiredOps().real(gradient);
    throw runtimeError(
      "Expected isFloatingType(grad.scalar_type()) || (input_is_complex == grad_is_complex) to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
    );
  }

  private applyList(
    derivative: Derivative,
    first: Tensor | null,
    gradients: readonly (Tensor | null)[],
    results: (Tensor | null)[],
  ): void {
    // See apply(): the gradient of a single result is there.
    const list = derivative.formula(first as Tensor, this, gradients);
    if (!Array.isArray(list)) throw new Error(`${this.name}: the formula of a list gives one gradient`);
    for (const gradient of list) {
      const wanted = (this.nextEdges[results.length] ?? null) !== null && gradient !== null;
      results.push(wanted ? this.asInput(gradient, results.length) : null);
    }
  }

  /** Checks what was saved and, as PyTorch does, calls every unpack hook once, before any formula runs. */
  private unpackSaved(): Map<SavedVariable, Tensor> | null {
    const { slots } = this;
    let unpacked: Map<SavedVariable, Tensor> | null = null;
    const visit = (saved: SavedVariable): void => {
      if (saved.isPacked) {
        unpacked ??= new Map();
        unpacked.set(saved, saved.unpack());
      } else saved.check();
    };
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i];
      if (slot === freed) throw runtimeError(freedMessage);
      if (slot instanceof SavedVariable) visit(slot);
      else if (Array.isArray(slot)) for (const item of slot) if (item instanceof SavedVariable) visit(item);
    }
    return unpacked;
  }

  private tensorOf(saved: SavedVariable): Tensor {
    return this.unpacked?.get(saved) ?? saved.unpack();
  }

  private slot(name: string): Slot {
    const { saves } = this.declaration;
    for (let i = 0; i < saves.length; i++) if (saves[i]?.name === name) return this.slots[i];
    throw new Error(`${this.name} does not save ${name}`);
  }

  tensor(name: string): Tensor {
    const slot = this.slot(name);
    if (slot instanceof SavedVariable) return this.tensorOf(slot);
    throw new Error(`${this.name}: saved ${name} is no tensor`);
  }

  optionalTensor(name: string): Tensor | null {
    const slot = this.slot(name);
    return slot instanceof SavedVariable ? this.tensorOf(slot) : null;
  }

  tensors(name: string): (Tensor | null)[] {
    const slot = this.slot(name);
    if (!Array.isArray(slot)) throw new Error(`${this.name}: saved ${name} is no list`);
    return slot.map((item) => (item instanceof SavedVariable ? this.tensorOf(item) : null));
  }

  int(name: string): number {
    return this.float(name);
  }

  optionalInt(name: string): number | null {
    return this.optionalFloat(name);
  }

  float(name: string): number {
    const slot = this.slot(name);
    if (typeof slot === "number") return slot;
    throw new Error(`${this.name}: saved ${name} is no number`);
  }

  optionalFloat(name: string): number | null {
    return this.slot(name) === null ? null : this.float(name);
  }

  ints(name: string): readonly number[] {
    const slot = this.slot(name);
    if (typeof slot === "number") return [slot];
    // Lists in slots are the schema's int lists or shapes here; lists of tensors are asked for by tensors().
    if (Array.isArray(slot)) return slot as readonly number[];
    return [];
  }

  listSizes(name: string): readonly (readonly number[])[] {
    const slot = this.slot(name);
    // Saved from a list of tensors, all of which have shapes.
    if (Array.isArray(slot)) return slot as readonly (readonly number[])[];
    throw new Error(`${this.name}: saved ${name} is no list of sizes`);
  }

  flag(name: string): boolean {
    return this.slot(name) === true;
  }

  text(name: string): string {
    const text = this.optionalText(name);
    if (text === null) throw new Error(`${this.name}: saved ${name} is no text`);
    return text;
  }

  optionalText(name: string): string | null {
    const slot = this.slot(name);
    return typeof slot === "string" ? slot : null;
  }

  scalar(name: string): Scalar {
    const value = this.optionalScalar(name);
    if (value === null) throw new Error(`${this.name}: saved ${name} is None`);
    return value;
  }

  optionalScalar(name: string): Scalar | null {
    const slot = this.slot(name);
    if (slot instanceof Complex) return slot;
    return typeof slot === "number" || typeof slot === "bigint" || typeof slot === "boolean" ? slot : null;
  }

  needs(name: string): boolean {
    return (this.nextEdges[this.edgeIndex(name)] ?? null) !== null;
  }

  input(name: string): OutputMetadata {
    const found = edgeMetadata(this.nextEdges[this.edgeIndex(name)] ?? null);
    if (found === null) throw new Error(`${this.name}: the gradient of ${name} is not wanted`);
    return found;
  }

  inputs(name: string): (OutputMetadata | null)[] {
    const start = this.edgeIndex(name);
    const others = this.declaration.derivatives.length - 1 - this.declaration.inputNames.indexOf(name);
    return this.nextEdges.slice(start, this.nextEdges.length - others).map(edgeMetadata);
  }

  /** Lists come last but for single inputs after them, so positions before a list are the derivative's own. */
  private edgeIndex(name: string): number {
    return this.declaration.inputNames.indexOf(name);
  }
}

class KeptSlots implements KeptValues {
  constructor(
    private readonly slots: readonly Slot[],
    private readonly declaration: OpDeclaration,
  ) {}

  get values(): SavedValues | null {
    return savedIn(this.slots, this.declaration);
  }
}

function savedIn(slots: readonly Slot[], declaration: OpDeclaration): SavedValues | null {
  if (slots.includes(freed)) return null;
  const values = new Map<string, SavedValue>();
  declaration.saves.forEach((spec, i) => {
    // Slots hold arguments of the schema's types, saved tensors and shapes: all of them SavedValues.
    if (!spec.hidden) values.set(spec.name, (slots[i] ?? null) as SavedValue);
  });
  return values;
}

function single(result: Tensor | null | (Tensor | null)[]): Tensor | null {
  return Array.isArray(result) ? (result[0] ?? null) : result;
}

function edgeMetadata(edge: Edge | null): OutputMetadata | null {
  return edge === null ? null : (edge.node.outputs[edge.inputNr] ?? null);
}

function factOf(t: Tensor, fact: SaveSpec["fact"]): number | readonly number[] {
  if (typeof fact === "number") return t.shape[fact] ?? 0;
  return fact === "sizes" ? t.shape : t[fact];
}

function collectEdges(declaration: OpDeclaration, args: readonly unknown[]): (Edge | null)[] {
  const { inputPositions } = declaration;
  // As long as it will be: an array that grows takes room for many more.
  let count = 0;
  for (let i = 0; i < inputPositions.length; i++) {
    const value = args[inputPositions[i] as number];
    count += Array.isArray(value) ? value.length : 1;
  }
  const edges = new Array<Edge | null>(count);
  let at = 0;
  for (let i = 0; i < inputPositions.length; i++) {
    const value = args[inputPositions[i] as number];
    if (value instanceof Tensor) edges[at++] = gradientEdge(value);
    else if (Array.isArray(value)) {
      for (const item of value) edges[at++] = item instanceof Tensor ? gradientEdge(item) : null;
    } else edges[at++] = null;
  }
  return edges;
}
