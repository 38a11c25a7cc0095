// Functions of torch that are written here rather than declared as ops: how they are made and called, and what the
// engine's errors become in Python.

import { TorchError, UnsupportedError } from "../../../engine/errors";
import { exceptionNamed, type PyRaise, Refusal, raised, runtimeErrorType, typeError } from "../../runtime/errors";
import { type BuiltinImplementation, PyBuiltin } from "../../runtime/function";
import { builtinClass, type Keywords, type PyClass, type Value } from "../../runtime/object";

/** torch.linalg.LinAlgError. */
export const linAlgErrorType: PyClass = builtinClass("_LinAlgError", runtimeErrorType, runtimeErrorType.layout);
linAlgErrorType.hasDict = true;
linAlgErrorType.module = "torch._C";

/** What an error from within the engine means to the program. */
export function toPython(error: unknown): unknown {
  if (error instanceof TorchError) {
    return raised(error.type === "_LinAlgError" ? linAlgErrorType : exceptionNamed(error.type), error.message);
  }
  if (error instanceof UnsupportedError) {
    // The message is "nnspec: … is not supported"; a refusal makes the same one from the name.
    return new Refusal(error.message.replace(/^nnspec: /, "").replace(/ is not supported$/, ""));
  }
  return error;
}

/** Wraps an implementation so that the engine's errors leave it as Python's. */
export function guarded(implementation: BuiltinImplementation): BuiltinImplementation {
  return (args, keywords) => {
    try {
      return implementation(args, keywords);
    } catch (error) {
      throw toPython(error);
    }
  };
}

/** A function of a module. */
export function nativeFunction(name: string, implementation: BuiltinImplementation): PyBuiltin {
  return new PyBuiltin(name, guarded(implementation));
}

/** A method of a class, `self` being its first argument. */
export function nativeMethod(cls: PyClass, name: string, implementation: BuiltinImplementation): void {
  const method = new PyBuiltin(name, guarded(implementation), true);
  method.owner = cls;
  cls.setMember(name, method);
}

/**
 * Arguments of a function that Python would have with `def`: by position or keyword, in the order of `names`.
 * Those before `required` must be given. Undefined where an optional one is not.
 */
export function positional(
  name: string,
  names: readonly string[],
  required: number,
  args: readonly Value[],
  keywords: Keywords | null,
): (Value | undefined)[] {
  if (args.length > names.length) throw tooMany(name, names.length, required, args.length);
  const values: (Value | undefined)[] = names.map((_, i) => args[i]);
  for (const [keyword, value] of keywords ?? []) {
    const index = names.indexOf(keyword);
    if (index < 0) throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
    if (values[index] !== undefined) throw typeError(`${name}() got multiple values for argument '${keyword}'`);
    values[index] = value;
  }
  const missing = names.filter((_, i) => i < required && values[i] === undefined).map((each) => `'${each}'`);
  if (missing.length > 0) throw missingArguments(name, missing);
  return values;
}

function tooMany(name: string, most: number, least: number, given: number): PyRaise {
  const takes = least < most ? `from ${least} to ${most}` : `${most}`;
  const were = given === 1 ? "was" : "were";
  return typeError(
    `${name}() takes ${takes} positional argument${most === 1 && least === most ? "" : "s"} but ${given} ${were} given`,
  );
}

function missingArguments(name: string, quoted: readonly string[]): PyRaise {
  const last = quoted.at(-1) ?? "";
  const list = quoted.length < 3 ? quoted.join(" and ") : `${quoted.slice(0, -1).join(", ")}, and ${last}`;
  const plural = quoted.length === 1 ? "" : "s";
  return typeError(`${name}() missing ${quoted.length} required positional argument${plural}: ${list}`);
}
