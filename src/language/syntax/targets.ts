// Assignment targets: expressions in the place where a value is stored or deleted, and the words for what cannot be one
// (https://docs.python.org/3.11/reference/simple_stmts.html#assignment-statements).

import type { Constant, Expr, ExprContext } from "./ast";

/** What may be assigned to: `for` and `del` are stricter than `=`. */
export type TargetKind = "assign" | "for" | "delete";

/** The same expression as a target; null if it cannot be one. */
export function asTarget(node: Expr, ctx: ExprContext): Expr | null {
  const { start, end } = node;
  switch (node.kind) {
    case "Name":
      return { kind: "Name", id: node.id, ctx, start, end };
    case "Attribute":
      return { kind: "Attribute", value: node.value, attr: node.attr, ctx, start, end };
    case "Subscript":
      return { kind: "Subscript", value: node.value, slice: node.slice, ctx, start, end };
    case "Starred": {
      if (ctx === "Del" || node.value.kind === "Starred") return null;
      const value = asTarget(node.value, ctx);
      return value && { kind: "Starred", value, ctx, start, end };
    }
    case "Tuple":
    case "List": {
      const elts: Expr[] = [];
      for (const element of node.elts) {
        const target = asTarget(element, ctx);
        if (target === null) return null;
        elts.push(target);
      }
      return { kind: node.kind, elts, ctx, start, end };
    }
    default:
      return null;
  }
}

/** Whether `x += 1` and `x: int` can have this as their x. */
export function isSingleTarget(node: Expr): boolean {
  return node.kind === "Name" || node.kind === "Attribute" || node.kind === "Subscript";
}

/** The part of a would-be target that cannot be one; null if all of it can. */
export function invalidTarget(node: Expr, kind: TargetKind): Expr | null {
  switch (node.kind) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return null;
    case "Tuple":
    case "List":
      for (const element of node.elts) {
        const invalid = invalidTarget(element, kind);
        if (invalid !== null) return invalid;
      }
      return null;
    case "Starred":
      return kind === "delete" ? node : invalidTarget(node.value, kind);
    case "Compare":
      // `for x in y` read as one expression: what stands before `in` is the target.
      if (kind !== "for") return node;
      return node.ops[0] === "In" ? invalidTarget(node.left, kind) : null;
    default:
      return node;
  }
}

/** CPython's words for a kind of expression. */
export function describeExpression(node: Expr): string {
  switch (node.kind) {
    case "Attribute":
      return "attribute";
    case "Subscript":
      return "subscript";
    case "Starred":
      return "starred";
    case "Name":
      return "name";
    case "List":
      return "list";
    case "Tuple":
      return "tuple";
    case "Lambda":
      return "lambda";
    case "Call":
      return "function call";
    case "BoolOp":
    case "BinOp":
    case "UnaryOp":
      return "expression";
    case "GeneratorExp":
      return "generator expression";
    case "Yield":
    case "YieldFrom":
      return "yield expression";
    case "Await":
      return "await expression";
    case "ListComp":
      return "list comprehension";
    case "SetComp":
      return "set comprehension";
    case "DictComp":
      return "dict comprehension";
    case "Dict":
      return "dict literal";
    case "Set":
      return "set display";
    case "JoinedStr":
    case "FormattedValue":
      return "f-string expression";
    case "Constant":
      return describeConstant(node);
    case "Compare":
      return "comparison";
    case "IfExp":
      return "conditional expression";
    case "NamedExpr":
      return "named expression";
    case "Slice":
      return "slice";
  }
}

function describeConstant(node: Constant): string {
  switch (node.value.type) {
    case "none":
      return "None";
    case "bool":
      return node.value.value ? "True" : "False";
    case "ellipsis":
      return "ellipsis";
    default:
      return "literal";
  }
}
