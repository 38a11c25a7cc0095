// How the iterator classes of itertools are declared: the arguments, and what makes an iterator of them.

import { makeGeneric } from "../../builtins/generics";
import { iteratorMembers } from "../../builtins/iterators";
import { argumentBinder, defineType } from "../../runtime/define";
import { typeError, valueError } from "../../runtime/errors";
import type { Keywords, PyClass, Value } from "../../runtime/object";
import { toIndex } from "../../runtime/operators";
import { PyTuple } from "../../runtime/value";

/** The classes by name, in the order they were declared. */
export const iteratorTypes = new Map<string, PyClass>();

type Make = (cls: PyClass, ...args: Value[]) => Value;

export function iteratorType(signature: string, make: Make): PyClass {
  const bind = argumentBinder(signature);
  const name = signature.slice(0, signature.indexOf("("));
  const isSingle = /^\w+\(\w+, \/\)$/.test(signature);
  return iteratorClass(name, (cls, args, keywords) => {
    if (isSingle && args.length !== 1 && keywords === null) {
      throw typeError(`${name} expected 1 argument, got ${args.length}`);
    }
    return make(cls, ...bind(args, keywords));
  });
}

export function iteratorClass(
  name: string,
  construct: (cls: PyClass, args: Value[], keywords: Keywords | null) => Value,
): PyClass {
  const cls = defineType({ name, module: "itertools", construct });
  iteratorMembers(cls);
  makeGeneric(cls);
  iteratorTypes.set(name, cls);
  return cls;
}

export const tupleItems = (value: Value | undefined): readonly Value[] => (value instanceof PyTuple ? value.items : []);

/** How many items are chosen. */
export function chosen(r: Value): number {
  const count = Number(toIndex(r));
  if (count < 0) throw valueError("r must be non-negative");
  return count;
}
