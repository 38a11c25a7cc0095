// Calls as JavaScript's: with positional arguments alone; all others are the first tier's.

import type * as ast from "../../syntax/ast";
import { FRAME_FUNCTIONS, isSuperCall, MethodCache } from "../calls";
import type { Unit } from "../context";
import { evaluated } from "./first-tier";
import type { Writer } from "./writer";

type Write = (node: ast.Expr) => string;

/** A call; `write` writes its parts. */
export function callCode(w: Writer, unit: Unit, node: ast.Call, write: Write): string {
  const { func, args } = node;
  if (node.keywords.length > 0 || args.some((each) => each.kind === "Starred")) return evaluated(w, unit, node);
  if (func.kind === "Name" && (func.id === "super" || FRAME_FUNCTIONS.has(func.id))) return evaluated(w, unit, node);
  if (func.kind === "Attribute" && isSuperCall(func.value)) return evaluated(w, unit, node);
  const span = unit.span(node);
  const result =
    func.kind === "Attribute" ? methodCode(w, unit, node, func, span, write) : plainCode(w, unit, node, span, write);
  if (w.recorder === null) return result;
  const value = w.temp();
  return `(${value}=${result},R.quiet||R.value(${span},${value}),${value})`;
}

interface Arguments {
  /** Evaluates them into temporaries. */
  readonly before: string;
  readonly names: readonly string[];
}

function argumentsCode(w: Writer, args: readonly ast.Expr[], write: Write): Arguments {
  let before = "";
  const names = args.map((arg) => {
    const temp = w.temp();
    before += `,${temp}=${write(arg)}`;
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

function plainCode(w: Writer, unit: Unit, { func, args }: ast.Call, span: number, write: Write): string {
  const callee = w.temp();
  const target = `${callee}=${write(func)}`;
  const { before, names } = argumentsCode(w, args, write);
  const result = helperCall("call", [callee], names);
  return `(${target}${before},T.span=${span},${lengthCode(w, unit, func, callee, names)}${result})`;
}

/** The commonest call of all, `len` of a list, without a call where it is just that. */
function lengthCode(w: Writer, unit: Unit, func: ast.Expr, callee: string, names: readonly string[]): string {
  const [of] = names;
  const length = unit.module.builtins.get("len");
  if (func.kind !== "Name" || func.id !== "len" || of === undefined || names.length > 1 || length === undefined)
    return "";
  return `${callee}===${w.constant(length)}&&${of} instanceof L&&${of}.cls===listType?${of}.items.length:`;
}

function methodCode(
  w: Writer,
  unit: Unit,
  { args }: ast.Call,
  func: ast.Attribute,
  span: number,
  write: Write,
): string {
  const [self, member, target] = [w.temp(), w.temp(), w.temp()];
  const name = unit.mangle(func.attr);
  const cache = w.constant(new MethodCache(name));
  const object = `${self}=${write(func.value)},T.span=${unit.span(func)},${member}=${cache}.find(${self})`;
  const bound = `${target}=${member}===undefined?getAttribute(${self},${w.constant(name)}):null`;
  const { before, names } = argumentsCode(w, args, write);
  return `(${object},${bound}${before},T.span=${span},${helperCall("method", [member, target, self], names)})`;
}
