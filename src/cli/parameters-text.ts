// `nnspec params`: one parameter a line, by module variable, with the state of its gradient.

import { digestText } from "../look/digest";
import type { ParameterRow } from "../protocol/data";

export function parametersText(rows: readonly ParameterRow[]): string {
  if (rows.length === 0) return "no parameters\n";
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines: string[] = [];
  let root: string | null = null;
  for (const row of rows) {
    if (row.root !== root) {
      root = row.root;
      lines.push(root === "" ? "leaves" : `${root}: ${row.rootClass}`);
    }
    lines.push(`  ${row.name.padEnd(width)}  ${digestText(row.digest)}`);
    lines.push(`  ${" ".repeat(width)}  grad ${gradientText(row)}`);
  }
  return `${lines.join("\n")}\n`;
}

function gradientText(row: ParameterRow): string {
  switch (row.gradientState) {
    case "frozen":
      return "— (requires_grad is False)";
    case "not called":
      return "— (backward was not called)";
    case "none":
      return "None (backward did not reach it)";
    default:
      return row.gradientDigest === null ? "—" : digestText(row.gradientDigest);
  }
}
