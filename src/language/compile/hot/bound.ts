// What a part of the program binds, as far as the frame around it can tell.

import type * as ast from "../../syntax/ast";

/** The names that running a node may bind or delete; rather too many than too few. */
export function namesBound(node: ast.Node): Set<string> {
  const names = new Set<string>();
  collect(node, names);
  return names;
}

function collect(part: unknown, names: Set<string>): void {
  if (typeof part !== "object" || part === null) return;
  if (Array.isArray(part)) {
    for (const each of part) collect(each, names);
    return;
  }
  const node = part as { readonly kind?: string } & Readonly<Record<string, unknown>>;
  switch (node.kind) {
    case "Name":
      if (node.ctx !== "Load") names.add(String(node.id));
      return;
    case "FunctionDef":
    case "ClassDef":
      // Their bodies are other frames'.
      names.add(String(node.name));
      collect([node.decorator_list, node.args, node.bases, node.keywords], names);
      return;
    case "Lambda":
      collect(node.args, names);
      return;
    case "Import":
    case "ImportFrom":
      for (const { name, asname } of node.names as readonly ast.Alias[]) {
        names.add(asname ?? name.split(".", 1)[0] ?? name);
      }
      return;
  }
  // An except clause's, a pattern's, the rest of a mapping's.
  for (const name of [node.name, node.rest]) if (typeof name === "string") names.add(name);
  for (const each of Object.values(node)) collect(each, names);
}

/** Whether the expressions of a statement itself bind a name by `:=`. */
export function rebinds(node: ast.Node): boolean {
  if ("kind" in node && node.kind === "NamedExpr") return true;
  return Object.entries(node).some(([key, part]) => !BLOCKS.has(key) && walrusIn(part));
}

function walrusIn(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  if (Array.isArray(part)) return part.some(walrusIn);
  const { kind } = part as { readonly kind?: string };
  if (kind === "NamedExpr") return true;
  if (kind === "Lambda" || kind === "FunctionDef" || kind === "ClassDef") return false;
  return Object.values(part).some(walrusIn);
}

/** A statement's own statements are looked at when they are written. */
const BLOCKS: ReadonlySet<string> = new Set(["body", "orelse", "finalbody", "handlers", "cases"]);
