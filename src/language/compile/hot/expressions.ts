// Expressions as JavaScript's. What this does not know, the first tier's closure evaluates.

import type { Value } from "../../runtime/object";
import { BINARY } from "../../runtime/operators";
import { PyList } from "../../runtime/value";
import type * as ast from "../../syntax/ast";
import { constantValue } from "../constants";
import type { Unit } from "../context";
import { namesIn } from "../displays";
import { AttributeSite } from "../member-access";
import { BuiltinSite } from "../names";
import { callCode } from "./calls";
import { evaluated } from "./first-tier";
import { boxed, guarded, type Plan, planned } from "./numbers";
import { sampleOf } from "./samples";
import type { Writer } from "./writer";

export function expressionCode(w: Writer, unit: Unit, node: ast.Expr): string {
  switch (node.kind) {
    case "Name":
      return nameCode(w, unit, node);
    case "Constant":
      return constantCode(w, unit, node);
    case "BinOp":
      return binaryCode(w, unit, node);
    case "UnaryOp":
      return unaryCode(w, unit, node);
    case "Compare":
      return comparisonCode(w, unit, node);
    case "BoolOp":
      return boolCode(w, unit, node);
    case "IfExp":
      return `(${testCode(w, unit, node.test)}?${expressionCode(w, unit, node.body)}:${expressionCode(w, unit, node.orelse)})`;
    case "Call":
      return callCode(w, unit, node, (part) => expressionCode(w, unit, part));
    case "Attribute": {
      const span = unit.span(node);
      const [object, value] = [w.temp(), w.temp()];
      const site = w.constant(new AttributeSite(unit.mangle(node.attr)));
      const load = `${object}=${expressionCode(w, unit, node.value)},T.span=${span},${value}=${site}.load(${object})`;
      return `(${load}${hostValue(w, span, value)},${value})`;
    }
    case "Subscript":
      return subscriptCode(w, unit, node);
    case "Slice": {
      const parts = [node.lower, node.upper, node.step].map((part) =>
        part === null ? "null" : expressionCode(w, unit, part),
      );
      return `new Slice(${parts.join()})`;
    }
    case "Tuple":
    case "List": {
      if (node.elts.some((each) => each.kind === "Starred")) return evaluated(w, unit, node);
      const items = node.elts.map((each) => expressionCode(w, unit, each));
      return `new ${node.kind === "Tuple" ? "U" : "L"}([${items.join()}])`;
    }
    case "Dict": {
      const names = namesIn(node);
      if (names === null) return evaluated(w, unit, node);
      const dict = w.temp();
      const entries = node.values.map(
        (value, i) => `${dict}.set(${w.constant(names[i])},${expressionCode(w, unit, value)})`,
      );
      return `(${[`${dict}=new D()`, ...entries, dict].join()})`;
    }
    case "JoinedStr":
      return joinedCode(w, unit, node);
    case "FormattedValue":
      return formattedCode(w, unit, node);
    case "Yield":
      if (w.form !== "generator") return evaluated(w, unit, node);
      return `(yield (${yieldedCode(w, unit, node)}))`;
    case "YieldFrom": {
      if (w.form !== "generator") return evaluated(w, unit, node);
      const source = w.temp();
      return `(${source}=${expressionCode(w, unit, node.value)},T.span=${unit.span(node)},yield*delegate(f,${source}))`;
    }
    default:
      return evaluated(w, unit, node);
  }
}

/** What is yielded, and where. */
function yieldedCode(w: Writer, unit: Unit, node: ast.Yield): string {
  const value = w.temp();
  const given = node.value === null ? "null" : expressionCode(w, unit, node.value);
  return `${value}=${given},T.span=${unit.span(node)},${value}`;
}

/** An f-string: what is formatted is text, so `+` puts it together as it comes. */
function joinedCode(w: Writer, unit: Unit, node: ast.JoinedStr): string {
  const parts = node.values.map((value) => expressionCode(w, unit, value));
  return parts.length === 0 ? w.constant("") : `(${parts.join("+")})`;
}

function formattedCode(w: Writer, unit: Unit, node: ast.FormattedValue): string {
  const convert = node.conversion < 0 ? "" : CONVERSIONS[node.conversion];
  if (convert === undefined) return evaluated(w, unit, node);
  const [value, spec] = [w.temp(), w.temp()];
  const format = node.format_spec === null ? w.constant("") : expressionCode(w, unit, node.format_spec);
  const before = `${value}=${expressionCode(w, unit, node.value)},${spec}=${format},T.span=${unit.span(node.value)}`;
  return `(${before},formatValue(${convert}(${value}),${spec}))`;
}

/** What `!s` and `!r` call, by their codes. */
const CONVERSIONS: Readonly<Record<number, string>> = { 114: "repr", 115: "str" };

/** An attribute or an item that is an engine's object is told to the recorder. */
function hostValue({ recorder }: Writer, span: number, value: string): string {
  return recorder === null ? "" : `,R.quiet||isHostObject(${value})&&R.value(${span},${value})`;
}

function nameCode(w: Writer, unit: Unit, node: ast.Name): string {
  const binding = unit.find(node.id);
  const missing = (): string => evaluated(w, unit, node);
  const temp = w.temp();
  const read = (code: string): string => `((${temp}=${code})===undefined?${missing()}:${temp})`;
  switch (binding.kind) {
    case "local": {
      if (binding.shared) return read(`s[${binding.slot}].value`);
      const local = w.local(binding.slot);
      return w.rebinds ? read(local) : `(${local}===undefined?${missing()}:${local})`;
    }
    case "free":
      return read(`f.closure[${binding.index}].value`);
    case "global": {
      const name = unit.mangle(node.id);
      const entry = unit.module.globals.map.get(name);
      if (entry !== undefined) return read(`${w.constant(entry)}.value`);
      return `${w.constant(new BuiltinSite(name, unit.module.globals, unit.expression(node)))}.find(f)`;
    }
    default:
      return missing();
  }
}

function constantCode(w: Writer, unit: Unit, node: ast.Constant): string {
  if (node.undecoded !== undefined) return evaluated(w, unit, node);
  const value = constantValue(node.value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`;
  return typeof value === "string" ? w.constant(value) : w.constant(unit.expression(node)({} as never));
}

function binaryCode(w: Writer, unit: Unit, node: ast.BinOp): string {
  const plan = planned(w, unit, node);
  if (plan !== null) return `(${guarded(plan)}?${boxed(plan)}:${evaluated(w, unit, node)})`;
  const [a, b] = [w.temp(), w.temp()];
  const left = expressionCode(w, unit, node.left);
  const right = expressionCode(w, unit, node.right);
  const span = unit.span(node);
  return `(${a}=${left},${b}=${right},${operationCode(w, node.op, a, b, span)})`;
}

export function operationCode(w: Writer, op: ast.BinaryOperator, a: string, b: string, span: number): string {
  const helper = OPERATIONS[op] ?? w.constant(BINARY[op]);
  return numbersFirst(w, op, a, b, `(T.span=${span},${helper}(${a},${b}))`);
}

/** A sum or difference of ints in place; all else by `slow`. */
export function numbersFirst(w: Writer, op: ast.BinaryOperator, a: string, b: string, slow: string): string {
  const sign = { Add: "+", Sub: "-" }[op as string];
  if (sign === undefined) return slow;
  const result = w.temp();
  const max = Number.MAX_SAFE_INTEGER;
  const both = `typeof ${a}==="number"&&typeof ${b}==="number"`;
  return `(${both}&&(${result}=${a}${sign}${b})<=${max}&&${result}>=-${max}?${result}:${slow})`;
}

const OPERATIONS: Partial<Record<ast.BinaryOperator, string>> = {
  Add: "add",
  Sub: "subtract",
  Mult: "multiply",
  Div: "divide",
  Mod: "modulo",
  FloorDiv: "floorDivide",
};

/** Types of constants whose negative is a constant too; that of others is an error, once the program comes there. */
const NUMERIC: ReadonlySet<ast.ConstantValue["type"]> = new Set(["int", "float", "complex"]);

function unaryCode(w: Writer, unit: Unit, node: ast.UnaryOp): string {
  if (node.op === "Not") return `!${testCode(w, unit, node.operand)}`;
  if (node.op !== "USub") return evaluated(w, unit, node);
  if (node.operand.kind === "Constant" && NUMERIC.has(node.operand.value.type)) {
    const value = unit.expression(node)({} as never);
    return typeof value === "number" ? `(${value})` : w.constant(value);
  }
  const plan = planned(w, unit, node);
  if (plan !== null) return `(${guarded(plan)}?${boxed(plan)}:${evaluated(w, unit, node)})`;
  const temp = w.temp();
  return `(${temp}=${expressionCode(w, unit, node.operand)},T.span=${unit.span(node)},negate(${temp}))`;
}

const ORDER: Partial<Record<ast.CompareOperator, string>> = {
  Eq: "===",
  NotEq: "!==",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
};

/** A comparison or a chain of them: what follows is evaluated only where all before it holds. */
function comparisonCode(w: Writer, unit: Unit, node: ast.Compare): string {
  const plan = plannedComparison(w, unit, node);
  if (plan !== null) return plan;
  const span = unit.span(node);
  const operands = [node.left, ...node.comparators];
  const names = operands.map(() => w.temp());
  const values = operands.map((each, i) => `${names[i]}=${expressionCode(w, unit, each)}`);
  const last = node.ops.length - 1;
  const chain = node.ops.reduceRight<string>((rest, op, i) => {
    const result = pairCode(op, names[i] ?? "", names[i + 1] ?? "", span);
    if (i === last) return `${values[i + 1]},${result}`;
    const held = w.temp();
    return `${values[i + 1]},${held}=${result},${truthCode(held, span)}?(${rest}):${held}`;
  }, "");
  return `(${values[0]},${chain})`;
}

/** One that is of numbers throughout. */
function plannedComparison(w: Writer, unit: Unit, node: ast.Compare): string | null {
  const signs = node.ops.map((op) => ORDER[op]);
  if (signs.includes(undefined)) return null;
  const plans: Plan[] = [];
  for (const each of [node.left, ...node.comparators]) {
    const plan = planned(w, unit, each);
    if (plan === null) return null;
    plans.push(plan);
  }
  const guards = guarded({ guards: plans.flatMap((plan) => plan.guards) });
  const pairs = signs.map((sign, i) => `${plans[i]?.code}${sign}${plans[i + 1]?.code}`);
  return `(${guards}?${pairs.join("&&")}:${evaluated(w, unit, node)})`;
}

/** One comparison of two temporaries. */
function pairCode(op: ast.CompareOperator, a: string, b: string, span: number): string {
  switch (op) {
    case "Is":
      return `${a}===${b}`;
    case "IsNot":
      return `${a}!==${b}`;
    case "In":
      return `(T.span=${span},contains(${b},${a}))`;
    case "NotIn":
      return `(T.span=${span},!contains(${b},${a}))`;
    default: {
      const sign = ORDER[op];
      const numbers = `typeof ${a}==="number"&&typeof ${b}==="number"`;
      const texts = sign === "===" || sign === "!==" ? `||typeof ${a}==="string"&&typeof ${b}==="string"` : "";
      return `(${numbers}${texts}?${a}${sign}${b}:(T.span=${span},compare("${op}",${a},${b})))`;
    }
  }
}

function boolCode(w: Writer, unit: Unit, node: ast.BoolOp): string {
  const last = node.values.length - 1;
  return node.values.reduceRight<string>((rest, value, i) => {
    const code = expressionCode(w, unit, value);
    if (i === last) return code;
    const temp = w.temp();
    const holds = truthCode(temp, unit.span(value));
    const [yes, no] = node.op === "And" ? [rest, temp] : [temp, rest];
    return `(${temp}=${code},${holds}?${yes}:${no})`;
  }, "");
}

const truthCode = (temp: string, span: number): string =>
  `(${temp}===true||${temp}!==false&&(T.span=${span},truth(${temp})))`;

/** A condition, as JavaScript's boolean. */
export function testCode(w: Writer, unit: Unit, node: ast.Expr): string {
  if (node.kind === "UnaryOp" && node.op === "Not") return `!${testCode(w, unit, node.operand)}`;
  if (node.kind === "BoolOp") {
    return `(${node.values.map((each) => testCode(w, unit, each)).join(node.op === "And" ? "&&" : "||")})`;
  }
  if (node.kind === "Constant" && node.undecoded === undefined) {
    const value = constantValue(node.value);
    if (typeof value === "boolean" || value === null) return value === true ? "true" : "false";
  }
  if (node.kind === "Compare" && node.ops.length === 1 && ORDER[node.ops[0] ?? "In"] === undefined) {
    return comparisonCode(w, unit, node);
  }
  const temp = w.temp();
  return `(${temp}=${expressionCode(w, unit, node)},${truthCode(temp, unit.span(node))})`;
}

function subscriptCode(w: Writer, unit: Unit, node: ast.Subscript): string {
  const [target, key, value] = [w.temp(), w.temp(), w.temp()];
  const span = unit.span(node);
  const operands = `${target}=${expressionCode(w, unit, node.value)},${key}=${expressionCode(w, unit, node.slice)}`;
  // A slice, and what is known to be no list, goes the long way at once.
  const sample = node.slice.kind === "Slice" ? null : sampleOf(w, unit, node.value);
  const mayBeList = sample === undefined || sample instanceof PyList;
  const load = mayBeList ? itemCode(target, key, span) : `(T.span=${span},getItem(${target},${key}))`;
  return `(${operands},${value}=${load}${hostValue(w, span, value)},${value})`;
}

/** Whether an object is a list and a key the place of one of its items, counted from the start. */
export function isListItem(object: string, key: string): string {
  const isList = `${object} instanceof L&&${object}.cls===listType&&typeof ${key}==="number"`;
  return `${isList}&&${key}>=0&&${key}<${object}.items.length`;
}

export function itemCode(object: string, key: string, span: number): string {
  return `(${isListItem(object, key)}?${object}.items[${key}]:(T.span=${span},getItem(${object},${key})))`;
}

export type { Value };
