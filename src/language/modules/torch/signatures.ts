// What a call's arguments are bound to: the signature of one overload of an op, in one of its forms, as Python has it.
// Follows FunctionSignature and FunctionParameter of torch/csrc/utils/python_arg_parser.cpp.

import type { OpDeclaration } from "../../../engine/ops/declare";
import type { SchemaArgument, SchemaType } from "../../../engine/ops/schema";

export interface Parameter {
  /** Its name in Python: `self` of a function is `input` there. */
  readonly name: string;
  readonly type: SchemaType;
  readonly optional: boolean;
  readonly allowNone: boolean;
  readonly keywordOnly: boolean;
  /** Numbers are taken for tensors. */
  readonly numbers: boolean;
  /** An int that may lie beyond ±2^53: given as a bigint there. */
  readonly wide: boolean;
  /** Where the value goes in the engine's arguments; -1 for what Python adds (out, requires_grad). */
  readonly position: number;
}

export interface Signature {
  /** As errors name the function. */
  readonly name: string;
  readonly declaration: OpDeclaration;
  readonly parameters: readonly Parameter[];
  readonly maxPositional: number;
  readonly minPositional: number;
  readonly minArguments: number;
  /** Whether the first engine argument is `self`, given apart. */
  readonly method: boolean;
}

const booleanType: SchemaType = {
  kind: "bool",
  optional: false,
  list: false,
  elementOptional: false,
  listSize: null,
  alias: null,
  written: false,
};
const tensorType: SchemaType = { ...booleanType, kind: "Tensor", optional: true };

/** The signature of one overload in one of its forms. */
export function signatureOf(declaration: OpDeclaration, name: string, method: boolean, out: boolean): Signature {
  const { schema } = declaration;
  const parameters: Parameter[] = [];
  schema.arguments.forEach((argument, position) => {
    if (method && position === 0) return;
    parameters.push(parameterOf(declaration, argument, position, method));
  });
  if (out && declaration.out) {
    const several = declaration.schema.returns.length > 1;
    parameters.push(added("out", several ? { ...tensorType, list: true } : tensorType));
  }
  const hasOptions = schema.arguments.some((argument) => argument.name === "pin_memory");
  if (hasOptions) parameters.push(added("requires_grad", booleanType));
  const positional = parameters.filter((parameter) => !parameter.keywordOnly);
  return {
    name,
    declaration,
    parameters,
    maxPositional: positional.length,
    minPositional: positional.filter((parameter) => !parameter.optional).length,
    minArguments: parameters.filter((parameter) => !parameter.optional).length,
    method,
  };
}

/** Ops whose own arithmetic knows no numbers, but whose Python form takes them. */
const takesNumbers: ReadonlySet<string> = new Set(["copy_"]);

/** Ops whose bounds are int64 over its whole range. */
const wideIntegers: ReadonlySet<string> = new Set(["randint", "randint_like", "random_"]);

function parameterOf(
  declaration: OpDeclaration,
  argument: SchemaArgument,
  position: number,
  method: boolean,
): Parameter {
  const { name, type } = argument;
  const renamed = name === "self" && type.kind === "Tensor" && !method;
  return {
    name: renamed ? "input" : name,
    type,
    optional: argument.default !== undefined,
    // A default of no values is None in Python.
    allowNone: type.optional || argument.default === null || isEmptyList(argument.default),
    keywordOnly: argument.keywordOnly,
    numbers:
      name !== "condition" &&
      (declaration.numbers || takesNumbers.has(declaration.schema.name)) &&
      type.kind === "Tensor" &&
      !type.list,
    wide: type.kind === "int" && !type.list && wideIntegers.has(declaration.schema.name),
    position,
  };
}

function isEmptyList(value: SchemaArgument["default"]): boolean {
  return typeof value === "object" && value !== null && value.length === 0;
}

function added(name: string, type: SchemaType): Parameter {
  return {
    name,
    type,
    optional: true,
    allowNone: type.optional,
    keywordOnly: true,
    numbers: false,
    wide: false,
    position: -1,
  };
}

/** Functions whose sizes may be symbolic say so in their messages. */
const symbolicSizes: ReadonlySet<string> = new Set([
  "view",
  "expand",
  "reshape",
  "repeat",
  "zeros",
  "ones",
  "empty",
  "full",
  "new_zeros",
  "new_ones",
  "new_empty",
  "new_full",
]);

const typeTexts: Readonly<Record<SchemaType["kind"], readonly [one: string, list: string]>> = {
  Tensor: ["Tensor", "tuple of Tensors"],
  Scalar: ["Number", "tuple of Scalars"],
  int: ["int", "tuple of ints"],
  float: ["float", "tuple of floats"],
  bool: ["bool", "tuple of bools"],
  str: ["str", "tuple of strs"],
  ScalarType: ["torch.dtype", "tuple of torch.dtypes"],
  Generator: ["torch.Generator", "tuple of torch.Generators"],
  Layout: ["torch.layout", "tuple of torch.layouts"],
  Device: ["torch.device", "tuple of torch.devices"],
  MemoryFormat: ["torch.memory_format", "tuple of torch.memory_formats"],
  Data: ["object", "tuple of objects"],
};

/** A parameter's type as messages show it. */
export function typeText(signature: Signature, parameter: Parameter): string {
  const { kind, list } = parameter.type;
  if (kind === "int" && list && symbolicSizes.has(signature.name)) return "tuple of SymInts";
  return typeTexts[kind][list ? 1 : 0];
}
