// Elements that a run changes as soon as the memory that holds them is first seen: the debugger's "what if".

import type { Elements } from "./query/elements";

export interface ElementWrite {
  /** In elements, from the beginning of the storage. */
  readonly place: number;
  readonly to: number;
}

/** By the id of the bytes, which means the same in every replay. */
export type Edits = ReadonlyMap<number, readonly ElementWrite[]>;

/** Writes into memory as C++ converts a number to the element's type. */
export function write(elements: Elements, writes: readonly ElementWrite[]): void {
  for (const { place, to } of writes) {
    if (elements instanceof BigInt64Array) elements[place] = Number.isFinite(to) ? BigInt(Math.trunc(to)) : 0n;
    else elements[place] = to;
  }
}
