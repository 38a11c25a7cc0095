// The format specification mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type]
// (Python/formatter_unicode.c).

import { valueError } from "../runtime/errors";
import { points, textLength } from "./points";

export interface FormatSpec {
  readonly fill: string;
  /** "" when not given. */
  readonly align: "" | "<" | ">" | "=" | "^";
  readonly sign: "" | "+" | "-" | " ";
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: "" | "," | "_";
  /** -1 when not given. */
  readonly precision: number;
  readonly type: string;
}

const ALIGNS = "<>=^";

// Loops format with the same few specs again and again; by default type.
const parsedSpecs = new Map<string, Map<string, FormatSpec>>();

export function parseSpec(spec: string, typeName: string, defaultType = ""): FormatSpec {
  let known = parsedSpecs.get(defaultType);
  if (known === undefined) {
    known = new Map();
    parsedSpecs.set(defaultType, known);
  }
  let parsed = known.get(spec);
  if (parsed === undefined) {
    parsed = readSpec(spec, typeName, defaultType);
    if (known.size < 1000) known.set(spec, parsed);
  }
  return parsed;
}

function readSpec(spec: string, typeName: string, defaultType: string): FormatSpec {
  const all = points(spec);
  let at = 0;
  let fill = " ";
  let align: FormatSpec["align"] = "";
  const isAlign = (text: string | undefined): text is "<" | ">" | "=" | "^" =>
    text !== undefined && ALIGNS.includes(text);
  const [first, second] = all;
  if (isAlign(second)) {
    fill = first ?? " ";
    align = second;
    at = 2;
  } else if (isAlign(first)) {
    align = first;
    at = 1;
  }
  const take = (characters: string): string => {
    const here = all[at];
    if (here === undefined || !characters.includes(here)) return "";
    at++;
    return here;
  };
  const sign = take("+- ");
  const noNegativeZero = take("z") !== "";
  const alternate = take("#") !== "";
  const fillGiven = at > 0 && align !== "" && isAlign(second);
  if (!fillGiven && all[at] === "0") {
    fill = "0";
    if (align === "") align = "=";
    at++;
  }
  const width = number();
  let grouping = take(",_");
  if (grouping !== "" && all[at] !== undefined && ",_".includes(all[at] ?? "")) {
    const next = all[at];
    throw valueError(
      next === grouping ? `Cannot specify '${grouping}' with '${grouping}'.` : "Cannot specify both ',' and '_'.",
    );
  }
  if (grouping !== "," && grouping !== "_") grouping = "";
  let precision = -1;
  if (all[at] === ".") {
    at++;
    precision = number();
    if (precision < 0) throw valueError("Format specifier missing precision");
  }
  const rest = all.slice(at);
  if (rest.length > 1) {
    throw valueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`);
  }
  const [type = defaultType] = rest;
  if (grouping === "," || grouping === "_") {
    const [asked = ""] = rest;
    if (!`deEfFgG%${grouping === "_" ? "boxX" : ""}`.includes(asked)) {
      throw valueError(`Cannot specify '${grouping}' with '${asked}'.`);
    }
  }
  return {
    fill,
    align,
    sign: sign === "+" || sign === "-" || sign === " " ? sign : "",
    noNegativeZero,
    alternate,
    width: Math.max(0, width),
    grouping: grouping === "," || grouping === "_" ? grouping : "",
    precision,
    type,
  };

  function number(): number {
    const start = at;
    while (/^[0-9]$/.test(all[at] ?? "")) at++;
    if (at === start) return -1;
    const value = Number(all.slice(start, at).join(""));
    if (value >= 2 ** 63) throw valueError("Too many decimal digits in format string");
    return value;
  }
}

/** Fills text up to the width. `signLength` characters of sign and prefix stay before the fill of "=". */
export function pad(text: string, spec: FormatSpec, fallback: "<" | ">", signLength = 0): string {
  const missing = spec.width - textLength(text);
  if (missing <= 0) return text;
  switch (spec.align === "" ? fallback : spec.align) {
    case "<":
      return text + spec.fill.repeat(missing);
    case "^": {
      const left = missing >> 1;
      return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
    }
    case "=":
      return text.slice(0, signLength) + spec.fill.repeat(missing) + text.slice(signLength);
    default:
      return spec.fill.repeat(missing) + text;
  }
}

export function formatText(text: string, spec: string): string {
  if (spec === "") return text;
  const parsed = parseSpec(spec, "str", "s");
  if (parsed.type !== "s") throw unknownCode(parsed.type, "str");
  if (parsed.sign !== "") {
    throw valueError(
      parsed.sign === " "
        ? "Space not allowed in string format specifier"
        : "Sign not allowed in string format specifier",
    );
  }
  if (parsed.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (parsed.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (parsed.grouping !== "") throw valueError(`Cannot specify '${parsed.grouping}' with 's'.`);
  // A zero before the width means fill, not alignment, for text.
  const zeroPadded = parsed.align === "=" && !/^.?=/u.test(spec);
  if (parsed.align === "=" && !zeroPadded) throw valueError("'=' alignment not allowed in string format specifier");
  const cut = parsed.precision < 0 ? text : points(text).slice(0, parsed.precision).join("");
  return pad(cut, zeroPadded ? { ...parsed, align: "<" } : parsed, "<");
}

export function unknownCode(code: string, typeName: string): unknown {
  const point = code.codePointAt(0) ?? 0;
  const shown = point > 32 && point < 128 ? `'${code}'` : `'\\x${point.toString(16)}'`;
  return valueError(`Unknown format code ${shown} for object of type '${typeName}'`);
}
