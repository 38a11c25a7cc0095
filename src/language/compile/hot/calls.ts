// Calls as JavaScript's: with positional arguments alone; all others are the first tier's.

import type * as ast from "../../syntax/ast";
import { FRAME_FUNCTIONS, isSuperCall, MethodCache } from "../calls";
import type { Unit } from "../context";
import { evaluated, expressionCode } from "./expressions";
import type { Writer } from "./writer";

export function callCode(w: Writer, unit: Unit, node: ast.Call): string {
  const { func, args } = node;
  if (node.keywords.length > 0 || args.some((each) => each.kind === "Starred")) return evaluated(w, unit, node);
  if (func.kind === "Name" && (func.id === "super" || FRAME_FUNCTIONS.has(func.id))) return evaluated(w, unit, node);
  if (func.kind === "Attribute" && isSuperCall(func.value)) return evaluated(w, unit, node);
  const span = unit.span(node);
  const result = func.kind === "Attribute" ? methodCode(w, unit, node, func, span) : plainCode(w, unit, node, span);
  if (w.recorder === null) return result;
  const value = w.temp();
  return `(${value}=${result},R.quiet||R.value(${span},${value}),${value})`;
}

interface Arguments {
  /** Evaluates them into temporaries. */
  readonly before: string;
  readonly names: readonly string[];
}

function argumentsCode(w: Writer, unit: Unit, args: readonly ast.Expr[]): Arguments {
  let before = "";
  const names = args.map((arg) => {
    const temp = w.temp();
    before += `,${temp}=${expressionCode(w, unit, arg)}`;
    return temp;
  });
  return { before, names };
}

/** A helper's call: up to two arguments have one of their own. */
function helperCall(name: string, given: readonly string[], args: readonly string[]): string {
  return args.length < 3
    ? `${name}${args.length}(${[...given, ...args].join()})`
    : `${name}(${given.join()},[${args.join()}])`;
}

function plainCode(w: Writer, unit: Unit, { func, args }: ast.Call, span: number): string {
  const callee = w.temp();
  const target = `${callee}=${expressionCode(w, unit, func)}`;
  const { before, names } = argumentsCode(w, unit, args);
  return `(${target}${before},T.span=${span},${helperCall("call", [callee], names)})`;
}

function methodCode(w: Writer, unit: Unit, { args }: ast.Call, func: ast.Attribute, span: number): string {
  const [self, member, target] = [w.temp(), w.temp(), w.temp()];
  const name = unit.mangle(func.attr);
  const cache = w.constant(new MethodCache(name));
  const object = `${self}=${expressionCode(w, unit, func.value)},T.span=${unit.span(func)},${member}=${cache}.find(${self})`;
  const bound = `${target}=${member}===undefined?getAttribute(${self},${w.constant(name)}):null`;
  const { before, names } = argumentsCode(w, unit, args);
  return `(${object},${bound}${before},T.span=${span},${helperCall("method", [member, target, self], names)})`;
}
