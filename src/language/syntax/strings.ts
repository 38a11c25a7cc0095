// String and bytes literals: prefixes and quotes are taken off, adjacent literals joined
// (https://docs.python.org/3.11/reference/lexical_analysis.html#string-and-bytes-literals).
// Escapes are decoded by escapes.ts; what is inside an f-string is read by fstrings.ts.

import type { Constant, ConstantValue, Expr, JoinedStr } from "./ast";
import type { Cursor } from "./cursor";
import { decodeBytes, decodeText } from "./escapes";
import { type FragmentReader, FStringBuilder } from "./fstrings";
import { Token } from "./tokens";

interface Literal {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormatted: boolean;
  readonly isUnicode: boolean;
  /** What is between the quotes, in offsets. */
  readonly start: number;
  readonly end: number;
}

/** Read one or more adjacent string tokens; `readFragment` parses the expressions of f-strings. */
export function strings(p: Cursor, readFragment: FragmentReader): Constant | JoinedStr {
  const { start } = p;
  const literals: Literal[] = [];
  let isFormatted = false;
  do {
    const literal = describe(p.source.text, p.start, p.endOf(p.index));
    if (literal.isFormatted) isFormatted = true;
    literals.push(literal);
    p.advance();
  } while (p.kind === Token.String);
  const { end } = p;
  const first = literals[0];
  const isBytes = first?.isBytes === true;
  if (literals.some((literal) => literal.isBytes !== isBytes)) {
    p.raise("cannot mix bytes and nonbytes literals", start, end);
  }
  if (isFormatted) return { kind: "JoinedStr", values: joined(p, literals, readFragment), start, end };
  p.namedEscape = null;
  const node = { kind: "Constant" as const, value: constant(p, literals), unicodePrefix: first?.isUnicode === true };
  if (p.namedEscape !== null) return { ...node, start, end, undecoded: p.namedEscape };
  return { ...node, start, end };
}

function constant(p: Cursor, literals: readonly Literal[]): ConstantValue {
  if (literals[0]?.isBytes === true) {
    const bytes = literals.flatMap((literal) => decodeBytes(p, literal.start, literal.end, literal.isRaw));
    return { type: "bytes", value: Uint8Array.from(bytes) };
  }
  const only = literals.length === 1 ? literals[0] : undefined;
  if (only !== undefined) return { type: "str", value: decodeText(p, only.start, only.end, only.isRaw) };
  let value = "";
  for (const literal of literals) value += decodeText(p, literal.start, literal.end, literal.isRaw);
  return { type: "str", value };
}

function joined(p: Cursor, literals: readonly Literal[], readFragment: FragmentReader): Expr[] {
  const builder = new FStringBuilder(p, readFragment, literals[0]?.isUnicode === true);
  for (const literal of literals) {
    if (literal.isFormatted) builder.addFormatted(literal.start, literal.end, literal.isRaw);
    else builder.addText(literal.start, literal.end, literal.isRaw);
  }
  return builder.finish();
}

function describe(text: string, start: number, end: number): Literal {
  let isRaw = false;
  let isBytes = false;
  let isFormatted = false;
  let isUnicode = false;
  let i = start;
  for (; ; i++) {
    const letter = text.charCodeAt(i) | 32;
    if (letter === 114) isRaw = true;
    else if (letter === 98) isBytes = true;
    else if (letter === 102) isFormatted = true;
    else if (letter === 117) isUnicode = text.charCodeAt(i) === 117;
    else break;
  }
  const quote = text.charCodeAt(i);
  const isTriple = end - i >= 6 && text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote;
  const width = isTriple ? 3 : 1;
  return { isRaw, isBytes, isFormatted, isUnicode, start: i + width, end: end - width };
}
