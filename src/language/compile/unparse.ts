// An expression as text again, as CPython keeps annotations under `from __future__ import annotations`: one spelling for
// everything that means the same. Follows Python/ast_unparse.c.

import { repr } from "../runtime/repr";
import type * as ast from "../syntax/ast";
import { constantValue } from "./constants";

/** How tightly what is around binds: an expression that binds less stands in parentheses. */
const Level = {
  Tuple: 0,
  Test: 1,
  Or: 2,
  And: 3,
  Not: 4,
  Compare: 5,
  BitOr: 6,
  BitXor: 7,
  BitAnd: 8,
  Shift: 9,
  Sum: 10,
  Product: 11,
  Factor: 12,
  Power: 13,
  Await: 14,
  Atom: 15,
};

const BINARY: Readonly<Record<ast.BinaryOperator, readonly [symbol: string, level: number]>> = {
  Add: ["+", Level.Sum],
  Sub: ["-", Level.Sum],
  Mult: ["*", Level.Product],
  MatMult: ["@", Level.Product],
  Div: ["/", Level.Product],
  Mod: ["%", Level.Product],
  FloorDiv: ["//", Level.Product],
  LShift: ["<<", Level.Shift],
  RShift: [">>", Level.Shift],
  BitOr: ["|", Level.BitOr],
  BitXor: ["^", Level.BitXor],
  BitAnd: ["&", Level.BitAnd],
  Pow: ["**", Level.Power],
};

const UNARY: Readonly<Record<ast.UnaryOperator, readonly [symbol: string, level: number]>> = {
  Invert: ["~", Level.Factor],
  Not: ["not ", Level.Not],
  UAdd: ["+", Level.Factor],
  USub: ["-", Level.Factor],
};

const COMPARE: Readonly<Record<ast.CompareOperator, string>> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
  Is: "is",
  IsNot: "is not",
  In: "in",
  NotIn: "not in",
};

/** The text of `node` where what is around binds as tightly as `level`. */
export function unparse(node: ast.Expr, level = Level.Test): string {
  const within = (own: number, text: string): string => (level > own ? `(${text})` : text);
  switch (node.kind) {
    case "BoolOp": {
      const own = node.op === "And" ? Level.And : Level.Or;
      const operands = node.values.map((value) => unparse(value, own + 1));
      return within(own, operands.join(node.op === "And" ? " and " : " or "));
    }
    case "NamedExpr":
      return within(Level.Tuple, `${unparse(node.target, Level.Atom)} := ${unparse(node.value, Level.Atom)}`);
    case "BinOp": {
      const [symbol, own] = BINARY[node.op];
      const fromRight = node.op === "Pow" ? 1 : 0;
      return within(
        own,
        `${unparse(node.left, own + fromRight)} ${symbol} ${unparse(node.right, own + 1 - fromRight)}`,
      );
    }
    case "UnaryOp": {
      const [symbol, own] = UNARY[node.op];
      return within(own, `${symbol}${unparse(node.operand, own)}`);
    }
    case "Lambda": {
      const { args } = node;
      const space = args.posonlyargs.length + args.args.length > 0 ? " " : "";
      return within(Level.Test, `lambda${space}${parameters(args)}: ${unparse(node.body)}`);
    }
    case "IfExp": {
      const [test, body] = [unparse(node.test, Level.Test + 1), unparse(node.body, Level.Test + 1)];
      return within(Level.Test, `${body} if ${test} else ${unparse(node.orelse)}`);
    }
    case "Dict":
      return `{${node.values.map((value, i) => dictItem(node.keys[i] ?? null, value)).join(", ")}}`;
    case "Set":
      return `{${list(node.elts)}}`;
    case "ListComp":
      return `[${unparse(node.elt)}${clauses(node.generators)}]`;
    case "SetComp":
      return `{${unparse(node.elt)}${clauses(node.generators)}}`;
    case "GeneratorExp":
      return `(${unparse(node.elt)}${clauses(node.generators)})`;
    case "DictComp":
      return `{${unparse(node.key)}: ${unparse(node.value)}${clauses(node.generators)}}`;
    case "Await":
      return within(Level.Await, `await ${unparse(node.value, Level.Atom)}`);
    case "Yield":
      return node.value === null ? "(yield)" : `(yield ${unparse(node.value)})`;
    case "YieldFrom":
      return `(yield from ${unparse(node.value)})`;
    case "Compare": {
      const rest = node.comparators.map(
        (value, i) => ` ${COMPARE[node.ops[i] as ast.CompareOperator]} ${unparse(value, Level.Compare + 1)}`,
      );
      return within(Level.Compare, `${unparse(node.left, Level.Compare + 1)}${rest.join("")}`);
    }
    case "Call":
      return call(node);
    case "FormattedValue":
    case "JoinedStr":
      return `f${repr(pieces(node))}`;
    case "Constant":
      return (node.unicodePrefix ? "u" : "") + constant(node.value);
    case "Attribute": {
      // `1.real` would be a float's text.
      const dot = node.value.kind === "Constant" && node.value.value.type === "int" ? " ." : ".";
      return `${unparse(node.value, Level.Atom)}${dot}${node.attr}`;
    }
    case "Subscript":
      return `${unparse(node.value, Level.Atom)}[${unparse(node.slice, Level.Tuple)}]`;
    case "Starred":
      return `*${unparse(node.value, Level.BitOr)}`;
    case "Name":
      return node.id;
    case "List":
      return `[${list(node.elts)}]`;
    case "Tuple":
      if (node.elts.length === 0) return "()";
      return within(Level.Tuple, node.elts.length === 1 ? `${list(node.elts)},` : list(node.elts));
    case "Slice": {
      const [lower, upper] = [node.lower, node.upper].map((bound) => (bound === null ? "" : unparse(bound)));
      return `${lower}:${upper}${node.step === null ? "" : `:${unparse(node.step)}`}`;
    }
  }
}

function list(nodes: readonly ast.Expr[]): string {
  return nodes.map((node) => unparse(node)).join(", ");
}

function dictItem(key: ast.Expr | null, value: ast.Expr): string {
  return key === null ? `**${unparse(value, Level.BitOr)}` : `${unparse(key)}: ${unparse(value)}`;
}

function clauses(generators: readonly ast.Comprehension[]): string {
  return generators
    .map((each) => {
      const conditions = each.ifs.map((test) => ` if ${unparse(test, Level.Test + 1)}`).join("");
      const word = each.is_async ? " async for " : " for ";
      return `${word}${unparse(each.target, Level.Tuple)} in ${unparse(each.iter, Level.Test + 1)}${conditions}`;
    })
    .join("");
}

function call(node: ast.Call): string {
  const callee = unparse(node.func, Level.Atom);
  const [first] = node.args;
  if (node.args.length === 1 && node.keywords.length === 0 && first?.kind === "GeneratorExp") {
    return callee + unparse(first, Level.Tuple);
  }
  const keywords = node.keywords.map(({ arg, value }) => `${arg === null ? "**" : `${arg}=`}${unparse(value)}`);
  return `${callee}(${[...node.args.map((arg) => unparse(arg)), ...keywords].join(", ")})`;
}

function parameters(args: ast.Arguments): string {
  const positional = [...args.posonlyargs, ...args.args];
  const withoutDefault = positional.length - args.defaults.length;
  const parts = positional.map(({ arg }, i) => arg + ofDefault(args.defaults[i - withoutDefault]));
  if (args.posonlyargs.length > 0) parts.splice(args.posonlyargs.length, 0, "/");
  if (args.vararg !== null || args.kwonlyargs.length > 0) parts.push(`*${args.vararg?.arg ?? ""}`);
  args.kwonlyargs.forEach(({ arg }, i) => {
    parts.push(arg + ofDefault(args.kw_defaults[i]));
  });
  if (args.kwarg !== null) parts.push(`**${args.kwarg.arg}`);
  return parts.join(", ");
}

function ofDefault(value: ast.Expr | null | undefined): string {
  return value === null || value === undefined ? "" : `=${unparse(value)}`;
}

/** Infinity has no literal of its own: a float beyond all is. */
function constant(value: ast.ConstantValue): string {
  if (value.type === "ellipsis") return "...";
  const text = repr(constantValue(value));
  return value.type === "float" || value.type === "complex" ? text.replace("inf", "1e309") : text;
}

/** What stands between the quotes of an f-string. */
function pieces(node: ast.Expr): string {
  switch (node.kind) {
    case "JoinedStr":
      return node.values.map(pieces).join("");
    case "Constant":
      return node.value.type === "str" ? node.value.value.replace(/[{}]/g, "$&$&") : "";
    case "FormattedValue": {
      const value = unparse(node.value, Level.Test + 1);
      const conversion = node.conversion < 0 ? "" : `!${String.fromCharCode(node.conversion)}`;
      const spec = node.format_spec === null ? "" : `:${pieces(node.format_spec)}`;
      return `{${value.startsWith("{") ? " " : ""}${value}${conversion}${spec}}`;
    }
    default:
      return "";
  }
}
