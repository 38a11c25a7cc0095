// JSON's text: what is hot of the json module (Modules/_json.c). Its classes are in the language.

import { call } from "../runtime/call";
import { builtin } from "../runtime/define";
import { dictSet } from "../runtime/dict";
import { raised, recursionErrorType, typeError, valueError } from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import { mappingItems } from "../runtime/mapping";
import { type Int, normalise } from "../runtime/numbers";
import type { Value } from "../runtime/object";
import { truth } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { repr, str } from "../runtime/repr";
import { sortValues } from "../runtime/sort";
import { safepoint } from "../runtime/thread";
import { typeName } from "../runtime/types";
import { PyBoxed, PyDict, PyFloat, PyList, PyTuple } from "../runtime/value";
import { pointIndex } from "../text/points";

const SHORT: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const codeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Escapes what a string must not hold, or everything but ASCII. */
const quote = (text: string, ascii: boolean): string => {
  const escaped = ascii
    ? text.replace(/["\\]|[^ -~]/g, (character) => SHORT[character] ?? codeEscape(character))
    : text.replace(/["\\]|\p{Cc}/gu, (character) =>
        character > "\x1f" && SHORT[character] === undefined ? character : (SHORT[character] ?? codeEscape(character)),
      );
  return `"${escaped}"`;
};

interface Style {
  readonly fallback: Value;
  readonly ascii: boolean;
  readonly indent: string | null;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortKeys: boolean;
  readonly skipKeys: boolean;
  readonly allowNaN: boolean;
  /** The containers around, against circles; null where nobody checks. */
  readonly inside: Set<Value> | null;
}

function floatText(x: number, { allowNaN }: Style): string {
  if (Number.isFinite(x)) return repr(new PyFloat(x));
  const text = Number.isNaN(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
  if (!allowNaN) throw valueError(`Out of range float values are not JSON compliant`);
  return text;
}

const MAX_DEPTH = 950;

function encode(value: Value, style: Style, depth: number): string {
  if (typeof value === "string") return quote(value, style.ascii);
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value instanceof PyFloat) return floatText(value.value, style);
  if (value instanceof PyBoxed) {
    // Members of an IntEnum and their like are written as plain numbers.
    return encode(value.payload, style, depth);
  }
  safepoint();
  if (depth > MAX_DEPTH)
    throw raised(recursionErrorType, "maximum recursion depth exceeded while encoding a JSON object");
  const isList = value instanceof PyList || value instanceof PyTuple;
  const { inside } = style;
  if (inside?.has(value) === true) throw valueError("Circular reference detected");
  inside?.add(value);
  try {
    if (isList) {
      const parts = toArray(value).map((item) => encode(item, style, depth + 1));
      return parts.length === 0 ? "[]" : bracketed("[", parts, "]", style, depth);
    }
    if (value instanceof PyDict) {
      const parts = encodeItems(value, style, depth);
      return parts.length === 0 ? "{}" : bracketed("{", parts, "}", style, depth);
    }
    return encode(call(style.fallback, [value]), style, depth + 1);
  } finally {
    inside?.delete(value);
  }
}

function bracketed(open: string, parts: readonly string[], close: string, style: Style, depth: number): string {
  if (style.indent === null) return open + parts.join(style.itemSeparator) + close;
  const inner = `\n${style.indent.repeat(depth + 1)}`;
  return `${open + inner + parts.join(style.itemSeparator + inner)}\n${style.indent.repeat(depth)}${close}`;
}

function encodeItems(dict: PyDict, style: Style, depth: number): string[] {
  let items = [...(mappingItems(dict) ?? [])];
  if (style.sortKeys) {
    const sorted = sortValues(
      items.map(([key, value]) => new PyTuple([key, value])),
      null,
      false,
    );
    items = sorted.map((pair) => {
      const [key = null, value = null] = pair instanceof PyTuple ? pair.items : [];
      return [key, value];
    });
  }
  const parts: string[] = [];
  for (const [key, value] of items) {
    const name = keyText(key, style);
    if (name === null) continue;
    parts.push(quote(name, style.ascii) + style.keySeparator + encode(value, style, depth + 1));
  }
  return parts;
}

function keyText(key: Value, style: Style): string | null {
  const plain = key instanceof PyBoxed ? key.payload : key;
  if (typeof plain === "string") return plain;
  if (plain instanceof PyFloat) return floatText(plain.value, style);
  if (plain === null) return "null";
  if (typeof plain === "boolean") return plain ? "true" : "false";
  if (typeof plain === "number" || typeof plain === "bigint") return String(plain);
  if (style.skipKeys) return null;
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** Makes a JSONDecodeError of a message and a place. */
class Problem extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

interface Hooks {
  readonly object: Value;
  readonly pairs: Value;
  readonly float: Value;
  readonly int: Value;
  readonly constant: Value;
  readonly strict: boolean;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;

class Decoder {
  constructor(
    private readonly text: string,
    private readonly hooks: Hooks,
    public offset: number,
  ) {}

  skipSpace(): void {
    SPACE.lastIndex = this.offset;
    SPACE.test(this.text);
    this.offset = SPACE.lastIndex;
  }

  value(depth: number): Value {
    const { text } = this;
    if (depth > MAX_DEPTH) {
      throw raised(
        recursionErrorType,
        "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
      );
    }
    switch (text[this.offset]) {
      case '"':
        this.offset++;
        return this.string();
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
    }
    const word = this.word();
    return word === undefined ? this.number() : word;
  }

  private word(): Value | undefined {
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.offset)) continue;
      this.offset += word.length;
      if (typeof value !== "number") return value;
      return this.hooks.constant === null ? new PyFloat(value) : call(this.hooks.constant, [word]);
    }
    return undefined;
  }

  private number(): Value {
    NUMBER.lastIndex = this.offset;
    const match = NUMBER.exec(this.text);
    if (match === null) throw new Problem("Expecting value", this.offset);
    this.offset = NUMBER.lastIndex;
    const [whole, integer = "", fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) {
      return this.hooks.float === null ? new PyFloat(Number(whole)) : call(this.hooks.float, [whole]);
    }
    if (this.hooks.int !== null) return call(this.hooks.int, [integer]);
    const value: Int = integer.length < 16 ? Number(integer) : normalise(BigInt(integer));
    return Object.is(value, -0) ? 0 : value;
  }

  string(): string {
    const { text } = this;
    const begin = this.offset - 1;
    let result = "";
    for (;;) {
      let end = this.offset;
      while (end < text.length && text[end] !== '"' && text[end] !== "\\" && text.charCodeAt(end) > 31) end++;
      result += text.slice(this.offset, end);
      this.offset = end + 1;
      const character = text[end];
      if (character === undefined) throw new Problem("Unterminated string starting at", begin);
      if (character === '"') return result;
      if (character !== "\\") {
        if (this.hooks.strict) throw new Problem("Invalid control character at", end);
        result += character;
        continue;
      }
      result += this.escape(begin);
    }
  }

  private escape(begin: number): string {
    const { text } = this;
    const letter = text[this.offset];
    if (letter === undefined) throw new Problem("Unterminated string starting at", begin);
    this.offset++;
    if (letter !== "u") {
      const meaning = ESCAPES.get(letter);
      if (meaning === undefined) throw new Problem("Invalid \\escape", this.offset - 2);
      return meaning;
    }
    const digits = text.slice(this.offset, this.offset + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new Problem("Invalid \\uXXXX escape", this.offset - 1);
    this.offset += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private array(depth: number): Value {
    const items: Value[] = [];
    this.offset++;
    this.skipSpace();
    if (this.text[this.offset] === "]") {
      this.offset++;
      return new PyList(items);
    }
    for (;;) {
      safepoint();
      items.push(this.value(depth + 1));
      this.skipSpace();
      const next = this.text[this.offset];
      if (next === "]") break;
      if (next !== ",") throw new Problem("Expecting ',' delimiter", this.offset);
      this.offset++;
      this.skipSpace();
    }
    this.offset++;
    return new PyList(items);
  }

  private object(depth: number): Value {
    const { hooks } = this;
    const pairs: [string, Value][] = [];
    this.offset++;
    this.skipSpace();
    if (this.text[this.offset] !== "}") this.members(pairs, depth);
    this.offset++;
    if (hooks.pairs !== null) return call(hooks.pairs, [new PyList(pairs.map((pair) => new PyTuple(pair)))]);
    const dict = new PyDict();
    for (const [key, value] of pairs) dictSet(dict, key, value);
    return hooks.object === null ? dict : call(hooks.object, [dict]);
  }

  private members(pairs: [string, Value][], depth: number): void {
    const missing = "Expecting property name enclosed in double quotes";
    if (this.text[this.offset] !== '"') throw new Problem(missing, this.offset);
    for (;;) {
      safepoint();
      this.offset++;
      const key = this.string();
      this.skipSpace();
      if (this.text[this.offset] !== ":") throw new Problem("Expecting ':' delimiter", this.offset);
      this.offset++;
      this.skipSpace();
      pairs.push([key, this.value(depth + 1)]);
      this.skipSpace();
      const next = this.text[this.offset];
      if (next === "}") return;
      if (next !== ",") throw new Problem("Expecting ',' delimiter", this.offset);
      this.offset++;
      this.skipSpace();
      if (this.text[this.offset] !== '"') throw new Problem(missing, this.offset);
    }
  }
}

const WORDS: readonly (readonly [string, boolean | null | number])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** A value and where its text ends; `fail` raises a JSONDecodeError. */
function decode(text: string, start: Value, hooks: Hooks, whole: boolean, fail: Value): Value {
  const decoder = new Decoder(text, hooks, Number(start));
  try {
    if (whole) decoder.skipSpace();
    const value = decoder.value(0);
    if (!whole) return new PyTuple([value, pointIndex(text, decoder.offset)]);
    decoder.skipSpace();
    if (decoder.offset !== text.length) throw new Problem("Extra data", decoder.offset);
    return value;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return call(fail, [error.message, text, pointIndex(text, error.offset)]);
  }
}

defineModule("_json", (module) => {
  fillModule(module, {
    encode: builtin(
      "encode(value, default, ascii, indent, item_separator, key_separator, sort_keys, skip_keys, nan, circular, /)",
      (
        value: Value,
        fallback: Value,
        ascii: Value,
        indent: Value,
        itemSeparator: Value,
        keySeparator: Value,
        sortKeys: Value,
        skipKeys: Value,
        nan: Value,
        circular: Value,
      ) => {
        const style: Style = {
          fallback,
          ascii: truth(ascii),
          indent: indent === null ? null : str(indent),
          itemSeparator: str(itemSeparator),
          keySeparator: str(keySeparator),
          sortKeys: truth(sortKeys),
          skipKeys: truth(skipKeys),
          allowNaN: truth(nan),
          inside: truth(circular) ? new Set() : null,
        };
        return encode(value, style, 0);
      },
    ),
    quote: builtin("quote(text, ascii, /)", (text: Value, ascii: Value) => quote(str(text), truth(ascii))),
    decode: builtin(
      "decode(text, start, whole, object_hook, pairs_hook, parse_float, parse_int, parse_constant, strict, fail, /)",
      (
        text: Value,
        start: Value,
        whole: Value,
        object: Value,
        pairs: Value,
        float: Value,
        int: Value,
        constant: Value,
        strict: Value,
        fail: Value,
      ) => decode(str(text), start, { object, pairs, float, int, constant, strict: truth(strict) }, truth(whole), fail),
    ),
  });
});

/** The modules that this file defines. */
export const jsonModules: readonly string[] = ["_json"];
