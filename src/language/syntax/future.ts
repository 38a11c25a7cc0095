// `from __future__ import …`: statements about the module they stand at the top of.

import type { ImportFrom, Module } from "./ast";

/** The future statements of a module: after its docstring, before all else. */
export function futureStatements(module: Module): readonly ImportFrom[] {
  const found: ImportFrom[] = [];
  for (const [i, node] of module.body.entries()) {
    const isDocstring =
      i === 0 && node.kind === "Expr" && node.value.kind === "Constant" && node.value.value.type === "str";
    if (isDocstring) continue;
    if (node.kind !== "ImportFrom" || node.module !== "__future__" || node.level > 0) break;
    found.push(node);
  }
  return found;
}

/** Whether annotations are kept as texts. */
export function hasFutureAnnotations(module: Module): boolean {
  return futureStatements(module).some(({ names }) => names.some(({ name }) => name === "annotations"));
}
