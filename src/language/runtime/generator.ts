// Generator objects: next, send, throw, close (Objects/genobject.c) over a JavaScript generator.

import { leaveFrame } from "./call";
import {
  chain,
  generatorExitType,
  PyException,
  PyRaise,
  raised,
  recursionErrorType,
  runtimeError,
  typeError,
  valueError,
} from "./errors";
import type { Code, Frame } from "./function";
import { isStopIteration, stopIteration } from "./iterate";
import { generatorType, type Value } from "./object";
import { POLL_INTERVAL, thread } from "./thread";
import { PyIterator, PyTuple } from "./value";

/** What a JavaScript generator ends with when another one takes its place. */
export const SWITCHED = 4;

/**
 * What a generator runs: a JavaScript generator, or a function that is called for every step, with what was sent or
 * thrown, and gives what is yielded, or undefined at the end.
 */
export type GeneratorSteps = Generator<Value, unknown, Value> | GeneratorStep;
export type GeneratorStep = (frame: Frame, sent: Value, thrown: PyRaise | null) => Value | undefined;

export class PyGenerator extends PyIterator {
  private started = false;
  private running = false;
  /** The span of the yield that it waits at. */
  private waitsAt = -1;
  /** What `return` gave, once it is finished. */
  result: Value = null;
  /** Null once it is finished: what its variables held is let go, as it may itself be held for long. */
  private frame: Frame | null;
  private steps: GeneratorSteps | null;
  private step: GeneratorStep | null;

  constructor(
    private readonly code: Code,
    frame: Frame,
    steps: GeneratorSteps,
    public name: string,
    public qualname: string,
  ) {
    super(generatorType);
    this.frame = frame;
    this.steps = steps;
    this.step = typeof steps === "function" ? steps : null;
  }

  get isRunning(): boolean {
    return this.running;
  }

  get isSuspended(): boolean {
    return this.started && !this.running && this.frame !== null;
  }

  next(): Value | undefined {
    return this.resume(null, null);
  }

  send(value: Value): Value | undefined {
    if (!this.started && value !== null) throw typeError("can't send non-None value to a just-started generator");
    return this.resume(value, null);
  }

  throwInto(exception: PyException): Value | undefined {
    if (!this.started || this.frame === null) {
      this.finish();
      throw new PyRaise(exception);
    }
    return this.resume(null, new PyRaise(exception));
  }

  close(): void {
    if (!this.started || this.frame === null) {
      this.finish();
      return;
    }
    const exit = new PyException(generatorExitType, new PyTuple([]));
    try {
      const value = this.throwInto(exit);
      if (value !== undefined) throw runtimeError("generator ignored GeneratorExit");
    } catch (error) {
      if (error instanceof PyRaise && error.exception.cls.isSubclassOf(generatorExitType)) return;
      if (isStopIteration(error)) return;
      throw error;
    }
  }

  private finish(): void {
    this.frame = null;
    this.steps = null;
    this.step = null;
  }

  /** The StopIteration that a program sees when the generator has ended. */
  end(): PyRaise {
    const { result } = this;
    this.result = null;
    return stopIteration(result);
  }

  /** Runs on to the next yield: with what is sent there, or raising `thrown`. */
  private resume(sent: Value, thrown: PyRaise | null): Value | undefined {
    const { frame } = this;
    if (frame === null) {
      // Only the step that ends it delivers the result.
      this.result = null;
      return undefined;
    }
    if (this.running) throw valueError("generator already executing");
    const callSpan = thread.span;
    const { handled, recorder } = thread;
    const { handling } = frame;
    let ownHandled: object | undefined;
    if (handling !== null) {
      const { own } = handling;
      // What the generator handled when it yielded goes before what its caller handles now. Asked for its length first,
      // for a place before an array's first is looked for as a property's name.
      if (own.length > 0) ownHandled = own[own.length - 1];
      handling.caller = handled;
      if (ownHandled !== undefined) thread.handled = ownHandled;
    }
    this.started = true;
    this.running = true;
    if (--thread.budget <= 0) {
      thread.budget = POLL_INTERVAL;
      thread.poll();
    }
    const depth = ++thread.depth;
    thread.calls[depth] = callSpan;
    recorder?.enterCall(this.code.span, callSpan, frame);
    if (this.waitsAt >= 0) thread.span = this.waitsAt;
    let value: Value | undefined;
    try {
      if (depth > thread.recursionLimit) throw raised(recursionErrorType, "maximum recursion depth exceeded");
      if (thrown !== null && ownHandled !== undefined) chain(thrown.exception, ownHandled);
      const { step } = this;
      value = step === null ? this.nextOf(frame, sent, thrown) : step(frame, sent, thrown);
      if (value === undefined) {
        this.result = frame.result;
        this.finish();
      } else this.waitsAt = thread.span;
    } catch (error) {
      this.finish();
      const left = leaveFrame(error, frame, this.code);
      this.leave(callSpan, handled);
      if (!isStopIteration(left)) throw left;
      const wrapped = runtimeError("generator raised StopIteration");
      wrapped.exception.cause = left.exception;
      wrapped.exception.context = left.exception;
      throw wrapped;
    }
    this.leave(callSpan, handled);
    return value;
  }

  /** Back to the caller, and to what it handles. */
  private leave(callSpan: number, handled: object | null): void {
    this.running = false;
    thread.depth--;
    thread.recorder?.leaveCall();
    thread.span = callSpan;
    if (thread.handled !== handled) thread.handled = handled;
  }

  /** The next value of the JavaScript generator. */
  private nextOf(frame: Frame, sent: Value, thrown: PyRaise | null): Value | undefined {
    const { steps } = this;
    if (steps === null) return undefined;
    if (typeof steps === "function") return steps(frame, sent, thrown);
    const { delegation } = frame;
    if (delegation !== null && thrown === null) {
      try {
        const value = delegation.step(sent, null);
        if (value !== undefined) return value;
      } catch (error) {
        // It is raised where it was delegated, which may handle it.
        delegation.failure = error;
      }
    }
    const result = thrown === null ? steps.next(sent) : steps.throw(thrown);
    if (result.done !== true) return result.value;
    if (result.value !== SWITCHED) return undefined;
    // What goes on from here is what the frame was left with, see SWITCH in ../compile/context.
    this.steps = frame.result as GeneratorSteps;
    frame.result = null;
    this.step = typeof this.steps === "function" ? this.steps : null;
    return this.nextOf(frame, null, null);
  }
}
