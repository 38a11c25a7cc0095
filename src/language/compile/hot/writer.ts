// What the second tier writes JavaScript with: the lines of one function, its constants, its temporaries, and which of
// the frame's variables are JavaScript's as well. The text consists of words of ours and of numbers alone: whatever
// comes from the program (names, texts, values) is a constant that the text knows by its place.

import type { LanguageRecorder } from "../../../trace/recorder";
import type { Frame } from "../../runtime/function";
import type { Value } from "../../runtime/object";
import type { Entries, Unit } from "../context";

/**
 * What is written: a function's body; a loop that goes on in the middle of one; a generator as a function that is
 * entered anew for every step, or, where it yields in other places than statements of its own, as JavaScript's.
 */
export type Form = "body" | "loop" | "step" | "generator";

/**
 * A closure of the first tier. A method calls it, for a call of a closure itself ties what V8 makes of the text to that
 * one, which lives no longer than its run.
 */
class FirstTier<A> {
  private made: ((frame: Frame, given: Value) => A) | null = null;
  private readonly statementSpan: number;

  constructor(
    private readonly unit: Unit,
    private readonly make: () => (frame: Frame, given: Value) => A,
  ) {
    this.statementSpan = unit.statementSpan;
  }

  run(frame: Frame, given: Value): A {
    const { made } = this;
    return made === null ? this.compiled()(frame, given) : made(frame, given);
  }

  private compiled(): (frame: Frame, given: Value) => A {
    const { unit } = this;
    const before = unit.statementSpan;
    unit.statementSpan = this.statementSpan;
    this.made = this.make();
    unit.statementSpan = before;
    return this.made;
  }
}

/** Thrown where a yield stands in what only the first tier knows. */
export class Unwritable extends Error {}

interface Loop {
  readonly label: string;
  readonly span: number;
}

export class Writer {
  readonly constants: unknown[] = [];
  /** The loops around, innermost last. */
  readonly loops: Loop[] = [];
  /** The statement binds names by `:=`: variables are read at their turn. */
  rebinds = false;
  private readonly places = new Map<unknown, string>();
  private readonly lines: string[] = [];
  /** Slots whose variables JavaScript has too; an assignment writes both. */
  private readonly held = new Set<number>();
  private temps = 0;
  private mostTemps = 0;
  private variables = 0;

  constructor(
    readonly form: Form,
    readonly recorder: LanguageRecorder | null,
    /** A frame of the same code that runs or has run: its values tell which types to expect. */
    readonly sample: Frame,
    /** Of a generator: the loops at whose heads it may begin. */
    readonly entries: Entries = new Map(),
    /** The slot that says where it is entered next. */
    readonly place = -1,
  ) {}

  /** Writes, or leaves everything as it was where that cannot be written. */
  attempt(write: () => void): boolean {
    const { length } = this.lines;
    const depth = this.loops.length;
    try {
      write();
      return true;
    } catch (error) {
      if (!(error instanceof Unwritable)) throw error;
      this.lines.length = length;
      this.loops.length = depth;
      return false;
    }
  }

  line(text: string): void {
    this.lines.push(text);
  }

  constant(value: unknown): string {
    let place = this.places.get(value);
    if (place === undefined) {
      place = `K[${this.constants.push(value) - 1}]`;
      this.places.set(value, place);
    }
    return place;
  }

  /** A temporary, for the statement that is written. */
  temp(): string {
    this.mostTemps = Math.max(this.mostTemps, ++this.temps);
    return `t${this.temps}`;
  }

  releaseTemps(): void {
    this.temps = 0;
  }

  /** A name for what several statements need. */
  name(): string {
    return `u${++this.variables}`;
  }

  local(slot: number): string {
    this.held.add(slot);
    return `v${slot}`;
  }

  /** A closure of the first tier, made when it is first needed; what is written calls its `run`. */
  closure<A>(unit: Unit, make: () => (frame: Frame, given: Value) => A): string {
    return this.constant(new FirstTier(unit, make));
  }

  /** The whole text. The constants are a loop's argument, or the code's: the function itself knows of no run. */
  text(parameters: string): string {
    const names = ["s=f.slots"];
    if (this.form !== "loop") names.push("K=f.code.constants");
    if (this.recorder !== null) names.push("R=T.recorder");
    const held = [...this.held].map((slot) => `v${slot}=s[${slot}]`);
    for (let i = 1; i <= this.mostTemps; i++) held.push(`t${i}`);
    const star = this.form === "generator" ? "*" : "";
    const declared = held.length === 0 ? "" : `let ${held.join()};`;
    return `"use strict";return function${star} hot(f${parameters}){const ${names.join()};${declared}
${this.lines.join("\n")}}`;
  }
}
