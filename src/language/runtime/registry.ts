// The modules a program can import that are not its own: written in TypeScript, or in the language itself.

import type { LibraryFile } from "../prelude/file";
import type { Value } from "./object";
import { PyDict, PyModule } from "./value";

/** Fills a module's namespace, once per run, when it is first imported. */
export type ModuleFactory = (module: PyModule, importModule: (name: string) => PyModule) => void;

const factories = new Map<string, ModuleFactory>();
const sources = new Map<string, LibraryFile>();

/** Declares a module written in TypeScript; "a.b" is a submodule of "a". */
export function defineModule(name: string, factory: ModuleFactory): void {
  factories.set(name, factory);
}

/** Declares a module written in the language: compiled when it is first imported; its frames are folded away. */
export function registerSourceModule(name: string, file: LibraryFile): void {
  sources.set(name, file);
}

export function moduleFactory(name: string): ModuleFactory | undefined {
  return factories.get(name);
}

export function sourceModule(name: string): LibraryFile | undefined {
  return sources.get(name);
}

/** Whether a library module, or a package that holds one, has this name. */
export function isLibraryModule(name: string): boolean {
  if (factories.has(name) || sources.has(name)) return true;
  const prefix = `${name}.`;
  for (const each of factories.keys()) if (each.startsWith(prefix)) return true;
  for (const each of sources.keys()) if (each.startsWith(prefix)) return true;
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
