// str.format: replacement fields with attributes, indices, conversions and nested specs (Objects/stringlib).

import { getAttribute } from "../runtime/attributes";
import { indexError, keyErrorType, raised, valueError } from "../runtime/errors";
import type { Keywords, Value } from "../runtime/object";
import { asciiRepr, formatValue, repr, str } from "../runtime/repr";
import { getItem } from "../runtime/subscript";

interface Numbering {
  next: number;
  mode: "automatic" | "manual" | null;
}

/** A replacement field as it is written. */
interface Field {
  /** What the value is found by: a number, a name, or nothing. */
  readonly first: string;
  /** Attributes and subscripts that follow. */
  readonly rest: readonly (readonly [attribute: string | undefined, index: string | undefined])[];
  readonly conversion: string | undefined;
  readonly spec: string;
}

// Loops format with the same few fields again and again.
const knownFields = new Map<string, Field>();

/** Where a field's name is looked up. */
type Named = Pick<Keywords, "get">;

/** Without `args`, as for format_map, fields are all named. */
export function formatMethod(format: string, args: readonly Value[] | null, keywords: Named): string {
  return render(format, args, keywords, { next: 0, mode: null }, 2);
}

function render(
  format: string,
  args: readonly Value[] | null,
  keywords: Named,
  numbering: Numbering,
  depth: number,
): string {
  if (depth === 0) throw valueError("Max string recursion exceeded");
  let result = "";
  for (let at = 0; at < format.length; ) {
    const here = format[at];
    if (here === "{") {
      if (format[at + 1] === "{") {
        result += "{";
        at += 2;
        continue;
      }
      const end = fieldEnd(format, at + 1);
      result += field(format.slice(at + 1, end), args, keywords, numbering, depth);
      at = end + 1;
    } else if (here === "}") {
      if (format[at + 1] !== "}") throw valueError("Single '}' encountered in format string");
      result += "}";
      at += 2;
    } else {
      const start = at;
      while (at < format.length && format[at] !== "{" && format[at] !== "}") at++;
      result += format.slice(start, at);
    }
  }
  return result;
}

function fieldEnd(format: string, start: number): number {
  if (start >= format.length) throw valueError("Single '{' encountered in format string");
  let depth = 1;
  for (let at = start; at < format.length; at++) {
    if (format[at] === "{") depth++;
    else if (format[at] === "}" && --depth === 0) return at;
  }
  // Where a conversion stands at the end, CPython has begun with what follows it.
  throw valueError(/![a-z]$/.test(format) ? "unmatched '{' in format spec" : "expected '}' before end of string");
}

function field(
  text: string,
  args: readonly Value[] | null,
  keywords: Named,
  numbering: Numbering,
  depth: number,
): string {
  let known = knownFields.get(text);
  if (known === undefined) {
    known = parseField(text);
    if (knownFields.size < 500 && text.length < 100) knownFields.set(text, known);
  }
  const { conversion, spec } = known;
  let value = fieldValue(known, args, keywords, numbering);
  if (conversion !== undefined) value = converted(value, conversion);
  return formatValue(value, spec.includes("{") ? render(spec, args, keywords, numbering, depth - 1) : spec);
}

function parseField(text: string): Field {
  const match = /^([^!:[]*(?:\[[^\]]*\]|[^!:[])*)(?:!([^:]*))?(?::([\s\S]*))?$/.exec(text);
  if (match === null) throw valueError("expected '}' before end of string");
  const [, name = "", conversion, spec = ""] = match;
  if (conversion === "") throw valueError("unmatched '{' in format spec");
  if (conversion !== undefined && conversion.length > 1) {
    throw valueError("expected ':' after conversion specifier");
  }
  const first = /^[^.[]*/.exec(name)?.[0] ?? "";
  const rest = [...name.slice(first.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g)];
  return { first, rest: rest.map(([, attribute, index]) => [attribute, index]), conversion, spec };
}

function converted(value: Value, conversion: string): string {
  switch (conversion) {
    case "s":
      return str(value);
    case "r":
      return repr(value);
    case "a":
      return asciiRepr(value);
    case "":
      throw valueError("end of string while looking for conversion specifier");
    default:
      throw valueError(`Unknown conversion specifier ${conversion}`);
  }
}

function fieldValue(
  { first, rest }: Field,
  args: readonly Value[] | null,
  keywords: Named,
  numbering: Numbering,
): Value {
  let value: Value;
  if (first === "" || /^\d+$/.test(first)) {
    const mode = first === "" ? "automatic" : "manual";
    if (numbering.mode !== null && numbering.mode !== mode) {
      throw valueError(
        mode === "automatic"
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
    numbering.mode = mode;
    const index = first === "" ? numbering.next++ : Number(first);
    if (args === null) throw valueError("Format string contains positional fields");
    const positional = args[index];
    if (positional === undefined) {
      throw indexError(`Replacement index ${index} out of range for positional args tuple`);
    }
    value = positional;
  } else {
    const keyword = keywords.get(first);
    if (keyword === undefined) throw raised(keyErrorType, first);
    value = keyword;
  }
  for (const [attribute, index] of rest) {
    if (attribute !== undefined) {
      if (attribute === "") throw valueError("Empty attribute in format string");
      value = getAttribute(value, attribute);
    } else if (index !== undefined) {
      if (index === "") throw valueError("Empty attribute in format string");
      value = getItem(value, /^\d+$/.test(index) ? Number(index) : index);
    }
  }
  return value;
}
