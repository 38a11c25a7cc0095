// Calls that PyTorch takes and we do not: an overload that its messages list and ours has not is refused by its text,
// where a TypeError would say that there is no such call.

import { Tensor } from "../../../engine/tensor/tensor";
import type { Keywords, Value } from "../../runtime/object";
import { PyFloat, PyList, PyTuple } from "../../runtime/value";
import { alwaysOptional, parametersOf, type TextParameter } from "./invalid-arguments";
import { Device, DTypeObject, GeneratorObject, Layout, MemoryFormat, pythonScalarDType } from "./objects";
import { overloadTexts } from "./overloads";
import { type Signature, typeText } from "./signatures";

/** The overload of PyTorch that takes this call, where none is declared here: "clamp(Tensor input, Tensor min, …)". */
export function overloadElsewhere(
  signatures: readonly Signature[],
  args: readonly Value[],
  keywords: Keywords | null,
): string | null {
  const [first] = signatures;
  if (first === undefined) return null;
  const optional = new Set<string>();
  for (const { parameters } of signatures) for (const each of parameters) if (each.optional) optional.add(each.name);
  const found = (overloadTexts(first.name, first.method) ?? []).find((text) => {
    const all = parametersOf(text);
    const star = all.findIndex(({ name }) => name === "*");
    const positional = star < 0 ? all : all.slice(0, star);
    const keyword = star < 0 ? [] : all.slice(star + 1);
    if (signatures.some((signature) => declares(signature, positional, keyword, keywords))) return false;
    return takes(positional, keyword, optional, args, keywords);
  });
  return found === undefined ? null : `${first.method ? "Tensor." : ""}${first.name}${found}`;
}

const plain = (type: string): string => type.replace("SymInt", "int");

/** Whether a signature of ours has all parameters of an overload, by name and type; `out` and its like where given. */
function declares(
  signature: Signature,
  positional: readonly TextParameter[],
  keyword: readonly TextParameter[],
  given: Keywords | null,
): boolean {
  const named = (name: string): boolean => signature.parameters.some((each) => each.name === name);
  const has = ({ name, type }: TextParameter): boolean =>
    name === "" ||
    signature.parameters.some((each) => each.name === name && plain(typeText(signature, each)) === plain(type));
  return (
    positional.every(has) &&
    keyword.every((each) =>
      alwaysOptional.includes(each.name) ? given?.has(each.name) !== true || named(each.name) : has(each),
    )
  );
}

/** Whether an overload takes the arguments; `optional` are the names that need not be given before the "*". */
function takes(
  positional: readonly TextParameter[],
  keyword: readonly TextParameter[],
  optional: ReadonlySet<string>,
  args: readonly Value[],
  keywords: Keywords | null,
): boolean {
  const [only] = positional;
  // `x.view(2, 3)`: the sizes one by one.
  if (only !== undefined && positional.length === 1 && only.type.startsWith("tuple of") && args.some(isInt)) {
    return fits(only.type, new PyTuple([...args])) && takes([], keyword, optional, [], keywords);
  }
  if (args.length > positional.length) return false;
  const left = new Map(keywords ?? []);
  for (const [i, { name, type }] of positional.entries()) {
    const value = i < args.length ? args[i] : left.get(name);
    if (i >= args.length) left.delete(name);
    // A bare number stands for a list of dimensions, where the text does not say that it may.
    const given =
      name === "dim" && value !== undefined && isInt(value) && type.startsWith("tuple") ? new PyTuple([value]) : value;
    if (given === undefined ? !optional.has(name) : !fits(type, given)) return false;
  }
  for (const { name, type } of keyword) {
    const value = left.get(name);
    if (value !== undefined && !fits(type, value)) return false;
    left.delete(name);
  }
  return left.size === 0;
}

const isInt = (value: Value): boolean => typeof value === "number" || typeof value === "bigint";

/** Whether a value is of a type as overloads' texts name it. */
function fits(type: string, value: Value): boolean {
  const list = /^tuple of (\w+?)s$/.exec(type);
  if (list !== null) {
    if (!(value instanceof PyList || value instanceof PyTuple)) return false;
    return value.items.every((item) => fits(list[1] ?? "", item));
  }
  switch (type) {
    case "Tensor":
      return value instanceof Tensor || value === null;
    case "Number":
    case "Scalar":
    case "float":
      return isInt(value) || value instanceof PyFloat || typeof value === "boolean";
    case "int":
    case "SymInt":
      return isInt(value);
    case "bool":
      return typeof value === "boolean";
    case "str":
      return typeof value === "string";
    case "name":
      return typeof value === "string" || value === null;
    case "torch.dtype":
      return value instanceof DTypeObject || pythonScalarDType(value) !== undefined || value === null;
    case "torch.Generator":
      return value instanceof GeneratorObject || value === null;
    case "torch.layout":
      return value instanceof Layout || value === null;
    case "torch.device":
      return Device.accepts(value) || value === null;
    case "torch.memory_format":
      return value instanceof MemoryFormat || value === null;
    default:
      return false;
  }
}
