// The re module's functions. Its flags, its error and the rest are written in the language (prelude/standard/re.py).

import { getAttribute } from "../../runtime/attributes";
import { call } from "../../runtime/call";
import { builtin } from "../../runtime/define";
import { overflowError, Refusal, raising, typeError, valueError } from "../../runtime/errors";
import { exceptionFrom } from "../../runtime/exception-from";
import type { Value } from "../../runtime/object";
import { toIndex, unboxed } from "../../runtime/operators";
import { defineModule, fillModule } from "../../runtime/registry";
import { PyBytes, type PyModule } from "../../runtime/value";
import { quoteBytes } from "../../text/quote";
import { OverflowingRepeat, parsePattern } from "./parse";
import { isKept, matchType, Pattern, patternType, type RaiseError } from "./pattern";
import { compileProgram } from "./program";
import { pointsOf } from "./subject";
import { FLAG, PatternError } from "./tree";

/** Compiled patterns kept, as many as CPython keeps. */
const MAX_CACHE = 512;

function compile(source: Value, flags: number, raise: RaiseError): Pattern {
  const written = pointsOf(source);
  if (written === null) throw typeError("first argument must be string or compiled pattern");
  if ((flags & FLAG.DEBUG) !== 0) throw new Refusal("re.DEBUG");
  if ((flags & FLAG.LOCALE) !== 0 && !written.isText) throw new Refusal("re.LOCALE");
  try {
    const parsed = parsePattern(written.points, written.isText, flags);
    return new Pattern(source, written.isText, parsed.flags, compileProgram(parsed), parsed.names, raise);
  } catch (error) {
    if (error instanceof PatternError) throw raise(error, source);
    if (error instanceof OverflowingRepeat) throw overflowError("the repetition number is too large");
    throw error;
  }
}

function fill(module: PyModule): void {
  const cache = new Map<string, Pattern>();
  const raise: RaiseError = (error, source) => {
    const args = error.position === null ? [error.message] : [error.message, source, error.position];
    return raising(exceptionFrom(call(getAttribute(module, "error"), args)));
  };
  const patternOf = (pattern: Value, flags: Value): Pattern => {
    if (pattern instanceof Pattern) {
      if (flags !== 0 && toIndex(flags) !== 0) {
        throw valueError("cannot process flags argument with a compiled pattern");
      }
      return pattern;
    }
    const asked = Number(toIndex(flags));
    const plain = unboxed(pattern);
    const text = typeof plain === "string" ? plain : pattern instanceof PyBytes ? quoteBytes(pattern.bytes) : null;
    if (text === null || !isKept(text) || plain !== pattern) return compile(pattern, asked, raise);
    const key = `${typeof plain === "string" ? "s" : "b"}${asked}:${text}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = compile(pattern, asked, raise);
    if (cache.size >= MAX_CACHE) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
    cache.set(key, made);
    return made;
  };
  const onPattern = (name: string): ((pattern: Value, flags: Value, ...args: Value[]) => Value) => {
    const method = patternType.lookup(name) ?? null;
    return (pattern, flags, ...args) => call(method, [patternOf(pattern, flags), ...args]);
  };
  const of = (name: string): Value => {
    const run = onPattern(name);
    return builtin(`${name}(pattern, string, flags=0)`, (pattern: Value, text: Value, flags: Value) =>
      run(pattern, flags, text),
    );
  };
  const replacing = (name: string): Value => {
    const run = onPattern(name);
    return builtin(
      `${name}(pattern, repl, string, count=0, flags=0)`,
      (pattern: Value, repl: Value, text: Value, count: Value, flags: Value) => run(pattern, flags, repl, text, count),
    );
  };
  const splitting = onPattern("split");
  fillModule(module, {
    Pattern: patternType,
    Match: matchType,
    compile: builtin("compile(pattern, flags=0)", patternOf),
    match: of("match"),
    fullmatch: of("fullmatch"),
    search: of("search"),
    findall: of("findall"),
    finditer: of("finditer"),
    split: builtin(
      "split(pattern, string, maxsplit=0, flags=0)",
      (pattern: Value, text: Value, most: Value, flags: Value) => splitting(pattern, flags, text, most),
    ),
    sub: replacing("sub"),
    subn: replacing("subn"),
    purge: builtin("purge()", () => {
      cache.clear();
      return null;
    }),
  });
}

defineModule("re", fill);

/** The modules that this file defines. */
export const patternModules: readonly string[] = ["re"];
