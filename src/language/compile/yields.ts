// Where yields are.

import type * as ast from "../syntax/ast";
import { children } from "./symbols";

const known = new WeakMap<ast.Node, boolean>();

/** Whether a node contains a yield of its own function. */
export function yieldsIn(node: ast.Stmt | ast.Expr): boolean {
  let answer = known.get(node);
  if (answer === undefined) {
    answer = find(node);
    known.set(node, answer);
  }
  return answer;
}

const any = (nodes: readonly (ast.Stmt | ast.Expr | null)[]): boolean =>
  nodes.some((node) => node !== null && yieldsIn(node));

function find(node: ast.Stmt | ast.Expr): boolean {
  switch (node.kind) {
    case "Yield":
    case "YieldFrom":
      return true;
    case "FunctionDef":
      return any(node.decorator_list) || any(node.args.defaults) || any(node.args.kw_defaults);
    case "ClassDef":
      return any(node.decorator_list) || any(node.bases) || any(node.keywords.map((keyword) => keyword.value));
    case "Expr":
    case "Return":
      return node.value !== null && yieldsIn(node.value);
    case "Assign":
      return yieldsIn(node.value) || any(node.targets);
    case "AugAssign":
      return yieldsIn(node.value) || yieldsIn(node.target);
    case "AnnAssign":
      return (node.value !== null && yieldsIn(node.value)) || yieldsIn(node.target);
    case "If":
    case "While":
      return yieldsIn(node.test) || any(node.body) || any(node.orelse);
    case "For":
      return yieldsIn(node.iter) || any(node.body) || any(node.orelse);
    case "With":
      return any(node.body) || any(node.items.map((item) => item.context_expr));
    case "Try":
    case "TryStar":
      return any(node.body) || any(node.orelse) || any(node.finalbody) || node.handlers.some((each) => any(each.body));
    case "Raise":
      return any([node.exc, node.cause]);
    case "Assert":
      return any([node.test, node.msg]);
    case "Delete":
      return any(node.targets);
    case "Match":
      return yieldsIn(node.subject) || node.cases.some((each) => any([each.guard, ...each.body]));
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
      return node.generators[0] !== undefined && yieldsIn(node.generators[0].iter);
    case "AsyncFunctionDef":
    case "AsyncFor":
    case "AsyncWith":
    case "Import":
    case "ImportFrom":
    case "Global":
    case "Nonlocal":
    case "Pass":
    case "Break":
    case "Continue":
    case "Lambda":
      return false;
    default:
      return any(children(node));
  }
}

/** The expressions of a raise statement. */
export function raisesIn(node: ast.Raise): ast.Expr[] {
  return [node.exc, node.cause].filter((each) => each !== null);
}
