// Operators and delimiters: the longest that stands at a place is the token
// (https://docs.python.org/3.11/reference/lexical_analysis.html#operators). Brackets count among them; who nests them, and
// in what, is the tokenizer's to know.

import { Token } from "./tokens";

const PUNCTUATION: readonly (readonly [text: string, kind: Token])[] = [
  ["...", Token.Ellipsis],
  ["**=", Token.DoubleStarEqual],
  ["//=", Token.DoubleSlashEqual],
  ["<<=", Token.LeftShiftEqual],
  [">>=", Token.RightShiftEqual],
  ["->", Token.Arrow],
  [":=", Token.ColonEqual],
  ["==", Token.EqualEqual],
  ["!=", Token.NotEqual],
  ["<=", Token.LessEqual],
  [">=", Token.GreaterEqual],
  ["+=", Token.PlusEqual],
  ["-=", Token.MinusEqual],
  ["*=", Token.StarEqual],
  ["@=", Token.AtEqual],
  ["/=", Token.SlashEqual],
  ["%=", Token.PercentEqual],
  ["|=", Token.BarEqual],
  ["^=", Token.CaretEqual],
  ["&=", Token.AmpersandEqual],
  ["**", Token.DoubleStar],
  ["//", Token.DoubleSlash],
  ["<<", Token.LeftShift],
  [">>", Token.RightShift],
  // Python 2's "not equal" is one token, which the grammar then refuses.
  ["<>", Token.Stray],
  ["(", Token.LeftParen],
  [")", Token.RightParen],
  ["[", Token.LeftBracket],
  ["]", Token.RightBracket],
  ["{", Token.LeftBrace],
  ["}", Token.RightBrace],
  [",", Token.Comma],
  [":", Token.Colon],
  [";", Token.Semicolon],
  [".", Token.Dot],
  ["=", Token.Equal],
  ["+", Token.Plus],
  ["-", Token.Minus],
  ["*", Token.Star],
  ["@", Token.At],
  ["/", Token.Slash],
  ["%", Token.Percent],
  ["|", Token.Bar],
  ["^", Token.Caret],
  ["&", Token.Ampersand],
  ["~", Token.Tilde],
  ["<", Token.Less],
  [">", Token.Greater],
  ["!", Token.Stray],
  ["$", Token.Stray],
  ["?", Token.Stray],
  ["`", Token.Stray],
];

/** What an operator or delimiter is: its text and its kind. */
type Punctuation = (typeof PUNCTUATION)[number];

/** By the code of the first character, longest first. */
const BY_FIRST: Punctuation[][] = [];
for (const each of PUNCTUATION) {
  const code = each[0].charCodeAt(0);
  const others = BY_FIRST[code] ?? [];
  others.push(each);
  BY_FIRST[code] = others;
}

/** The longest operator or delimiter at a place, whose character has this code; undefined where none begins so. */
export function punctuationAt(text: string, start: number, code: number): Punctuation | undefined {
  return BY_FIRST[code]?.find(([operator]) => text.startsWith(operator, start));
}
