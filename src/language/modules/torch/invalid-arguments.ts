// The message for a call that no overload takes: all of them, and for those with as many arguments which types differ.
// Follows torch/csrc/utils/invalid_arguments.cpp, which works on the overloads' text, "*" counting as an argument.

import type { Tensor } from "../../../engine/tensor/tensor";
import { type PyRaise, runtimeError } from "../../runtime/errors";
import type { Keywords, Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { hashOrder } from "./hash-order";
import { overloadTexts } from "./overloads";
import { type Signature, typeText } from "./signatures";

/** PyTorch writes these messages into a buffer of 1024 bytes. */
const longest = 1023;

export function invalidArguments(
  signatures: readonly Signature[],
  args: readonly Value[],
  keywords: Keywords | null,
): string {
  const [first] = signatures;
  const name = first?.name ?? "";
  const options = overloadTexts(name, first?.method ?? false) ?? signatures.map(signatureText);
  return mismatchMessage(name, options, args, keywords);
}

/** The same for overloads that are given as text. */
export function mismatchMessage(
  name: string,
  options: readonly string[],
  args: readonly Value[],
  keywords: Keywords | null,
): string {
  return fullMessage(name, options, args, keywords).slice(0, longest);
}

function fullMessage(
  name: string,
  options: readonly string[],
  args: readonly Value[],
  keywords: Keywords | null,
): string {
  const start = `${name}() received an invalid combination of arguments - `;
  const [only] = options;
  if (options.length === 1 && only !== undefined) {
    const parameters = parametersOf(only);
    const unknown = unmatchedKeywords(parameters, keywords);
    if (unknown.length > 0) return `${start}got unrecognized keyword arguments: ${unknown.join(", ")}`;
    const got = countMatches(parameters, args, keywords)
      ? markedTypes(parameters, args, keywords)
      : plainTypes(args, keywords);
    return `${start}got ${got}, but expected ${only}`;
  }
  let text = `${start}got ${plainTypes(args, keywords)}, but expected one of:\n`;
  for (const option of options) {
    text += ` * ${option}\n`;
    const parameters = parametersOf(option);
    if (!countMatches(parameters, args, keywords)) continue;
    const unknown = unmatchedKeywords(parameters, keywords);
    text +=
      unknown.length > 0
        ? `      didn't match because some of the keywords were incorrect: ${unknown.join(", ")}\n`
        : `      didn't match because some of the arguments have invalid types: ${markedTypes(parameters, args, keywords)}\n`;
  }
  return text;
}

/** Whether PyTorch has several overloads where these signatures stand for them. */
export function hasOverloads({ name, method }: Signature): boolean {
  return overloadTexts(name, method) !== undefined;
}

/** The one signature that takes so many arguments, where PyTorch has no other overload that does. */
export function onlyPlausible(signatures: readonly Signature[], count: number): Signature | null {
  const [first] = signatures;
  const texts = first === undefined ? undefined : overloadTexts(first.name, first.method);
  if (texts === undefined) return single(signatures.filter((each) => fits(each.minArguments, each.parameters, count)));
  const optional = new Set<string>();
  const mayLack = ({ name }: TextParameter, positional: boolean): boolean =>
    optional.has(name) || (!positional && alwaysOptional.includes(name));
  for (const { parameters } of signatures) for (const each of parameters) if (each.optional) optional.add(each.name);
  // Where an overload without a generator stands beside one with it, the latter is only for calls that give one.
  if (texts.some((text) => !text.includes("generator"))) optional.delete("generator");
  const plausible = texts.filter((text) => {
    const all = parametersOf(text).filter(({ name }) => name !== "");
    const star = all.findIndex(({ name }) => name === "*");
    const positional = new Set(star < 0 ? all : all.slice(0, star));
    const parameters = all.filter(({ name }) => name !== "*");
    // Dimension names have no defaults, so neither has what stands before them.
    const lastName = parameters.reduce((last, { type }, i) => (/^name$|of names$/.test(type) ? i : last), -1);
    return fits(
      parameters.filter((each, i) => !mayLack(each, positional.has(each)) || i <= lastName).length,
      parameters,
      count,
    );
  });
  const [only] = plausible;
  if (plausible.length !== 1 || only === undefined || /\bnames? /.test(only)) return null;
  const names = positionalNames(parametersOf(only));
  return single(signatures.filter((each) => positionalNames(each.parameters) === names));
}

/** The name that stands for a dimension in a call which an overload with dimension names takes. */
export function dimensionName(
  { name, method }: Signature,
  args: readonly Value[],
  keywords: Keywords | null,
): string | null {
  for (const text of overloadTexts(name, method) ?? []) {
    const parameters = parametersOf(text).filter((each) => each.name !== "*");
    if (args.length > parameters.length) continue;
    const values = parameters.map((each, i) => args[i] ?? keywords?.get(each.name));
    if (parameters.some(({ type }, i) => /^name$|of names$/.test(type) && values[i] === undefined)) continue;
    const given = values.filter((value, i) => typeof value === "string" && parameters[i]?.type.startsWith("name"));
    const one = values.find((value, i) => typeof value === "string" && parameters[i]?.type === "tuple of names");
    const others = parameters.some(({ type }, i) => type === "name" && typeof values[i] === "number");
    const [first = one] = given;
    if (typeof first === "string" && !others) return first;
  }
  return null;
}

/** Dimensions have no names here. */
export function noDimensionName(tensor: Tensor, name: string): PyRaise {
  return runtimeError(`Name '${name}' not found in Tensor[${tensor.shape.map(() => "None").join(", ")}].`);
}

/** Arguments that may be left out after a "*". */
export const alwaysOptional: readonly string[] = ["out", "dtype", "layout", "device", "pin_memory", "requires_grad"];

function single<T>(items: readonly T[]): T | null {
  return items.length === 1 ? (items[0] ?? null) : null;
}

function fits(least: number, all: readonly unknown[], count: number): boolean {
  return count >= least && count <= all.length;
}

/** The names before the "*". */
function positionalNames(parameters: readonly { readonly name: string; readonly keywordOnly?: boolean }[]): string {
  const names: string[] = [];
  for (const { name, keywordOnly } of parameters) {
    if (name === "*" || keywordOnly === true) break;
    names.push(name);
  }
  return names.join();
}

/** An overload as PyTorch writes it: "(Tensor input, int dim, *, torch.dtype dtype)". */
function signatureText(signature: Signature): string {
  const parts: string[] = [];
  let keywordOnly = false;
  for (const parameter of signature.parameters) {
    if (parameter.keywordOnly && !keywordOnly) parts.push("*");
    keywordOnly ||= parameter.keywordOnly;
    parts.push(`${typeText(signature, parameter)} ${parameter.name}`);
  }
  return `(${parts.join(", ")})`;
}

export interface TextParameter {
  readonly type: string;
  readonly name: string;
}

/** The parameters of an overload's text, "*" among them. */
export function parametersOf(option: string): TextParameter[] {
  const inner = option.slice(1, -1);
  if (inner === "") return [{ type: "", name: "" }];
  return inner.split(", ").map((part) => {
    const space = part.lastIndexOf(" ");
    return { type: part.slice(0, Math.max(space, 0)), name: part.slice(space + 1) };
  });
}

function countMatches(
  parameters: readonly TextParameter[],
  args: readonly Value[],
  keywords: Keywords | null,
): boolean {
  return args.length + (keywords?.size ?? 0) === parameters.length;
}

function unmatchedKeywords(parameters: readonly TextParameter[], keywords: Keywords | null): string[] {
  if (keywords === null) return [];
  const allowed = parameters.slice(Math.max(0, parameters.length - keywords.size));
  const unmatched = [...keywords].filter(([name]) => !allowed.some((parameter) => parameter.name === name));
  return hashOrder(unmatched).map(([name]) => name);
}

function plainTypes(args: readonly Value[], keywords: Keywords | null): string {
  const positional = args.map(typeName);
  const named = hashOrder([...(keywords ?? [])]).map(([name, value]) => `${name}=${typeName(value)}`);
  const text = [...positional, ...named].join(", ");
  // The comma after the last keyword goes only where there are positional arguments too.
  return positional.length === 0 && named.length > 0 ? `(${text}, )` : `(${text})`;
}

function markedTypes(parameters: readonly TextParameter[], args: readonly Value[], keywords: Keywords | null): string {
  const count = args.length + (keywords?.size ?? 0);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) {
    const parameter = parameters[i];
    if (parameter === undefined) continue;
    const byKeyword = i >= args.length;
    const value = byKeyword ? (keywords?.get(parameter.name) ?? null) : (args[i] ?? null);
    const found = typeName(value);
    const label = byKeyword ? `${parameter.name}=` : "";
    const fits = found === parameter.type || (parameter.type === "float" && found === "int");
    parts.push(fits ? `${label}${found}` : `!${label}${found}!`);
  }
  return `(${parts.join(", ")})`;
}
