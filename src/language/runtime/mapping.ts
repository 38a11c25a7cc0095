// What `**` and dict.update accept as a mapping: anything with keys() and subscripts.

import { getAttributeOr } from "./attributes";
import { call } from "./call";
import { toArray } from "./iterate";
import type { Value } from "./object";
import { getItem } from "./subscript";
import { PyDict } from "./value";

/** Keys and values; undefined when the value is no mapping. */
export function mappingItems(value: Value): [Value, Value][] | undefined {
  // A subclass is asked for its keys only where it iterates in its own way.
  if (value instanceof PyDict && (value.cls.immutable || value.cls.definingClass("__iter__")?.immutable !== false)) {
    const items: [Value, Value][] = [];
    for (const entry of value.map.values()) if (entry.value !== undefined) items.push([entry.key, entry.value]);
    return items;
  }
  const keys = getAttributeOr(value, "keys");
  return keys === undefined ? undefined : toArray(call(keys, [])).map((key) => [key, getItem(value, key)]);
}
