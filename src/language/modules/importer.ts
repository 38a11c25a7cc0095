// Finds, makes and runs modules: the program's own files out of the closed set of sources, the library's, and
// stand-ins for unknown ones. Cycles are as in Python: a module is known before its body has run.

import type { LibraryFile } from "../prelude/file";
import { importError, importErrorType, moduleNotFoundErrorType, PyRaise, raised, typeError } from "../runtime/errors";
import type { Value } from "../runtime/object";
import { emptyModule, isLibraryModule, moduleFactory, sourceModule } from "../runtime/registry";
import { PyDict, PyList, PyModule, PyUnsupported } from "../runtime/value";
import { SourceText } from "../syntax/source";
import { existsElsewhere } from "./elsewhere";

export interface Loader {
  /** Compiles a module's text, with its file where it is the library's; the result runs its body. */
  readonly compile: (module: PyModule, source: SourceText, library: LibraryFile | null) => () => void;
}

const EXTENSIONS = [".nnspec", ".py"];

export class Importer {
  readonly modules = new Map<string, PyModule>();
  /** The same, as the program's `sys.modules`. */
  private readonly table = new PyDict();

  constructor(
    private readonly sources: ReadonlyMap<string, string>,
    private readonly loader: Loader,
  ) {}

  /** The program's own module and its text; nothing of it has run. */
  main(entry: string): { readonly module: PyModule; readonly source: SourceText } {
    const text = this.sources.get(entry);
    if (text === undefined) throw raised(importErrorType, `can't open file '${entry}'`);
    const module = emptyModule("__main__");
    module.globals.set("__file__", entry);
    this.keep("__main__", module);
    return { module, source: new SourceText(entry, text) };
  }

  /** What an import statement binds: the first package of a dotted name, or with `leaf` the module itself. */
  importModule(name: string, level: number, leaf: boolean, importing: PyModule): Value {
    const absolute = level === 0 ? name : relativeName(name, level, importing);
    const parts = absolute.split(".");
    const [first] = parts;
    if (first === undefined || first === "") throw typeError("an import without a name");
    const root = this.load(first);
    let module: Value = root;
    for (let i = 2; i <= parts.length; i++) {
      const path = parts.slice(0, i).join(".");
      if (module instanceof PyUnsupported) module = new PyUnsupported(path);
      else {
        const inner = this.load(path);
        const last = parts[i - 1];
        if (module instanceof PyModule && last !== undefined && module.globals.get(last) === undefined) {
          module.globals.set(last, inner);
        }
        module = inner;
      }
    }
    return leaf ? module : root;
  }

  /** A library module, for modules that use others. */
  library(name: string): PyModule {
    const module = this.load(name);
    if (module instanceof PyModule) return module;
    throw new Error(`no library module ${name}`);
  }

  private load(name: string): Value {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const found = this.loadSibling(name) ?? this.loadLibrary(name);
    if (found !== undefined) return found;
    if (!existsElsewhere(name)) throw importError(moduleNotFoundErrorType, `No module named '${name}'`, name);
    return new PyUnsupported(name);
  }

  private loadSibling(name: string): PyModule | undefined {
    const base = name.replaceAll(".", "/");
    for (const path of EXTENSIONS.flatMap((extension) => [`${base}${extension}`, `${base}/__init__${extension}`])) {
      const text = this.sources.get(path);
      if (text === undefined) continue;
      const module = emptyModule(name);
      module.globals.set("__file__", path);
      if (path.includes("__init__."))
        module.globals.set("__path__", new PyList([path.slice(0, path.lastIndexOf("/"))]));
      this.runBody(module, () => this.loader.compile(module, new SourceText(path, text), null));
      return module;
    }
    return undefined;
  }

  private loadLibrary(name: string): PyModule | undefined {
    const factory = moduleFactory(name);
    const source = sourceModule(name);
    if (factory === undefined && source === undefined) {
      if (!isLibraryModule(name)) return undefined;
      const module = emptyModule(name);
      this.keep(name, module);
      return module;
    }
    const module = emptyModule(name);
    this.runBody(module, () => () => {
      factory?.(module, (other) => this.library(other));
      if (source !== undefined) this.loader.compile(module, new SourceText(`<${name}>`, () => source.text), source)();
    });
    return module;
  }

  private keep(name: string, module: PyModule): void {
    this.modules.set(name, module);
    this.table.set(name, module);
    if (name === "sys") module.globals.set("modules", this.table);
  }

  /** A module whose body failed is forgotten, so that a second import fails in the same way. */
  private runBody(module: PyModule, compile: () => () => void): void {
    this.keep(module.name, module);
    try {
      compile()();
    } catch (error) {
      if (error instanceof PyRaise) {
        this.modules.delete(module.name);
        this.table.delete(module.name);
      }
      throw error;
    }
  }
}

function relativeName(name: string, level: number, importing: PyModule): string {
  const own = importing.name.split(".");
  // A package's own text counts from the package itself.
  const up = importing.globals.get("__path__") === undefined ? level : level - 1;
  if (importing.name === "__main__" || own.length < up) {
    throw raised(importErrorType, "attempted relative import with no known parent package");
  }
  const base = own.slice(0, own.length - up);
  return [...base, ...(name === "" ? [] : [name])].join(".");
}
