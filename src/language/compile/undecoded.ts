// Strings with \N{...}: the names of Unicode's characters are not on board, so such a string is refused where it would be
// made. The parser marks them (syntax/escapes.ts).

import type * as ast from "../syntax/ast";

/** What is said of them. */
export const NAMED_ESCAPE = "\\N{...} in strings";

/** The docstring of a body is one: what it documents is refused where it would be made. */
export function hasUndecodedDoc(body: readonly ast.Stmt[]): boolean {
  const [first] = body;
  return first?.kind === "Expr" && first.value.kind === "Constant" && first.value.undecoded !== undefined;
}
