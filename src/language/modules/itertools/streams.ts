// Iterators that pass on what others give: accumulate, chain, compress, dropwhile, filterfalse, groupby, islice,
// pairwise, starmap, takewhile, tee and zip_longest.

import { call } from "../../runtime/call";
import { ABSENT, addClassMethod, argumentBinder, builtin, guardClass, methods } from "../../runtime/define";
import { type PyRaise, runtimeError, typeError, valueError } from "../../runtime/errors";
import { iterate, toArray } from "../../runtime/iterate";
import { PyClass, type Value } from "../../runtime/object";
import { add, asIndex, equals, toIndex, truth } from "../../runtime/operators";
import { safepoint } from "../../runtime/thread";
import { PyIterator, PyTuple } from "../../runtime/value";
import { iteratorClass, iteratorType, tupleItems } from "./define";

/** An iterator whose step is a function that it keeps. */
class Stepping extends PyIterator {
  constructor(
    readonly next: () => Value | undefined,
    cls: PyClass,
  ) {
    super(cls);
  }
}

iteratorType(
  "accumulate(iterable, func=None, *, initial=None)",
  (cls, iterable = null, func = null, initial = null) => {
    const source = iterate(iterable);
    let total: Value | undefined;
    let first = initial !== null;
    return new Stepping(() => {
      if (first) {
        first = false;
        total = initial;
        return total;
      }
      const item = source.next();
      if (item === undefined) return undefined;
      if (total === undefined) total = item;
      else total = func === null ? add(total, item) : call(func, [total, item]);
      return total;
    }, cls);
  },
);

function chained(cls: PyClass, iterables: PyIterator): Value {
  let ended = false;
  let current: PyIterator | null = null;
  return new Stepping(() => {
    while (!ended) {
      if (current === null) {
        safepoint();
        const iterable = iterables.next();
        if (iterable === undefined) break;
        current = iterate(iterable);
      }
      const item: Value | undefined = current.next();
      if (item !== undefined) return item;
      current = null;
    }
    ended = true;
    return undefined;
  }, cls);
}

const chainType = iteratorType("chain(*iterables)", (cls, iterables = null) => chained(cls, iterate(iterables)));
addClassMethod(chainType, "from_iterable(iterable, /)", (cls: Value, iterables: Value) =>
  chained(cls instanceof PyClass ? cls : chainType, iterate(iterables)),
);

iteratorType("compress(data, selectors)", (cls, data = null, selectors = null) => {
  const [items, chosen] = [iterate(data), iterate(selectors)];
  return new Stepping(() => {
    for (;;) {
      safepoint();
      const item = items.next();
      if (item === undefined) return undefined;
      const selected = chosen.next();
      if (selected === undefined) return undefined;
      if (truth(selected)) return item;
    }
  }, cls);
});

iteratorType("dropwhile(predicate, iterable, /)", (cls, predicate = null, iterable = null) => {
  const source = iterate(iterable);
  let started = false;
  return new Stepping(() => {
    for (;;) {
      const item = source.next();
      if (item === undefined || started) return item;
      safepoint();
      if (!truth(call(predicate, [item]))) {
        started = true;
        return item;
      }
    }
  }, cls);
});

iteratorType("takewhile(predicate, iterable, /)", (cls, predicate = null, iterable = null) => {
  const source = iterate(iterable);
  let ended = false;
  return new Stepping(() => {
    if (ended) return undefined;
    const item = source.next();
    if (item === undefined) return undefined;
    if (truth(call(predicate, [item]))) return item;
    ended = true;
    return undefined;
  }, cls);
});

iteratorType("filterfalse(function, iterable, /)", (cls, predicate = null, iterable = null) => {
  const source = iterate(iterable);
  return new Stepping(() => {
    for (;;) {
      const item = source.next();
      if (item === undefined) return undefined;
      safepoint();
      if (!truth(predicate === null ? item : call(predicate, [item]))) return item;
    }
  }, cls);
});

iteratorType("starmap(function, iterable, /)", (cls, func = null, iterable = null) => {
  const source = iterate(iterable);
  return new Stepping(() => {
    const args = source.next();
    return args === undefined ? undefined : call(func, toArray(args));
  }, cls);
});

iteratorType("pairwise(iterable, /)", (cls, iterable = null) => {
  const source = iterate(iterable);
  let before: Value | undefined;
  let started = false;
  return new Stepping(() => {
    if (!started) {
      started = true;
      before = source.next();
    }
    if (before === undefined) return undefined;
    const item = source.next();
    if (item === undefined) {
      before = undefined;
      return undefined;
    }
    const pair = new PyTuple([before, item]);
    before = item;
    return pair;
  }, cls);
});

const boundError = (what: string): PyRaise =>
  valueError(`${what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`);

/** A bound of islice: undefined for None. */
function bound(value: Value | undefined, notInteger: string, negative: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const index = asIndex(value);
  if (index === undefined) throw boundError(notInteger);
  if (index < 0 || index > 9223372036854775807n) throw boundError(negative);
  return Number(index);
}

iteratorClass("islice", (cls, args, keywords) => {
  if (keywords !== null && keywords.size > 0) throw typeError("islice() takes no keyword arguments");
  const [iterable = null, first, second, third] = args;
  if (args.length < 2) throw typeError(`islice expected at least 2 arguments, got ${args.length}`);
  if (args.length > 4) throw typeError(`islice expected at most 4 arguments, got ${args.length}`);
  const single = args.length === 2;
  const stop = bound(single ? first : second, "Stop argument", single ? "Stop argument" : "Indices");
  const start = single ? 0 : (bound(first, "Indices", "Indices") ?? 0);
  const step = third === undefined || third === null ? 1 : Number(asIndex(third) ?? 0);
  if (step < 1) throw valueError("Step for islice() must be a positive integer or None.");
  let source: PyIterator | null = iterate(iterable);
  let position = 0;
  let wanted = start;
  return new Stepping(() => {
    if (source === null) return undefined;
    const limit = stop ?? Number.POSITIVE_INFINITY;
    const target = Math.min(wanted, limit);
    while (position < target) {
      safepoint();
      if (source.next() === undefined) {
        source = null;
        return undefined;
      }
      position++;
    }
    if (position >= limit) {
      source = null;
      return undefined;
    }
    const item = source.next();
    if (item === undefined) source = null;
    position++;
    wanted = Math.min(wanted + step, limit);
    return item;
  }, cls);
});

const bindLongest = argumentBinder("zip_longest(*iterables, fillvalue=None)");

iteratorClass("zip_longest", (cls, args, keywords) => {
  for (const name of keywords?.keys() ?? []) {
    if (name !== "fillvalue") throw typeError("zip_longest() got an unexpected keyword argument");
  }
  const [iterables, fill = null] = bindLongest(args, keywords);
  const sources: (PyIterator | null)[] = tupleItems(iterables).map(iterate);
  let active = sources.length;
  return new Stepping(() => {
    if (active === 0) return undefined;
    const row: Value[] = [];
    for (const [i, source] of sources.entries()) {
      const item = source?.next();
      if (item === undefined && source !== null) {
        sources[i] = null;
        if (--active === 0) return undefined;
      }
      row.push(item === undefined ? fill : item);
    }
    return new PyTuple(row);
  }, cls);
});

class GroupBy extends PyIterator {
  group: Group | null = null;
  key: Value | undefined;
  value: Value | undefined;
  private target: Value | undefined;

  constructor(
    private readonly source: PyIterator,
    private readonly keyOf: Value,
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    this.group = null;
    while (this.key === undefined || (this.target !== undefined && equals(this.target, this.key))) {
      safepoint();
      if (!this.step()) return undefined;
    }
    this.target = this.key;
    this.group = new Group(this, this.key);
    return new PyTuple([this.key, this.group]);
  }

  step(): boolean {
    const value = this.source.next();
    if (value === undefined) return false;
    this.key = this.keyOf === null ? value : call(this.keyOf, [value]);
    this.value = value;
    return true;
  }
}

const groupType = iteratorClass("_grouper", () => {
  throw typeError("cannot create 'itertools._grouper' instances");
});

/** The items of one key; it ends when the groups go on. */
class Group extends PyIterator {
  constructor(
    private readonly parent: GroupBy,
    private readonly key: Value,
  ) {
    super(groupType);
  }

  next(): Value | undefined {
    const { parent } = this;
    if (parent.group !== this) return undefined;
    if (parent.value === undefined && !parent.step()) return undefined;
    if (parent.key === undefined || !equals(this.key, parent.key)) return undefined;
    const { value } = parent;
    parent.value = undefined;
    return value;
  }
}

iteratorType(
  "groupby(iterable, key=None)",
  (cls, iterable = null, key = null) => new GroupBy(iterate(iterable), key, cls),
);

/** Items that the branches of a tee share: a block is kept until the last of them has passed it. */
class TeeBlock {
  readonly items: Value[] = [];
  private after: TeeBlock | null = null;

  get next(): TeeBlock {
    this.after ??= new TeeBlock();
    return this.after;
  }
}

const TEE_BLOCK = 64;

class Tee extends PyIterator {
  constructor(
    readonly source: { readonly iterator: PyIterator; running: boolean },
    private block: TeeBlock,
    private place: number,
    cls: PyClass,
  ) {
    super(cls);
  }

  branch(cls: PyClass): Tee {
    return new Tee(this.source, this.block, this.place, cls);
  }

  next(): Value | undefined {
    if (this.place === TEE_BLOCK) {
      this.block = this.block.next;
      this.place = 0;
    }
    const { source } = this;
    const { items } = this.block;
    if (this.place === items.length) {
      if (source.running) throw runtimeError("cannot re-enter the tee iterator");
      source.running = true;
      try {
        const item = source.iterator.next();
        if (item === undefined) return undefined;
        items.push(item);
      } finally {
        source.running = false;
      }
    }
    return items[this.place++];
  }
}

const teeType = iteratorType("_tee(iterable, /)", (cls, iterable = null) => teeOf(iterable, cls));
methods(teeType, guardClass(Tee), { "__copy__()": (self) => self.branch(self.cls) });

function teeOf(iterable: Value, cls: PyClass): Tee {
  if (iterable instanceof Tee) return iterable.branch(cls);
  return new Tee({ iterator: iterate(iterable), running: false }, new TeeBlock(), 0, cls);
}

export const tee = builtin("tee(iterable, n=2, /)", (iterable: Value, n: Value) => {
  const count = Number(toIndex(n === ABSENT ? 2 : n));
  if (count < 0) throw valueError("n must be >= 0");
  if (count === 0) return new PyTuple([]);
  const first = iterable instanceof Tee ? iterable : teeOf(iterable, teeType);
  const others = Array.from({ length: count - 1 }, () => first.branch(teeType));
  return new PyTuple([first, ...others]);
});
