// unicodedata: normal forms, categories and decimal digits, by the host's tables of Unicode
// (https://docs.python.org/3.11/library/unicodedata.html). Names and the rarer properties need tables of their own.

import { builtin, unsupported } from "../runtime/define";
import { typeError, valueError } from "../runtime/errors";
import type { Value } from "../runtime/object";
import { defineModule, fillModule } from "../runtime/registry";
import { typeName } from "../runtime/types";
import { PyFloat } from "../runtime/value";
import { decimalOf } from "../text/points";

const CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn"
  .split(" ")
  .map((name) => ({ name, pattern: new RegExp(`^\\p{${name}}$`, "u") }));

/** What the host's Unicode has and CPython 3.11's, which is 14, has not: hexadecimal ranges. */
const LATER = `
  88f 897 c5c cdc cf3 ece 1acf-1add 1ae0-1aeb 1b4e-1b4f 1b7f 1c89-1c8a 20c1 2427-2429 2b96 2ffc-2fff 31e4-31e5 31ef
  a7cb-a7cf a7d2 a7d4 a7da-a7dc a7f1 fbc3-fbd2 fd90-fd91 fdc8-fdce 105c0-105f3 10940-10959 10d40-10d65 10d69-10d85
  10d8e-10d8f 10ec2-10ec7 10ed0-10ed8 10efa-10eff 1123f-11241 11380-11389 1138b 1138e 11390-113b5 113b7-113c0 113c2
  113c5 113c7-113ca 113cc-113d5 113d7-113d8 113e1-113e2 116d0-116e3 11b00-11b09 11b60-11b67 11bc0-11be1 11bf0-11bf9
  11db0-11ddb 11de0-11de9 11f00-11f10 11f12-11f3a 11f3e-11f5a 1342f 13439-13455 13460-143fa 16100-16139 16d40-16d79
  16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff 18d09-18d1e 18d80-18df2 1b132 1b155 1cc00-1ccfc 1cd00-1ceb3
  1ceba-1ced0 1cee0-1cef0 1d2c0-1d2d3 1df25-1df2a 1e030-1e06d 1e08f 1e4d0-1e4f9 1e5d0-1e5fa 1e5ff 1e6c0-1e6de
  1e6e0-1e6f5 1e6fe-1e6ff 1f6d8 1f6dc 1f774-1f77f 1f7d9 1f8b2-1f8bb 1f8c0-1f8c1 1f8d0-1f8d8 1fa54-1fa57 1fa75-1fa77
  1fa87-1fa8a 1fa8e-1fa8f 1faad-1faaf 1fabb-1fabf 1fac6 1fac8 1facd-1facf 1fada-1fadc 1fadf 1fae8-1faea 1faef
  1faf7-1faf8 1fbcb-1fbef 1fbfa 2b739-2b73f 2cea2-2cead 2ebf0-2ee5d 31350-33479
`
  .trim()
  .split(/\s+/)
  .map((range) => range.split("-").map((code) => Number.parseInt(code, 16)));

/** Categories that were other ones in Unicode 14. */
const BEFORE: ReadonlyMap<string, string> = new Map([
  ["\u0295", "Ll"],
  ["\u{1171e}", "Mn"],
]);

function categoryOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const isLater = LATER.some(([first = 0, last = first]) => code >= first && code <= last);
  if (isLater) return "Cn";
  return BEFORE.get(character) ?? CATEGORIES.find(({ pattern }) => pattern.test(character))?.name ?? "Cn";
}

function characterOf(name: string, value: Value): string {
  if (typeof value !== "string") {
    throw typeError(`${name}() argument must be a unicode character, not ${typeName(value)}`);
  }
  if ([...value].length !== 1) throw typeError(`${name}() argument must be a unicode character, not str`);
  return value;
}

function textOf(name: string, value: Value, place: number): string {
  if (typeof value === "string") return value;
  throw typeError(`${name}() argument ${place} must be str, not ${typeName(value)}`);
}

function normalized(name: string, form: Value, text: Value): [text: string, normal: string] {
  const source = textOf(name, text, 2);
  const kind = textOf(name, form, 1);
  if (kind !== "NFC" && kind !== "NFD" && kind !== "NFKC" && kind !== "NFKD") {
    throw valueError("invalid normalization form");
  }
  return [source, source.normalize(kind)];
}

/** What unicodedata.decimal, digit and numeric share: a value, the default, or an error. */
function number(name: string, what: string, wrap: (value: number) => Value): Value {
  return builtin(`${name}(chr, default=None, /)`, (chr: Value, other: Value) => {
    const character = characterOf(name, chr);
    const value = decimalOf(character);
    if (value !== null) return wrap(value);
    if (/^\p{N}$/u.test(character)) unsupported(`unicodedata.${name} of a number that is no decimal digit`)();
    if (other !== null) return other;
    throw valueError(`not a ${what}`);
  });
}

defineModule("unicodedata", (module) => {
  fillModule(module, {
    unidata_version: "14.0.0",
    normalize: builtin(
      "normalize(form, unistr, /)",
      (form: Value, text: Value) => normalized("normalize", form, text)[1],
    ),
    is_normalized: builtin("is_normalized(form, unistr, /)", (form: Value, text: Value) => {
      const [source, normal] = normalized("is_normalized", form, text);
      return source === normal;
    }),
    category: builtin("category(chr, /)", (chr: Value) => {
      return categoryOf(characterOf("category", chr));
    }),
    decimal: number("decimal", "decimal", (value) => value),
    digit: number("digit", "digit", (value) => value),
    numeric: number("numeric", "numeric character", (value) => new PyFloat(value)),
  });
  for (const name of "name lookup bidirectional combining east_asian_width mirrored decomposition ucd_3_2_0".split(
    " ",
  )) {
    module.globals.set(name, builtin(`${name}(*args)`, unsupported(`unicodedata.${name}`)));
  }
});

/** The modules that this file defines. */
export const unicodeModules: readonly string[] = ["unicodedata"];
