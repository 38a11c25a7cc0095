// count, cycle and repeat.

import { ABSENT, guardClass, methods } from "../../runtime/define";
import { typeError } from "../../runtime/errors";
import { iterate } from "../../runtime/iterate";
import { checkItems } from "../../runtime/limits";
import type { PyClass, Value } from "../../runtime/object";
import { add, asNumber, toIndex, unboxed } from "../../runtime/operators";
import { repr } from "../../runtime/repr";
import { safepoint } from "../../runtime/thread";
import { typeOf } from "../../runtime/types";
import { PyIterator } from "../../runtime/value";
import { iteratorType } from "./define";

class Count extends PyIterator {
  constructor(
    public value: Value,
    readonly step: Value,
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value {
    safepoint();
    const { value } = this;
    this.value = add(value, this.step);
    return value;
  }
}

const isNumber = (value: Value): boolean =>
  asNumber(unboxed(value)) !== undefined || typeOf(value).lookup("__add__") !== undefined;

const countType = iteratorType("count(start=0, step=1)", (cls, start = 0, step = 1) => {
  if (!isNumber(start) || !isNumber(step) || typeof start === "string" || typeof step === "string") {
    throw typeError("a number is required");
  }
  return new Count(start, step, cls);
});
methods(countType, guardClass(Count), {
  "__repr__()": (self) =>
    self.step === 1
      ? `${self.cls.name}(${repr(self.value)})`
      : `${self.cls.name}(${repr(self.value)}, ${repr(self.step)})`,
});

class Cycle extends PyIterator {
  private readonly saved: Value[] = [];
  private index = -1;

  constructor(
    private readonly source: PyIterator,
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    safepoint();
    if (this.index < 0) {
      const item = this.source.next();
      if (item !== undefined) {
        checkItems(this.saved.push(item));
        return item;
      }
      this.index = 0;
    }
    const item = this.saved[this.index++];
    if (this.index >= this.saved.length) this.index = 0;
    return item;
  }
}

iteratorType("cycle(iterable, /)", (cls, iterable = null) => new Cycle(iterate(iterable), cls));

class Repeat extends PyIterator {
  constructor(
    readonly element: Value,
    /** How often yet; negative for ever. */
    public rest: number,
    cls: PyClass,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    if (this.rest === 0) return undefined;
    safepoint();
    if (this.rest > 0) this.rest--;
    return this.element;
  }
}

const repeatType = iteratorType("repeat(object, times=?)", (cls, object = null, times = null) => {
  return new Repeat(object, times === ABSENT ? -1 : Math.max(0, Number(toIndex(times))), cls);
});
methods(repeatType, guardClass(Repeat), {
  "__repr__()": (self) =>
    self.rest < 0 ? `${self.cls.name}(${repr(self.element)})` : `${self.cls.name}(${repr(self.element)}, ${self.rest})`,
  "__length_hint__()": (self) => {
    if (self.rest < 0) throw typeError("len() of unsized object");
    return self.rest;
  },
});
