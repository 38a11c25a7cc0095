// Reads a file of the library in outline: what stands at its top level and in its classes, with the functions' heads. A
// function's body is read when it is first called, so that importing a module costs what the program uses of it.
// For texts that are known to be right: nothing is checked here (a test reads every file of the prelude both ways).
//
// An outline can be kept as text, for starts where the parser itself is not compiled yet: the tree as JSON, in which a
// function has `at`, the place of its body's JSON in a second text.

import type { FunctionDef, Module, Stmt } from "./ast";
import { Cursor } from "./cursor";
import { explanations } from "./explain";
import { OutlinedFunction, readStatements } from "./outlined";
import type { SourceText } from "./source";
import { statement } from "./statements";
import { tokenize } from "./tokenizer";

export function parseOutline(source: SourceText): Module {
  const body = readStatements(new Cursor(source, tokenize(source, undefined, true), explanations), statement);
  return { kind: "Module", body, start: 0, end: source.text.length };
}

/** A function as it is kept. */
interface Kept extends Omit<FunctionDef, "body"> {
  readonly at: readonly [start: number, end: number];
  readonly namesClass: boolean;
}

/** An outline as texts, which are read when they are wanted. */
export interface KeptOutline {
  readonly head: () => string;
  readonly body: (start: number, end: number) => string;
}

/** An outline's texts; null where JSON does not give it back (big integers, bytes). */
export function keepOutline(module: Module): { readonly head: string; readonly bodies: string } | null {
  let bodies = "";
  let isExact = true;
  const keep = (_key: string, value: unknown): unknown => {
    if (typeof value === "bigint" || value instanceof Uint8Array || Object.is(value, -0)) isExact = false;
    if (typeof value === "number" && !Number.isFinite(value)) isExact = false;
    if (typeof value === "bigint") return null;
    if (!(value instanceof OutlinedFunction)) return value;
    const { kind, name, args, decorator_list, returns, start, end, namesClass } = value;
    const from = bodies.length;
    bodies += ascii(JSON.stringify(value.body, keep));
    return { kind, name, args, decorator_list, returns, start, end, namesClass, at: [from, bodies.length] };
  };
  const head = ascii(JSON.stringify(module, keep));
  return isExact ? { head, bodies } : null;
}

/** JSON in ASCII alone, which is read from a file without decoding. */
function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The outline that was kept. */
export function readOutline(kept: KeptOutline): Module {
  // The text is what keepOutline made of a module.
  const module = JSON.parse(kept.head()) as Module;
  revive(module.body, kept);
  return module;
}

/** Makes outlined functions of the kept ones, in place. */
function revive(statements: Stmt[], kept: KeptOutline): void {
  statements.forEach((each, i) => {
    if (each.kind === "FunctionDef" && "at" in each) {
      // Only keepOutline writes `at`.
      const head = each as unknown as Kept;
      const [start, end] = head.at;
      // The statements are what keepOutline wrote there.
      const read = (): Stmt[] => JSON.parse(kept.body(start, end)) as Stmt[];
      statements[i] = new OutlinedFunction(head, head.namesClass, read);
      return;
    }
    if ("body" in each && each.kind !== "FunctionDef" && each.kind !== "AsyncFunctionDef") revive(each.body, kept);
    if ("orelse" in each) revive(each.orelse, kept);
    if ("finalbody" in each) revive(each.finalbody, kept);
    if ("handlers" in each) for (const handler of each.handlers) revive(handler.body, kept);
  });
}
