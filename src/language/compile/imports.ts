// import statements.

import { getAttribute, getAttributeOr, isAttributeError } from "../runtime/attributes";
import { importError, importErrorType, PyRaise } from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import type { Value } from "../runtime/object";
import { repr } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { PyModule, PyUnsupported } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { type Execute, NORMAL, type Unit } from "./context";
import { storeName } from "./targets";

export function importStatement(unit: Unit, node: ast.Import, span: number): Execute {
  const parts = node.names.map((alias) => ({
    name: alias.name,
    leaf: alias.asname !== null,
    store: storeName(unit, alias.asname ?? alias.name.split(".", 1)[0] ?? alias.name, alias),
  }));
  const { importModule } = unit.module;
  return (f) => {
    for (const { name, leaf, store } of parts) {
      thread.span = span;
      store(f, importModule(name, 0, leaf));
    }
    return NORMAL;
  };
}

export function importFrom(unit: Unit, node: ast.ImportFrom, span: number): Execute {
  const { importModule, globals } = unit.module;
  const name = node.module ?? "";
  const level = node.level;
  if (name === "__future__") return () => NORMAL;
  if (node.names.some((alias) => alias.name === "*")) {
    return () => {
      thread.span = span;
      const module = importModule(name, level, true);
      if (module instanceof PyModule) for (const [key, value] of publicNames(module)) globals.set(key, value);
      return NORMAL;
    };
  }
  const parts = node.names.map((alias) => ({
    name: alias.name,
    store: storeName(unit, alias.asname ?? alias.name, alias),
    span: unit.span(alias),
  }));
  return (f) => {
    thread.span = span;
    const module = importModule(name, level, true);
    for (const part of parts) {
      thread.span = part.span;
      part.store(f, memberOf(module, part.name, name, level, importModule));
    }
    return NORMAL;
  };
}

type ImportModule = Unit["module"]["importModule"];

const WELL_KNOWN = /^torch\.(autograd|nn|optim|utils)\./;

function memberOf(module: Value, member: string, name: string, level: number, importModule: ImportModule): Value {
  if (module instanceof PyUnsupported) return new PyUnsupported(`${module.name}.${member}`);
  const value = getAttributeOr(module, member);
  if (value !== undefined) return value;
  try {
    const submodule = importModule(name === "" ? member : `${name}.${member}`, level, true);
    // Only of these packages it is known whether a module that is not here is there.
    if (!(submodule instanceof PyUnsupported) || WELL_KNOWN.test(submodule.name)) return submodule;
  } catch (error) {
    if (!(error instanceof PyRaise) || isAttributeError(error)) throw error;
  }
  const known = module instanceof PyModule ? module.name : name;
  const location = module instanceof PyModule ? module.globals.get("__file__") : undefined;
  throw importError(
    importErrorType,
    `cannot import name ${repr(member)} from ${partial(module)}${repr(known)} (${typeof location === "string" ? location : "unknown location"})`,
    known,
  );
}

function partial(module: Value): string {
  const loading = module instanceof PyModule && module.globals.get("__loading__") === true;
  return loading ? "partially initialized module " : "";
}

function publicNames(module: PyModule): [string, Value][] {
  const all = module.globals.get("__all__");
  const names =
    all === undefined
      ? [...module.globals.map.keys()].filter((key) => typeof key === "string" && !key.startsWith("_"))
      : toArray(all);
  const result: [string, Value][] = [];
  for (const name of names) {
    if (typeof name !== "string") continue;
    // A name that is listed and not there is an AttributeError.
    result.push([name, module.globals.get(name) ?? getAttribute(module, name)]);
  }
  return result;
}
