// What to do about a syntax error, where CPython only says that the syntax is invalid: mostly habits from other languages.

import type { SyntaxProblem } from "./problem";
import type { SourceText } from "./source";
import { KEYWORDS, Token, type Tokens } from "./tokens";

const DECLARATIONS = new Set(["let", "const", "var", "auto", "int", "float", "local"]);
const FUNCTION_WORDS = new Set(["function", "func", "fn", "fun"]);
const ELIF_WORDS = new Set(["elseif", "elsif"]);

/** The problem with a hint, if there is one for the token where the grammar got stuck. */
export function withHint(problem: SyntaxProblem, source: SourceText, tokens: Tokens, index: number): SyntaxProblem {
  const kindAt = (at: number): Token => tokens.kinds[at] ?? Token.EndMarker;
  const textAt = (at: number): string => source.text.slice(tokens.starts[at] ?? 0, tokens.ends[at] ?? 0);
  const areJoined = (at: number): boolean => tokens.ends[at] === tokens.starts[at + 1];
  const hint =
    operatorHint(kindAt, areJoined, index) ??
    wordHint(kindAt, textAt, index) ??
    (problem.message === "expected ':'" && kindAt(index) === Token.If ? "`else if` is written `elif`." : undefined);
  return hint === undefined ? problem : { ...problem, hint };
}

function operatorHint(
  kindAt: (at: number) => Token,
  areJoined: (at: number) => boolean,
  index: number,
): string | undefined {
  const kind = kindAt(index);
  const before = kindAt(index - 1);
  const isDoubled = kind === before && areJoined(index - 1);
  if (kind === Token.Ampersand && isDoubled) return "`&&` is written `and`.";
  if (kind === Token.Bar && isDoubled) return "`||` is written `or`.";
  if (kind === Token.Equal && before === Token.EqualEqual && areJoined(index - 1))
    return "Equality is tested with `==`.";
  if (kind === Token.Equal && before === Token.NotEqual && areJoined(index - 1))
    return "Inequality is tested with `!=`.";
  if (kind === Token.Greater && before === Token.Equal) return "A function without a name is written `lambda x: ...`.";
  if (kind === Token.LeftBrace) return "A block is written with a colon and indented lines, without braces.";
  const isLast = kind === Token.Newline || kind === Token.EndMarker || kind === Token.Semicolon;
  if (isLast && before === kindAt(index - 2) && areJoined(index - 2)) {
    if (before === Token.Plus) return "`x++` is written `x += 1`.";
    if (before === Token.Minus) return "`x--` is written `x -= 1`.";
  }
  return undefined;
}

function wordHint(kindAt: (at: number) => Token, textAt: (at: number) => string, index: number): string | undefined {
  const text = textAt(index);
  const before = textAt(index - 1);
  const startsLine = [Token.Newline, Token.Indent, Token.Dedent].includes(kindAt(index - 2)) || index === 1;
  if (text === "!") return "Negation is written `not x`.";
  if (text === "?") return "A choice is written `a if test else b`.";
  if (text === "<>") return "Inequality is tested with `!=`.";
  if (startsLine && kindAt(index) === Token.Name) {
    if (DECLARATIONS.has(before)) return `A variable is made by assigning to it, without \`${before}\`.`;
    if (FUNCTION_WORDS.has(before)) return "A function is defined with `def`.";
    if (ELIF_WORDS.has(before)) return `\`${before}\` is written \`elif\`.`;
  }
  return keywordAsName(kindAt, textAt, index);
}

/** `lambda = 0.1`, `x.class`, `def pass():`. */
function keywordAsName(
  kindAt: (at: number) => Token,
  textAt: (at: number) => string,
  index: number,
): string | undefined {
  const before = kindAt(index - 1);
  const isAssigned = kindAt(index) === Token.Equal && KEYWORDS.has(textAt(index - 1));
  const isNamed = [Token.Dot, Token.Def, Token.Class, Token.Global, Token.Nonlocal].includes(before);
  if (!isAssigned && !(isNamed && KEYWORDS.has(textAt(index)))) return undefined;
  return `\`${textAt(isAssigned ? index - 1 : index)}\` is a keyword and cannot be a name.`;
}
