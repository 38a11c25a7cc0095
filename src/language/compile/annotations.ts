// Annotations, and `__annotations__` of a module or a class body: there before the body runs, if anything in it is annotated.

import { PyDict } from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Evaluate, Unit } from "./context";
import { unpackExactly } from "./targets";
import { unparse } from "./unparse";

/** An annotation's value; of `*args: *Ts`, the one value that `Ts` unpacks to. */
export function annotation(unit: Unit, node: ast.Expr): Evaluate {
  if (unit.module.futureAnnotations) {
    const text = unparse(node);
    return () => text;
  }
  if (node.kind !== "Starred") return unit.expression(node);
  const evaluate = unit.expression(node.value);
  return (f) => unpackExactly(evaluate(f), 1)[0] ?? null;
}

export function annotationsOf(namespace: PyDict): PyDict {
  const there = namespace.get("__annotations__");
  if (there instanceof PyDict) return there;
  const made = new PyDict();
  namespace.set("__annotations__", made);
  return made;
}

/** Whether a body annotates a variable, in its own scope. */
export function hasAnnotations(body: readonly ast.Stmt[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case "AnnAssign":
        return true;
      case "For":
      case "AsyncFor":
      case "While":
      case "If":
        return hasAnnotations(statement.body) || hasAnnotations(statement.orelse);
      case "With":
      case "AsyncWith":
        return hasAnnotations(statement.body);
      case "Match":
        return statement.cases.some((arm) => hasAnnotations(arm.body));
      case "Try":
      case "TryStar":
        return [
          statement.body,
          statement.orelse,
          statement.finalbody,
          ...statement.handlers.map(({ body }) => body),
        ].some(hasAnnotations);
      default:
        return false;
    }
  });
}
