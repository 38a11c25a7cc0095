// __torch_function__: a function of torch that is given what is no tensor but has this method calls it.
// Follows handle_torch_function of torch/csrc/utils/python_arg_parser.cpp.

import { Tensor } from "../../../engine/tensor/tensor";
import { getAttribute } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { typeError } from "../../runtime/errors";
import type { PyBuiltin } from "../../runtime/function";
import { type Keywords, NotImplemented, type PyClass, type Value } from "../../runtime/object";
import { repr } from "../../runtime/repr";
import { typeOf } from "../../runtime/types";
import { PyDict, PyList, PyTuple } from "../../runtime/value";

const METHOD = "__torch_function__";

/** What the overrides of a call's arguments answer; undefined where none of them has any. */
export function overriddenCall(own: PyBuiltin, args: readonly Value[], keywords: Keywords | null): Value | undefined {
  const overriding = overridingArguments(args, keywords);
  return overriding.length === 0 ? undefined : dispatch(own, overriding, args, keywords);
}

/** One argument of each class that has the method, subclasses before their bases, else from left to right. */
function overridingArguments(args: readonly Value[], keywords: Keywords | null): Value[] {
  const found: Value[] = [];
  const visit = (value: Value): void => {
    if (value instanceof Tensor) return;
    if (value instanceof PyList || value instanceof PyTuple) {
      for (const item of value.items) visit(item);
      return;
    }
    const cls = typeOf(value);
    if (cls.lookup(METHOD) === undefined || found.some((each) => typeOf(each) === cls)) return;
    const place = found.findIndex((each) => cls.mro.includes(typeOf(each)));
    if (place < 0) found.push(value);
    else found.splice(place, 0, value);
  };
  for (const value of args) visit(value);
  for (const value of keywords?.values() ?? []) visit(value);
  return found;
}

function dispatch(
  own: PyBuiltin,
  overriding: readonly Value[],
  args: readonly Value[],
  keywords: Keywords | null,
): Value {
  const types: PyClass[] = overriding.map(typeOf);
  const given: Value[] = [own, new PyTuple(types), new PyTuple([...args])];
  if (keywords !== null && keywords.size > 0) given.push(dictOf(keywords));
  for (const value of overriding) {
    const answer = call(getAttribute(value, METHOD), given);
    if (answer !== NotImplemented) return answer;
  }
  throw typeError(
    `no implementation found for 'torch.${own.name}' on types that implement ${METHOD}: ${repr(new PyList(types))}`,
  );
}

function dictOf(keywords: Keywords): PyDict {
  const dict = new PyDict();
  for (const [name, value] of keywords) dict.set(name, value);
  return dict;
}
