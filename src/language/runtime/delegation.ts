// `yield from`: what is sent and thrown into a generator goes on to the iterator that it delegates to (PEP 380).

import { getAttribute, getAttributeOr } from "./attributes";
import { call, callSpecial } from "./call";
import { generatorExitType, type PyException, PyRaise } from "./errors";
import type { Delegated, Frame } from "./function";
import { PyGenerator } from "./generator";
import { isStopIteration, nextOf, pythonIterator } from "./iterate";
import type { Value } from "./object";
import { typeOf } from "./types";

/** `yield from`: passes on what is sent and thrown; its value is what the inner generator returned. */
export function* delegate(f: Frame, target: Value): Generator<Value, Value, Value> {
  const inner = new Delegation(target);
  for (let value = inner.step(null, null); value !== undefined; ) {
    // What is sent goes to it without coming by here, until it has ended (PyGenerator.nextOf).
    f.delegation = inner;
    let thrown: PyRaise;
    try {
      yield value;
      break;
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      thrown = error;
    } finally {
      f.delegation = null;
    }
    value = inner.step(null, thrown);
  }
  if (inner.failure !== null) throw inner.failure;
  return inner.result;
}

/** The iterator that a `yield from` steps through. */
export class Delegation implements Delegated {
  /** What it returned. */
  result: Value = null;
  /** What it raised when what was sent went to it directly. */
  failure: unknown = null;
  private readonly iterator: Value;

  constructor(target: Value) {
    this.iterator = pythonIterator(target);
  }

  step(sent: Value, thrown: PyRaise | null): Value | undefined {
    const { iterator } = this;
    try {
      const value = thrown === null ? advance(iterator, sent) : passOn(iterator, thrown.exception);
      if (value === undefined && iterator instanceof PyGenerator) this.result = iterator.result;
      return value;
    } catch (error) {
      if (!isStopIteration(error)) throw error;
      this.result = getAttribute(error.exception, "value");
      return undefined;
    }
  }
}

function advance(iterator: Value, sent: Value): Value | undefined {
  if (iterator instanceof PyGenerator) return iterator.send(sent);
  if (sent === null) return typeOf(iterator).immutable ? nextOf(iterator) : callSpecial(iterator, "__next__", []);
  return call(getAttribute(iterator, "send"), [sent]);
}

/** Throws into the inner iterator, where it knows how; GeneratorExit closes it. */
function passOn(iterator: Value, exception: PyException): Value | undefined {
  const closes = exception.cls.isSubclassOf(generatorExitType);
  if (iterator instanceof PyGenerator) {
    if (!closes) return iterator.throwInto(exception);
    iterator.close();
    throw new PyRaise(exception);
  }
  const method = getAttributeOr(iterator, closes ? "close" : "throw");
  if (method === undefined) throw new PyRaise(exception);
  if (!closes) return call(method, [exception]);
  call(method, []);
  throw new PyRaise(exception);
}
