// The second tier: functions and loops that have become hot, as JavaScript. See docs/decisions/0006.

import type { Frame } from "../../runtime/function";
import type * as ast from "../../syntax/ast";
import type { Evaluate, HotLoop, Unit } from "../context";
import { allParameters } from "../symbols";
import { expressionCode } from "./expressions";
import { HELPERS } from "./helpers";
import { blockCode, loopBody } from "./statements";
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

const NAMES = Object.keys(HELPERS);

/** False where the host makes no functions of text. */
let allowed = true;

function made<T>(w: Writer, parameters: string): T | null {
  if (!allowed) return null;
  const text = w.text(parameters);
  try {
    if (process.env.DUMP) console.error(text);
    const make = new Function("K", "R", ...NAMES, text);
    return make(w.constants, w.recorder, ...Object.values(HELPERS)) as T;
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    allowed = false;
    return null;
  }
}
