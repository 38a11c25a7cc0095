// `__annotations__` of a module or a class body.

import { PyDict } from "../runtime/value";

export function annotationsOf(namespace: PyDict): PyDict {
  const there = namespace.get("__annotations__");
  if (there instanceof PyDict) return there;
  const made = new PyDict();
  namespace.set("__annotations__", made);
  return made;
}
