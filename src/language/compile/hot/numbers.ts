// Arithmetic on numbers, in JavaScript's own: a tree of operators on names, attributes and items is computed at once
// where all of these are the ints and floats that a sample says they are, without an object for what lies between. To
// find that out runs none of the program's code, so where it is not so, the first tier evaluates the whole anew.

import type { Value } from "../../runtime/object";
import { type PyDict, PyFloat, PyList, PyTuple } from "../../runtime/value";
import type * as ast from "../../syntax/ast";
import { constantValue } from "../constants";
import type { Unit } from "../context";
import { AttributeSite } from "../member-access";
import { kindOf, sampleOf } from "./samples";
import type { Writer } from "./writer";

const MAX = Number.MAX_SAFE_INTEGER;

/** A number's JavaScript, once the guards hold, each after those before it. */
export interface Plan {
  readonly guards: readonly string[];
  readonly code: string;
  readonly kind: "int" | "float";
}

export function planned(w: Writer, unit: Unit, node: ast.Expr): Plan | null {
  if (w.rebinds) return null;
  switch (node.kind) {
    case "Constant":
      return constantPlan(node);
    case "BinOp": {
      const left = planned(w, unit, node.left);
      const right = left === null ? null : planned(w, unit, node.right);
      return left === null || right === null ? null : operation(w, node.op, left, right);
    }
    case "UnaryOp": {
      const operand = node.op === "USub" ? planned(w, unit, node.operand) : null;
      if (operand === null) return null;
      return { ...operand, code: operand.kind === "int" ? `(0-${operand.code})` : `(-${operand.code})` };
    }
    case "Name":
    case "Attribute":
    case "Subscript":
      return leaf(w, unit, node);
    default:
      return null;
  }
}

function constantPlan(node: ast.Constant): Plan | null {
  const value = node.undecoded === undefined ? constantValue(node.value) : null;
  if (typeof value === "number") return { guards: [], code: `${value}`, kind: "int" };
  return value instanceof PyFloat && Number.isFinite(value.value)
    ? { guards: [], code: `${value.value}`, kind: "float" }
    : null;
}

function leaf(w: Writer, unit: Unit, node: ast.Expr): Plan | null {
  const kind = kindOf(sampleOf(w, unit, node));
  if (kind === "other") return null;
  const found = peeked(w, unit, node);
  if (found === null) return null;
  const { guards, code } = found;
  if (kind === "int") return { guards: [...guards, `typeof ${code}==="number"`], code, kind };
  return { guards: [...guards, `${code} instanceof F`], code: `${code}.value`, kind };
}

interface Peeked {
  readonly guards: readonly string[];
  /** A variable or a temporary. */
  readonly code: string;
}

/** A value that can be had without running any of the program's code, once the guards hold. */
export function peeked(w: Writer, unit: Unit, node: ast.Expr): Peeked | null {
  switch (node.kind) {
    case "Name": {
      const name = unit.mangle(node.id);
      const binding = unit.find(node.id);
      if (binding.kind === "local" && !binding.shared) return { guards: [], code: w.local(binding.slot) };
      const temp = w.temp();
      const take = (code: string): Peeked => ({ guards: [`(${temp}=${code})!==undefined`], code: temp });
      if (binding.kind === "local") return take(`s[${binding.slot}].value`);
      if (binding.kind === "free") return take(`f.closure[${binding.index}].value`);
      const entry = binding.kind === "global" ? unit.module.globals.map.get(name) : undefined;
      return entry === undefined ? null : take(`${w.constant(entry)}.value`);
    }
    case "Attribute": {
      const object = peeked(w, unit, node.value);
      if (object === null) return null;
      const site = w.constant(new AttributeSite(unit.mangle(node.attr)));
      const temp = w.temp();
      return { guards: [...object.guards, `(${temp}=${site}.peek(${object.code}))!==undefined`], code: temp };
    }
    case "Subscript":
      return peekedItem(w, unit, node);
    default:
      return null;
  }
}

function peekedItem(w: Writer, unit: Unit, node: ast.Subscript): Peeked | null {
  const sample = sampleOf(w, unit, node.value);
  if (!(sample instanceof PyList || sample instanceof PyTuple) || !sample.cls.immutable) return null;
  const object = peeked(w, unit, node.value);
  const index = object === null ? null : planned(w, unit, node.slice);
  if (object === null || index?.kind !== "int") return null;
  const [items, at, temp] = [w.temp(), w.temp(), w.temp()];
  const [kind, cls] = sample instanceof PyList ? ["L", "listType"] : ["U", "tupleType"];
  const guards = [
    ...object.guards,
    `${object.code} instanceof ${kind}`,
    `${object.code}.cls===${cls}`,
    ...index.guards,
    `(${at}=${index.code})>=0`,
    `${at}<(${items}=${object.code}.items).length`,
    `((${temp}=${items}[${at}]),true)`,
  ];
  return { guards, code: temp };
}

function operation(w: Writer, op: ast.BinaryOperator, left: Plan, right: Plan): Plan | null {
  const guards = [...left.guards, ...right.guards];
  const [a, b] = [left.code, right.code];
  const areInts = left.kind === "int" && right.kind === "int";
  const sign = SIGNS[op];
  if (op === "Div") {
    const divisor = w.temp();
    return { guards: [...guards, `(${divisor}=${b})!==0`], code: `(${a}/${divisor})`, kind: "float" };
  }
  if (sign !== undefined) {
    if (!areInts) return { guards, code: `(${a}${sign}${b})`, kind: "float" };
    const result = w.temp();
    const zero = op === "Mult" ? "+0" : "";
    return {
      guards: [...guards, `(${result}=${a}${sign}${b}${zero})<=${MAX}`, `${result}>=-${MAX}`],
      code: result,
      kind: "int",
    };
  }
  if (!areInts) return null;
  const [x, y] = [w.temp(), w.temp()];
  const operands = [...guards, `((${x}=${a}),(${y}=${b})>0)`];
  switch (op) {
    case "Mod": {
      const result = w.temp();
      return { guards: operands, code: `((${result}=${x}%${y})<0?${result}+${y}:${result}+0)`, kind: "int" };
    }
    case "FloorDiv":
      // Below 2^52 no quotient rounds up to an integer it does not reach.
      return {
        guards: [...operands, `${x}<4503599627370496`, `${x}>-4503599627370496`],
        code: `(Math.floor(${x}/${y})+0)`,
        kind: "int",
      };
    default:
      return null;
  }
}

const SIGNS: Partial<Record<ast.BinaryOperator, string>> = { Add: "+", Sub: "-", Mult: "*" };

/** The value, where the guards hold. */
export function boxed({ code, kind }: Plan): string {
  return kind === "int" ? code : `new F(${code})`;
}

export function guarded({ guards }: Pick<Plan, "guards">): string {
  return guards.length === 0 ? "true" : [...new Set(guards)].join("&&");
}

export type { PyDict, Value };
