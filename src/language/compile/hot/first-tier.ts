// What the second tier leaves to closures of the first, and what those bind meanwhile.

import type * as ast from "../../syntax/ast";
import type { Unit } from "../context";
import { yieldsIn } from "../yields";
import { namesBound } from "./bound";
import { Unwritable, type Writer } from "./writer";

/** An expression as the first tier evaluates it. */
export function evaluated(w: Writer, unit: Unit, node: ast.Expr): string {
  if (yieldsIn(node)) throw new Unwritable();
  const value = `${w.closure(unit, () => unit.expression(node))}.run(f)`;
  const reload = w.rebinds ? reloadCode(w, unit, node) : "";
  if (reload === "") return value;
  const temp = w.temp();
  return `(${temp}=${value},${reload}${temp})`;
}

/** Reads anew what a closure of the first tier has bound. */
export function reloadCode(w: Writer, unit: Unit, node: ast.Node): string {
  let code = "";
  for (const name of namesBound(node)) {
    const binding = unit.find(name);
    if (binding.kind === "local" && !binding.shared) code += `${w.local(binding.slot)}=s[${binding.slot}],`;
  }
  return code;
}
