// The second tier: functions and loops that have become hot, as JavaScript. See docs/decisions/0006.

import type { Frame } from "../../runtime/function";
import type { GeneratorStep } from "../../runtime/generator";
import { thread } from "../../runtime/thread";
import type * as ast from "../../syntax/ast";
import type { Entries, Evaluate, HotLoop, HotSteps, Unit } from "../context";
import { allParameters } from "../symbols";
import { expressionCode } from "./expressions";
import { HELPERS } from "./helpers";
import { blockCode, itemsCode, loopBody, stopsIn } from "./statements";
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
  return made<Evaluate>(w, "");
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
  return made<HotLoop>(w, loopBody(w, unit, node, span));
}

/** A generator's steps. */
export function hotSteps(unit: Unit, body: readonly ast.Stmt[], loops: Entries, sample: Frame): HotSteps | null {
  const entries = new Map(loops);
  if (!stopsIn(unit, body, entries)) {
    const w = new Writer("generator", unit.recorder, sample, loops);
    return w.attempt(() => blockCode(w, unit, body)) ? made<HotSteps>(w, ",e") : null;
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
  const step = w.attempt(() => write(w)) ? made<GeneratorStep>(w, ",x,y") : null;
  if (step === null) return null;
  return (f, entry) => {
    f.slots[place] = entry;
    return step;
  };
}

const NAMES = Object.keys(HELPERS);

function made<T>(w: Writer, parameters: string): T | null {
  const text = w.text(parameters);
  try {
    const make = new Function("K", "R", ...NAMES, text);
    return make(w.constants, w.recorder, ...Object.values(HELPERS)) as T;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    // The host makes no functions of texts: nobody needs to ask again.
    thread.hotAfter = Number.POSITIVE_INFINITY;
    return null;
  }
}
