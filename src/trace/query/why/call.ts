// One recorded op as the rules of `why` read it: its arguments by name, its operands' elements by index.

import type { SchemaArgument } from "../../../engine/ops/schema";
import type { OpRecord } from "../../records";
import { numberAt, placeOf, type TensorData } from "../elements";
import type { TraceView } from "../view";

/** A tensor argument of an op. */
export interface Operand {
  readonly id: number;
  readonly data: TensorData;
}

export class OpCall {
  readonly name: string;
  private readonly scalars = new Map<string, unknown>();
  private readonly tensors = new Map<string, Operand | null>();
  private readonly lists = new Map<string, readonly (Operand | null)[]>();

  constructor(
    view: TraceView,
    op: OpRecord,
    readonly result: Operand,
    /** Which of the op's results it is. */
    readonly output: number,
  ) {
    this.name = op.declaration.name;
    let next = 0;
    const take = (): Operand | null => {
      const id = op.inputs[next++] ?? -1;
      const data = view.data(id);
      return data === null ? null : { id, data };
    };
    op.declaration.schema.arguments.forEach((argument: SchemaArgument, i) => {
      const given = op.rest === null ? undefined : op.rest[i];
      if (Array.isArray(given) && argument.type.kind === "Tensor") {
        this.lists.set(
          argument.name,
          given.map((each) => (each === undefined ? take() : null)),
        );
      } else if (given === undefined) this.tensors.set(argument.name, take());
      else this.scalars.set(argument.name, given);
    });
  }

  /** A tensor argument; null where none was given or its elements are gone. */
  tensor(name: string): Operand | null {
    return this.tensors.get(name) ?? null;
  }

  list(name: string): readonly (Operand | null)[] {
    return this.lists.get(name) ?? [];
  }

  number(name: string, otherwise: number): number {
    const value = this.scalars.get(name);
    return typeof value === "number" ? value : typeof value === "bigint" ? Number(value) : otherwise;
  }

  numbers(name: string): readonly number[] {
    const value = this.scalars.get(name);
    if (typeof value === "number") return [value];
    return Array.isArray(value) ? value.map(Number) : [];
  }

  flag(name: string): boolean {
    return this.scalars.get(name) === true;
  }

  text(name: string): string {
    const value = this.scalars.get(name);
    return typeof value === "string" ? value : "";
  }

  given(name: string): boolean {
    return (this.scalars.get(name) ?? null) !== null;
  }
}

/** The element at an index. */
export function read(operand: Operand, index: readonly number[]): number {
  return numberAt(operand.data, placeOf(operand.data, index));
}

/** An axis as Python counts it, from the end where it is negative. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The index into a tensor of `shape` of what broadcasting puts at `index`. */
export function broadcastIndex(index: readonly number[], shape: readonly number[]): number[] {
  const skip = index.length - shape.length;
  return shape.map((size, axis) => (size === 1 ? 0 : (index[axis + skip] ?? 0)));
}

/** All indices of a shape, in row-major order. */
export function* indices(shape: readonly number[]): Iterable<number[]> {
  if (shape.some((size) => size === 0)) return;
  const index = shape.map(() => 0);
  for (;;) {
    yield [...index];
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

export function flatIndex(index: readonly number[], shape: readonly number[]): number {
  let flat = 0;
  shape.forEach((size, axis) => {
    flat = flat * size + (index[axis] ?? 0);
  });
  return flat;
}

export function unravel(flat: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length).fill(0);
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = Math.max(1, shape[axis] ?? 1);
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}
