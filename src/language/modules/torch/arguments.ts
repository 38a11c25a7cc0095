// Binds Python arguments to op schemas: positional and keyword, defaults, `x.view(2, 3)` for `x.view((2, 3))`, numbers
// for tensors, overloads. The rules, their order and the TypeErrors follow torch/csrc/utils/python_arg_parser.cpp.

import type { SchemaType } from "../../../engine/ops/schema";
import { Complex } from "../../../engine/tensor/complex";
import type { Scalar } from "../../../engine/tensor/promotion";
import { readElement, wrapNumber } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { type PyRaise, Refusal, runtimeError, typeError } from "../../runtime/errors";
import type { Keywords, Value } from "../../runtime/object";
import { unboxed } from "../../runtime/operators";
import { typeName } from "../../runtime/types";
import { PyComplex, PyFloat, PyList, PyTuple } from "../../runtime/value";
import { dimensionName, hasOverloads, invalidArguments, noDimensionName, onlyPlausible } from "./invalid-arguments";
import { Device, DTypeObject, GeneratorObject, Layout, MemoryFormat, pythonScalarDType, requireCpu } from "./objects";
import { overloadElsewhere } from "./overload-elsewhere";
import { type Parameter, type Signature, typeText } from "./signatures";

/** What an engine call takes in one place; undefined stands for the default. */
type EngineArgument = unknown;

/** Arguments ready for the engine, and what Python added to the schema. */
export interface Bound {
  readonly signature: Signature;
  readonly args: EngineArgument[];
  readonly out: readonly Tensor[] | Tensor | null;
  readonly requiresGrad: boolean;
}

/** Binds a call to the first overload that takes it. */
export function bind(
  signatures: readonly Signature[],
  self: Tensor | null,
  args: readonly Value[],
  keywords: Keywords | null,
): Bound {
  for (const signature of signatures) {
    const bound = parse(signature, self, args, keywords, false);
    if (bound !== null) return bound;
  }
  const [first] = signatures;
  if (keywords?.get("names") === null) {
    // Dimensions without names, as they are anyway.
    const others = new Map([...keywords].filter(([name]) => name !== "names"));
    return bind(signatures, self, args, others);
  }
  const named = first === undefined ? null : dimensionName(first, args, keywords);
  const listed = args.flatMap((arg) => (arg instanceof PyList || arg instanceof PyTuple ? arg.items : [arg]));
  const subject = self ?? listed.find((arg) => arg instanceof Tensor);
  if (named !== null && subject instanceof Tensor) throw noDimensionName(subject, named);
  const elsewhere = overloadElsewhere(signatures, args, keywords);
  if (elsewhere !== null) throw new Refusal(elsewhere);
  const meant = signatures.length === 1 && first !== undefined && !hasOverloads(first) ? first : null;
  const one = meant ?? onlyPlausible(signatures, args.length + (keywords?.size ?? 0));
  // The one overload that could be meant says what is wrong with the arguments.
  if (one !== null) parse(one, self, args, keywords, true);
  throw typeError(invalidArguments(signatures, args, keywords));
}

/** One overload; null (or, with `raise`, the TypeError) where it does not take the arguments. */
function parse(
  signature: Signature,
  self: Tensor | null,
  args: readonly Value[],
  keywords: Keywords | null,
  raise: boolean,
): Bound | null {
  const { parameters, maxPositional } = signature;
  const first = parameters[0];
  const takesVarargs = maxPositional === 1 && first !== undefined && isIntList(first.type);
  if (args.length > maxPositional && !takesVarargs) {
    if (raise) throw tooMany(signature, args.length);
    return null;
  }
  const engine: EngineArgument[] = new Array(signature.declaration.schema.arguments.length);
  if (signature.method) engine[0] = self;
  let out: Bound["out"] = null;
  let requiresGrad = false;
  let next = 0;
  let keywordsLeft = keywords?.size ?? 0;
  // Read when all types fit, as PyTorch does: `to(1, True)` is the overload of a number, not a fault of device 1.
  let device = -1;
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i];
    if (parameter === undefined) continue;
    let value: Value | undefined;
    let byKeyword = false;
    if (next < args.length) {
      if (parameter.keywordOnly) {
        if (raise) throw tooMany(signature, args.length);
        return null;
      }
      value = args[next];
    } else if (keywords !== null) {
      value = keywordValue(keywords, parameter.name);
      byKeyword = true;
    }
    if (value === undefined ? parameter.optional : value === null && parameter.allowNone) {
      if (value === null && parameter.type.optional && parameter.position >= 0) engine[parameter.position] = null;
    } else if (value === undefined) {
      if (raise) throw missing(signature, i);
      return null;
    } else {
      const converted = convert(parameter, value);
      if (converted === undefined && takesVarargs && next === 0 && !byKeyword) {
        const sizes = intList(args);
        if (sizes !== undefined) {
          engine[parameter.position] = checkedInts(signature, parameter, args, sizes);
          next = args.length;
          continue;
        }
      }
      if (converted === undefined) {
        if (raise) throw wrongType(signature, parameter, value, byKeyword ? -1 : next);
        return null;
      }
      if (Array.isArray(converted)) checkedInts(signature, parameter, itemsOf(value), converted);
      if (parameter.type.kind === "Device") device = parameter.position;
      if (parameter.position >= 0) engine[parameter.position] = converted;
      else if (parameter.name === "out")
        out = converted instanceof Tensor ? converted : outTensors(signature, converted);
      else requiresGrad = converted === true;
    }
    if (!byKeyword) next++;
    else if (value !== undefined) keywordsLeft--;
  }
  if (keywordsLeft > 0 && keywords !== null) {
    if (raise) throw unexpectedKeyword(signature, keywords, args.length);
    return null;
  }
  if (device >= 0) engine[device] = deviceText(engine[device] as Value);
  return { signature, args: engine, out, requiresGrad };
}

/** A tuple for `out=`, one tensor for every result. */
function outTensors(signature: Signature, given: EngineArgument): readonly Tensor[] | null {
  if (!Array.isArray(given)) return null;
  const tensors = given.filter((item): item is Tensor => item instanceof Tensor);
  const wanted = signature.declaration.schema.returns.length;
  if (tensors.length !== wanted) throw typeError(`expected tuple of ${wanted} elements but got ${tensors.length}`);
  return tensors;
}

/** NumPy's names for the same parameters. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  dim: ["axis"],
  keepdim: ["keepdims"],
  input: ["x", "a", "x1"],
  other: ["x2"],
};

function keywordValue(keywords: Keywords, name: string): Value | undefined {
  const value = keywords.get(name);
  if (value !== undefined || !Object.hasOwn(otherNames, name)) return value;
  for (const other of otherNames[name] ?? []) {
    const found = keywords.get(other);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isIntList(type: SchemaType): boolean {
  return type.list && type.kind === "int";
}

/** The engine's form of a Python value; undefined where the parameter's type does not take it. */
function convert(parameter: Parameter, value: Value): EngineArgument | undefined {
  const { type } = parameter;
  if (type.list) return convertList(type, value, parameter.position);
  switch (type.kind) {
    case "Tensor":
      if (value instanceof Tensor) return value;
      return parameter.numbers ? numberAsTensor(value) : undefined;
    case "Scalar":
      return scalarFrom(value);
    case "int":
      return parameter.wide && typeof value === "bigint" ? wideInt(value) : intFrom(value);
    case "float":
      return floatFrom(value);
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "str": {
      const text = unboxed(value);
      return typeof text === "string" ? text : undefined;
    }
    case "ScalarType":
      return value instanceof DTypeObject ? value.dtype : pythonScalarDType(value);
    case "Generator":
      return value instanceof GeneratorObject ? value.generator : undefined;
    case "Layout":
      return value instanceof Layout ? value.name : undefined;
    case "MemoryFormat":
      return value instanceof MemoryFormat ? value.name : undefined;
    case "Device":
      return Device.accepts(value) ? value : undefined;
    case "Data":
      return value;
  }
}

function deviceText(value: Value): string {
  const device = Device.from(value);
  requireCpu(device);
  return device.text;
}

function numberAsTensor(value: Value): Tensor | undefined {
  const number = unboxed(value);
  if (number instanceof PyFloat) return wrapNumber(number.value);
  if (number instanceof PyComplex) return wrapNumber(new Complex(number.real, number.imag));
  if (typeof number === "number") return wrapNumber(BigInt(number));
  if (typeof number === "bigint") return wrapNumber(wideInt(number));
  return typeof number === "boolean" ? wrapNumber(number) : undefined;
}

/** A 0-d tensor without gradient counts as its number, where numbers are wanted. */
function elementIfPlain(value: Value): Scalar | undefined {
  if (!(value instanceof Tensor) || value.shape.length !== 0 || value.requiresGrad) return undefined;
  return readElement(value, value.offset);
}

export function scalarFrom(value: Value): Scalar | undefined {
  const number = unboxed(value);
  if (number instanceof PyFloat) return number.value;
  if (number instanceof PyComplex) return new Complex(number.real, number.imag);
  if (typeof number === "number") return BigInt(number);
  if (typeof number === "bigint") return wideInt(number);
  return typeof number === "boolean" ? number : elementIfPlain(value);
}

function intFrom(value: Value): number | undefined {
  if (typeof value === "number") return value;
  const number = unboxed(value);
  if (typeof number === "number") return number;
  if (typeof number === "bigint") return fromBigInt(number);
  if (value instanceof Tensor && value.dtype.isInteger) {
    const element = elementIfPlain(value);
    return element === undefined ? undefined : Number(element);
  }
  return undefined;
}

function fromBigInt(value: bigint): number {
  return Number(wideInt(value));
}

/** An int as the 64 bits that PyTorch has for it; whatever becomes of it then, a larger one fails here. */
function wideInt(value: bigint): bigint {
  if (value >= 2n ** 63n || value < -(2n ** 63n)) throw runtimeError("Overflow when unpacking long");
  return value;
}

function floatFrom(value: Value): number | undefined {
  const number = unboxed(value);
  if (number instanceof PyFloat) return number.value;
  if (typeof number === "number" || typeof number === "bigint" || typeof number === "boolean") return Number(number);
  const element = elementIfPlain(value);
  return element === undefined || element instanceof Complex ? undefined : Number(element);
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof PyList || value instanceof PyTuple ? value.items : [];
}

function convertList(type: SchemaType, value: Value, position: number): EngineArgument | undefined {
  if (!(value instanceof PyList || value instanceof PyTuple)) {
    if (type.listSize === null) return undefined;
    // `int[2]`: one value stands for all.
    const single = type.kind === "int" ? intFrom(value) : type.kind === "float" ? floatFrom(value) : undefined;
    if (single === undefined || value instanceof Tensor) return undefined;
    return new Array<number>(type.listSize).fill(single);
  }
  const { items } = value;
  switch (type.kind) {
    case "Tensor":
      return tensorList(items, type.elementOptional, position);
    case "int":
      return intList(items);
    case "float": {
      const numbers = items.map(floatFrom);
      return numbers.includes(undefined) ? undefined : numbers;
    }
    case "Scalar": {
      const numbers = items.map(scalarFrom);
      return numbers.includes(undefined) ? undefined : numbers;
    }
    case "bool":
      return items.every((item) => typeof item === "boolean") ? [...items] : undefined;
    default:
      return undefined;
  }
}

function tensorList(items: readonly Value[], optional: boolean, position: number): (Tensor | null)[] | undefined {
  const tensors: (Tensor | null)[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item instanceof Tensor || (item === null && optional)) tensors.push(item);
    else throw typeError(`expected Tensor as element ${i} in argument ${position}, but got ${typeName(item ?? null)}`);
  }
  return tensors;
}

/** As PyTorch looks: the first element decides whether it is a list of ints; NaN marks what is none further on. */
function intList(items: readonly Value[]): number[] | undefined {
  const numbers: number[] = new Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? null;
    // A bool passes for an int, but not as the first.
    const number = typeof item === "boolean" && i > 0 ? Number(item) : intFrom(item);
    if (number === undefined && i === 0) return undefined;
    numbers[i] = number ?? Number.NaN;
  }
  return numbers;
}

function checkedInts(
  signature: Signature,
  parameter: Parameter,
  items: readonly Value[],
  converted: readonly unknown[],
): readonly unknown[] {
  if (!isIntList(parameter.type)) return converted;
  const index = converted.findIndex((number) => Number.isNaN(number));
  if (index < 0) return converted;
  const found = typeName(items[index] ?? null);
  throw typeError(
    `${signature.name}(): argument '${parameter.name}' must be ${typeText(signature, parameter)}, but found element of type ${found} at pos ${index + 1}`,
  );
}

function wrongType(signature: Signature, parameter: Parameter, value: Value, place: number): PyRaise {
  const start = `${signature.name}(): argument '${parameter.name}'`;
  const wanted = typeText(signature, parameter);
  if (place < 0) return typeError(`${start} must be ${wanted}, not ${typeName(value)}`);
  return typeError(`${start} (position ${place + 1}) must be ${wanted}, not ${typeName(value)}`);
}

function tooMany(signature: Signature, given: number): PyRaise {
  const { name, minPositional, maxPositional } = signature;
  if (minPositional !== maxPositional) {
    return typeError(
      `${name}() takes from ${minPositional} to ${maxPositional} positional arguments but ${given} were given`,
    );
  }
  const plural = maxPositional === 1 ? "" : "s";
  return typeError(
    `${name}() takes ${maxPositional} positional argument${plural} but ${given} ${given === 1 ? "was" : "were"} given`,
  );
}

function missing(signature: Signature, from: number): PyRaise {
  const names = signature.parameters.slice(from).filter((parameter) => !parameter.optional);
  // PyTorch's plural is the wrong way round.
  const plural = names.length === 1 ? "s" : "";
  const list = names.map((parameter) => `"${parameter.name}"`).join(", ");
  return typeError(`${signature.name}() missing ${names.length} required positional argument${plural}: ${list}`);
}

function unexpectedKeyword(signature: Signature, keywords: Keywords, given: number): PyRaise {
  for (const name of keywords.keys()) {
    const index = signature.parameters.findIndex(
      (parameter) => parameter.name === name || (otherNames[parameter.name] ?? []).includes(name),
    );
    if (index < 0) return typeError(`${signature.name}() got an unexpected keyword argument '${name}'`);
    if (index < given) return typeError(`${signature.name}() got multiple values for argument '${name}'`);
  }
  return typeError("invalid keyword arguments");
}
