// The modules a program can import that are not its own: written in TypeScript, or in the language itself.

import type { LibraryFile } from "../prelude/file";
import type { Value } from "./object";
import { PyDict, PyModule } from "./value";

/** Fills a module's namespace, once per run, when it is first imported. */
export type ModuleFactory = (module: PyModule, importModule: (name: string) => PyModule) => void;

const factories = new Map<string, ModuleFactory>();
const sources = new Map<string, LibraryFile>();
/** What loads the files that define other modules. */
const later = new Map<string, () => void>();

/** Declares a module written in TypeScript; "a.b" is a submodule of "a". */
export function defineModule(name: string, factory: ModuleFactory): void {
  factories.set(name, factory);
}

/** Declares a module written in the language: compiled when it is first imported; its frames are folded away. */
export function registerSourceModule(name: string, file: LibraryFile): void {
  sources.set(name, file);
}

/** Declares modules whose file is loaded when a program first asks for one of them (scripts/build/late-modules.mjs). */
export function defineLater(names: readonly string[], load: () => void): void {
  for (const name of names) later.set(name, load);
}

export function moduleFactory(name: string): ModuleFactory | undefined {
  load(name);
  return factories.get(name);
}

export function sourceModule(name: string): LibraryFile | undefined {
  load(name);
  return sources.get(name);
}

function load(name: string): void {
  const known = later.get(name);
  if (known === undefined) return;
  later.delete(name);
  known();
}

/** Whether a library module, or a package that holds one, has this name. */
export function isLibraryModule(name: string): boolean {
  const prefix = `${name}.`;
  for (const names of [factories, sources, later]) {
    if (names.has(name)) return true;
    for (const each of names.keys()) if (each.startsWith(prefix)) return true;
  }
  return false;
}

/** Puts many names into a module. */
export function fillModule(module: PyModule, members: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(members)) module.globals.set(name, value);
}

export function emptyModule(name: string): PyModule {
  const globals = new PyDict();
  globals.set("__name__", name);
  globals.set("__doc__", null);
  return new PyModule(name, globals);
}
