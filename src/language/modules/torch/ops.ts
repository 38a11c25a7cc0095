// Declared ops as Python functions and methods: their arguments are bound by schema, their results given back as
// Python has them (a tensor, a tuple, a named tuple).

import { findOps, type OpDeclaration, type OpResult } from "../../../engine/ops/declare";
import { Tensor } from "../../../engine/tensor/tensor";
import { attributeError, runtimeError, typeError } from "../../runtime/errors";
import { PyBuiltin, PyGetSet } from "../../runtime/function";
import { type Keywords, type PyClass, tupleType, type Value } from "../../runtime/object";
import { repr } from "../../runtime/repr";
import { typeName } from "../../runtime/types";
import { PyTuple } from "../../runtime/value";
import { type Bound, bind } from "./arguments";
import { toPython } from "./native";
import { torchClass } from "./objects";
import { overriddenCall } from "./overrides";
import { type Signature, signatureOf } from "./signatures";

/** How one overload is run. */
type Variant = "plain" | "inPlace";

/** The overloads behind a full name ("torch.add", "Tensor.add_"), and whether it is their in-place form. */
function overloadsOf(fullName: string): { declarations: readonly OpDeclaration[]; variant: Variant } | null {
  const declarations = findOps(fullName);
  if (declarations.length > 0) return { declarations, variant: "plain" };
  if (!fullName.endsWith("_")) return null;
  const inPlace = findOps(fullName.slice(0, -1)).filter((declaration) => declaration.inplace);
  return inPlace.length > 0 ? { declarations: inPlace, variant: "inPlace" } : null;
}

export function hasOp(fullName: string): boolean {
  return overloadsOf(fullName) !== null;
}

/** Functions that errors call by the name they have inside PyTorch. */
const NAMES_WITHIN: ReadonlyMap<string, string> = new Map([["F.logsigmoid", "log_sigmoid"]]);

/** A function of a module ("torch.add", "F.softplus"), or null where no such op is declared. */
export function opFunction(fullName: string): PyBuiltin | null {
  const overloads = overloadsOf(fullName);
  if (overloads === null) return null;
  const [form = "", base = ""] = fullName.split(".");
  // What PyTorch calls the functions of these modules in messages, and what their __name__ is.
  const name = ["fft", "linalg", "special"].includes(form) ? `${form}_${base}` : (NAMES_WITHIN.get(fullName) ?? base);
  const { declarations, variant } = overloads;
  let signatures: readonly Signature[] | null = null;
  const made = new PyBuiltin(name, (args, keywords) => {
    signatures ??= declarations.map((declaration) => signatureOf(declaration, name, false, variant === "plain"));
    try {
      return execute(bind(signatures, null, args, keywords), variant);
    } catch (error) {
      const answer = form === "torch" ? overriddenCall(made, args, keywords) : undefined;
      if (answer !== undefined) return answer;
      throw toPython(error);
    }
  });
  return made;
}

/** A method of Tensor by its name, or null where no such op is declared. */
export function opMethod(cls: PyClass, name: string): PyBuiltin | null {
  const overloads = overloadsOf(`Tensor.${name}`);
  if (overloads === null) return null;
  const { declarations, variant } = overloads;
  let signatures: readonly Signature[] | null = null;
  const implementation = (args: Value[], keywords: Keywords | null): Value => {
    const self = args[0];
    if (!(self instanceof Tensor)) throw wrongSelf(name, args);
    signatures ??= declarations.map((declaration) => signatureOf(declaration, name, true, false));
    if (signatures.length === 1 && signatures[0]?.parameters.length === 0) checkNoArguments(name, args, keywords);
    try {
      return execute(bind(signatures, self, args.slice(1), keywords), variant);
    } catch (error) {
      throw toPython(error);
    }
  };
  const method = new PyBuiltin(name, implementation, true);
  method.owner = cls;
  return method;
}

function wrongSelf(name: string, args: readonly Value[]): unknown {
  if (args.length === 0) return typeError(`unbound method _TensorBase.${name}() needs an argument`);
  const given = typeName(args[0] ?? null);
  return typeError(`descriptor '${name}' for '_TensorBase' objects doesn't apply to a '${given}' object`);
}

/** For methods that take nothing but self. */
export function checkNoArguments(name: string, args: readonly Value[], keywords: Keywords | null): void {
  if (keywords !== null && keywords.size > 0) throw typeError(`_TensorBase.${name}() takes no keyword arguments`);
  if (args.length > 1) throw typeError(`_TensorBase.${name}() takes no arguments (${args.length - 1} given)`);
}

function execute(bound: Bound, variant: Variant): Value {
  const { declaration } = bound.signature;
  if (variant === "inPlace") return declaration.callInPlace(bound.args);
  if (bound.out !== null) return pythonResult(declaration, declaration.callOut(bound.args, bound.out), "_out");
  const result = declaration.call(bound.args);
  if (bound.requiresGrad && result instanceof Tensor) requireGrad(result);
  return pythonResult(declaration, result);
}

/** Turns a new leaf's requires_grad on. */
export function requireGrad(tensor: Tensor): void {
  if (!tensor.dtype.isDifferentiable) {
    throw runtimeError("Only Tensors of floating point and complex dtype can require gradients");
  }
  tensor.leafRequiresGrad = true;
}

function pythonResult(declaration: OpDeclaration, result: OpResult, suffix = ""): Value {
  if (result instanceof Tensor) return result;
  const { returns, name } = declaration.schema;
  const fields = returns.map((each) => each.name);
  if (returns.length < 2 || fields.includes(null)) return new PyTuple(result);
  return new PyTuple(
    result,
    returnType(
      `${name}${suffix}`,
      fields.map((field) => field ?? ""),
    ),
  );
}

const returnTypes = new Map<string, PyClass>();

/** torch.return_types.NAME: a tuple whose items have names. */
function returnType(name: string, fields: readonly string[]): PyClass {
  const key = `${name}(${fields.join()})`;
  const known = returnTypes.get(key);
  if (known !== undefined) return known;
  const cls = torchClass(name, tupleType, tupleType);
  cls.module = "torch.return_types";
  fields.forEach((field, i) => {
    cls.setMember(field, new PyGetSet(field, (self) => itemsOf(self)[i] ?? null, null));
  });
  const text = ([self = null]: Value[]) =>
    `torch.return_types.${name}(\n${itemsOf(self)
      .map((item, i) => `${fields[i]}=${repr(item)}`)
      .join(",\n")})`;
  cls.setMember("__repr__", new PyBuiltin("__repr__", text, true));
  const missing = ([self = null, attribute = ""]: Value[]): Value => {
    throw attributeError(
      `'torch.return_types.${name}' object has no attribute '${String(attribute)}'`,
      String(attribute),
      self,
    );
  };
  cls.setMember("__getattr__", new PyBuiltin("__getattr__", missing, true));
  returnTypes.set(key, cls);
  return cls;
}

const itemsOf = (self: Value): readonly Value[] => (self instanceof PyTuple ? self.items : []);
