// The second tier: functions and loops that have become hot, as JavaScript. See docs/decisions/0006.

import type { Code, Frame } from "../../runtime/function";
import type { GeneratorStep } from "../../runtime/generator";
import { thread } from "../../runtime/thread";
import type { PyIterator } from "../../runtime/value";
import type * as ast from "../../syntax/ast";
import type { Completion, Entries, Evaluate, HotComprehension, HotLoop, HotSteps, Unit } from "../context";
import { allParameters } from "../symbols";
import { expressionCode } from "./expressions";
import { HELPERS } from "./helpers";
import { blockCode, comprehensionCode, itemsCode, loopBody, stopsIn } from "./statements";
import { Writer } from "./writer";

/** A function's body, or a lambda's. */
export function hotBody(
  unit: Unit,
  args: ast.Arguments,
  body: readonly ast.Stmt[] | ast.Expr,
  sample: Frame,
): Evaluate | null {
  const w = new Writer("body", unit.recorder, sample);
  argumentsCode(w, unit, args);
  if ("kind" in body) w.line(`return ${expressionCode(w, unit, body)};`);
  else {
    blockCode(w, unit, body);
    w.line("return null;");
  }
  return made<Evaluate>(w, "", sample.code);
}

/** With recording, arguments are bindings too. */
function argumentsCode(w: Writer, unit: Unit, args: ast.Arguments): void {
  const parameters = allParameters(args);
  if (w.recorder === null || parameters.length === 0) return;
  const binds = parameters.map((arg) => {
    const name = unit.mangle(arg.arg);
    const slot = unit.scope.slotOf(name);
    const value = unit.scope.shared.has(name) ? `s[${slot}].value` : w.local(slot);
    return `R.bind(${unit.span(arg)},${w.constant(name)},${value});`;
  });
  w.line(`if(!R.quiet){${binds.join("")}}`);
}

export function hotLoop(unit: Unit, node: ast.For | ast.While, span: number, sample: Frame): HotLoop | null {
  const w = new Writer("loop", unit.recorder, sample);
  const run = made<LoopFunction>(w, loopBody(w, unit, node, span), null);
  const { constants } = w;
  return run === null ? null : (f, turn, iterator, last) => run(f, constants, turn, iterator, last);
}

/** A generator's steps. */
export function hotSteps(unit: Unit, body: readonly ast.Stmt[], loops: Entries, sample: Frame): HotSteps | null {
  const entries = new Map(loops);
  if (!stopsIn(unit, body, entries)) {
    const w = new Writer("generator", unit.recorder, sample, loops);
    return w.attempt(() => blockCode(w, unit, body)) ? made<HotSteps>(w, ",e", sample.code) : null;
  }
  return steps(new Writer("step", unit.recorder, sample, entries, unit.scope.newSlot()), (w) =>
    blockCode(w, unit, body),
  );
}

export function hotItems(
  unit: Unit,
  node: ast.GeneratorExp,
  places: readonly number[],
  sample: Frame,
): HotSteps | null {
  const w = new Writer("step", unit.recorder, sample, new Map(), unit.scope.newSlot());
  return steps(w, () => itemsCode(w, unit, node, places));
}

/** Steps that are entered where they were left. */
function steps(w: Writer, write: (w: Writer) => void): HotSteps | null {
  const { place } = w;
  w.line(`let e=s[${place}];`);
  const step = w.attempt(() => write(w)) ? made<GeneratorStep>(w, ",x,y", w.sample.code) : null;
  if (step === null) return null;
  return (f, entry) => {
    f.slots[place] = entry;
    return step;
  };
}

/** The loops of a comprehension that makes a list, a set or a dict, from the head of the outermost. */
export function hotComprehension(
  unit: Unit,
  node: ast.ListComp | ast.SetComp | ast.DictComp,
  sample: Frame,
): HotComprehension | null {
  const w = new Writer("loop", unit.recorder, sample);
  comprehensionCode(w, unit, node);
  const run = made<ComprehensionFunction>(w, ",K,d,i,q", null);
  const { constants } = w;
  return run === null ? null : (f, into, iterator, quiet) => run(f, constants, into, iterator, quiet);
}

type ComprehensionFunction = (
  frame: Frame,
  constants: readonly unknown[],
  into: unknown,
  iterator: PyIterator,
  quiet: boolean,
) => void;

type LoopFunction = (
  frame: Frame,
  constants: readonly unknown[],
  turn: number,
  iterator: PyIterator | null,
  last: number,
) => Completion;

const NAMES = Object.keys(HELPERS);

/** The functions of the texts that were made last: a program that runs again, as in replays, finds them optimised. */
const functions = new Map<string, unknown>();
const KEPT = 500;

/** The function of what is written; a body's and a generator's constants are its code's. */
function made<T>(w: Writer, parameters: string, code: Code | null): T | null {
  const text = w.text(parameters);
  let made = functions.get(text);
  if (made === undefined) {
    try {
      made = new Function(...NAMES, text)(...Object.values(HELPERS));
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      // The host makes no functions of texts: nobody needs to ask again.
      thread.hotAfter = Number.POSITIVE_INFINITY;
      return null;
    }
  }
  functions.delete(text);
  functions.set(text, made);
  for (const oldest of functions.keys()) {
    if (functions.size <= KEPT) break;
    functions.delete(oldest);
  }
  if (code !== null) code.constants = w.constants;
  return made as T;
}
