// product, permutations and the combinations.

import { argumentBinder } from "../../runtime/define";
import { memoryError, typeError, valueError } from "../../runtime/errors";
import { collect } from "../../runtime/iterate";
import { checkItems } from "../../runtime/limits";
import type { PyClass, Value } from "../../runtime/object";
import { toIndex } from "../../runtime/operators";
import { safepoint } from "../../runtime/thread";
import { typeOf } from "../../runtime/types";
import { PyIterator, PyTuple } from "../../runtime/value";
import { chosen, iteratorClass, iteratorType, tupleItems } from "./define";

/** Tuples of a pool's items by places that `advance` steps through; it tells when there are no more. */
class Choices extends PyIterator {
  private started = false;
  private ended: boolean;

  constructor(
    private readonly places: number[],
    private readonly itemAt: (place: number, index: number) => Value,
    private readonly advance: (places: number[]) => boolean,
    empty: boolean,
    cls: PyClass,
  ) {
    super(cls);
    this.ended = empty;
  }

  next(): Value | undefined {
    if (this.ended) return undefined;
    safepoint();
    if (!this.started) this.started = true;
    else if (!this.advance(this.places)) {
      this.ended = true;
      return undefined;
    }
    return new PyTuple(this.places.map(this.itemAt));
  }
}

const upTo = (count: number): number[] => {
  checkItems(count);
  return Array.from({ length: count }, (_, i) => i);
};

const bindProduct = argumentBinder("product(*iterables, repeat=1)");

iteratorClass("product", (cls, args, keywords) => {
  const [iterables, repeat = 1] = bindProduct(args, keywords);
  const times = Number(toIndex(repeat));
  if (times < 0) throw valueError("repeat argument cannot be negative");
  const once = times === 0 ? [] : tupleItems(iterables).map(collect);
  if (once.length * times > 2 ** 20) throw memoryError();
  const pools = Array.from({ length: times }, () => once).flat();
  const advance = (places: number[]): boolean => {
    for (let i = places.length - 1; i >= 0; i--) {
      const next = (places[i] ?? 0) + 1;
      if (next < (pools[i]?.length ?? 0)) {
        places[i] = next;
        return true;
      }
      places[i] = 0;
    }
    return false;
  };
  const empty = pools.some((pool) => pool.length === 0);
  return new Choices(new Array(pools.length).fill(0), (place, i) => pools[i]?.[place] ?? null, advance, empty, cls);
});

iteratorType("combinations(iterable, r)", (cls, iterable = null, r = null) => {
  const pool = collect(iterable);
  const size = chosen(r);
  const advance = (places: number[]): boolean => {
    let i = size - 1;
    while (i >= 0 && places[i] === i + pool.length - size) i--;
    if (i < 0) return false;
    let place = (places[i] ?? 0) + 1;
    for (let j = i; j < size; j++) places[j] = place++;
    return true;
  };
  const empty = size > pool.length;
  return new Choices(empty ? [] : upTo(size), (place) => pool[place] ?? null, advance, empty, cls);
});

iteratorType("combinations_with_replacement(iterable, r)", (cls, iterable = null, r = null) => {
  const pool = collect(iterable);
  const size = chosen(r);
  checkItems(size);
  const advance = (places: number[]): boolean => {
    let i = size - 1;
    while (i >= 0 && places[i] === pool.length - 1) i--;
    if (i < 0) return false;
    places.fill((places[i] ?? 0) + 1, i);
    return true;
  };
  const empty = pool.length === 0 && size > 0;
  return new Choices(new Array(size).fill(0), (place) => pool[place] ?? null, advance, empty, cls);
});

iteratorType("permutations(iterable, r=None)", (cls, iterable = null, r = null) => {
  const pool = collect(iterable);
  if (r !== null && typeOf(r).lookup("__index__") === undefined) throw typeError("Expected int as r");
  const size = r === null ? pool.length : chosen(r);
  const order = upTo(pool.length);
  const cycles = Array.from({ length: Math.min(size, pool.length) }, (_, i) => pool.length - i);
  // As CPython's: each place has a countdown; at its end the places behind it turn by one.
  const advance = (places: number[]): boolean => {
    for (let i = size - 1; i >= 0; i--) {
      const left = (cycles[i] ?? 0) - 1;
      if (left > 0) {
        cycles[i] = left;
        const j = pool.length - left;
        [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
        for (let k = i; k < size; k++) places[k] = order[k] ?? 0;
        return true;
      }
      const [moved = 0] = order.splice(i, 1);
      order.push(moved);
      cycles[i] = pool.length - i;
    }
    return false;
  };
  const empty = size > pool.length;
  return new Choices(empty ? [] : upTo(size), (place) => pool[place] ?? null, advance, empty, cls);
});
