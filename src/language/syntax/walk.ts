// The parts of an expression, for passes that care about a few kinds of node and walk through the rest.

import type { Comprehension, Expr } from "./ast";

/** Call `visit` for each expression directly inside one, in the order of evaluation; scopes of their own included. */
export function visitParts(node: Expr, visit: (part: Expr) => void): void {
  switch (node.kind) {
    case "BoolOp":
      visitAll(node.values, visit);
      return;
    case "NamedExpr":
      visit(node.value);
      visit(node.target);
      return;
    case "BinOp":
      visit(node.left);
      visit(node.right);
      return;
    case "UnaryOp":
      visit(node.operand);
      return;
    case "Lambda":
      visitAll(node.args.defaults, visit);
      visitAll(node.args.kw_defaults, visit);
      visit(node.body);
      return;
    case "IfExp":
      visit(node.test);
      visit(node.body);
      visit(node.orelse);
      return;
    case "Dict":
      for (let i = 0; i < node.values.length; i++) {
        visitOptional(node.keys[i], visit);
        visitOptional(node.values[i], visit);
      }
      return;
    case "Set":
    case "List":
    case "Tuple":
      visitAll(node.elts, visit);
      return;
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
      visitGenerators(node.generators, visit);
      visit(node.elt);
      return;
    case "DictComp":
      visitGenerators(node.generators, visit);
      visit(node.key);
      visit(node.value);
      return;
    case "Compare":
      visit(node.left);
      visitAll(node.comparators, visit);
      return;
    case "Call":
      visit(node.func);
      visitAll(node.args, visit);
      for (const keyword of node.keywords) visit(keyword.value);
      return;
    case "FormattedValue":
      visit(node.value);
      visitOptional(node.format_spec, visit);
      return;
    case "JoinedStr":
      visitAll(node.values, visit);
      return;
    case "Subscript":
      visit(node.value);
      visit(node.slice);
      return;
    case "Slice":
      visitOptional(node.lower, visit);
      visitOptional(node.upper, visit);
      visitOptional(node.step, visit);
      return;
    case "Await":
    case "YieldFrom":
    case "Attribute":
    case "Starred":
      visit(node.value);
      return;
    case "Yield":
      visitOptional(node.value, visit);
      return;
    case "Name":
    case "Constant":
      return;
  }
}

function visitAll(nodes: readonly (Expr | null)[], visit: (part: Expr) => void): void {
  for (const node of nodes) if (node !== null) visit(node);
}

function visitOptional(node: Expr | null | undefined, visit: (part: Expr) => void): void {
  if (node) visit(node);
}

function visitGenerators(generators: readonly Comprehension[], visit: (part: Expr) => void): void {
  for (const generator of generators) {
    visit(generator.iter);
    visit(generator.target);
    visitAll(generator.ifs, visit);
  }
}
