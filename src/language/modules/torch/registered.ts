// What nn.Module's __getattr__ finds in nearly every case, in one call: a parameter, a buffer or a module by its name.

import { PyBuiltin } from "../../runtime/function";
import type { PyClass } from "../../runtime/object";
import { PyDict, PyInstance } from "../../runtime/value";

const tables = ["_parameters", "_buffers", "_modules"] as const;

/** `_registered(module, name)`: what is there; None where nothing is, and where the library's own text has to look. */
export const registered: PyBuiltin = new PyBuiltin("_registered", (args) => {
  const module = args[0];
  const name = args[1];
  if (!(module instanceof PyInstance) || typeof name !== "string") return null;
  for (let i = 0; i < tables.length; i++) {
    const table = module.getOwn(tables[i] ?? "");
    if (table === undefined || table === null) continue;
    // A program's own kind of dict may have its own idea of what is in it.
    if (!(table instanceof PyDict && isPlain(table))) return null;
    const found = table.get(name);
    if (found !== undefined) return found;
  }
  return null;
});

/** The last class of dicts that was seen to be plain, and its version then: OrderedDict, as a rule. */
let plainClass: PyClass | null = null;
let plainVersion = -1;

function isPlain(table: PyDict): boolean {
  const { cls } = table;
  if (cls.immutable || (cls === plainClass && cls.version === plainVersion)) return true;
  if (!["__contains__", "__getitem__"].every((name) => cls.lookup(name) instanceof PyBuiltin)) return false;
  plainClass = cls;
  plainVersion = cls.version;
  return true;
}
