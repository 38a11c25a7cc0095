// The tokenizer: characters to tokens, with indentation, brackets and every error of CPython 3.11's own
// (https://docs.python.org/3.11/reference/lexical_analysis.html; the words are those of CPython's tokenizer).
// One pass over character codes; values of numbers and strings are decoded by the parser, in literals.ts.

import { scanNumber } from "./numbers";
import type { SyntaxProblem } from "./problem";
import { punctuationAt } from "./punctuation";
import type { SourceText } from "./source";
import { type ErrorRank, KEYWORDS, type Rest, Token, Tokens } from "./tokens";

const MAX_NESTED_BRACKETS = 200;
const MAX_INDENTATIONS = 100;
const TAB_SIZE = 8;

const TAB = 9;
const LINE_FEED = 10;
const FORM_FEED = 12;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DOT = 46;
const BACKSLASH = 92;
const BYTE_ORDER_MARK = 0xfeff;

/** The parts of a file that are no program of their own: an f-string's expression, read as if in brackets. */
export interface Fragment {
  readonly start: number;
  readonly end: number;
}

/**
 * Read the tokens of a file, or of a fragment of it. With `outline`, the body of every function that is no generator
 * is one token: its lines are those that are blank or indented further than its `def`, as they are in a formatted file.
 */
export function tokenize(source: SourceText, fragment?: Fragment, outline = false): Tokens {
  return new Tokenizer(source, fragment, outline).run();
}

/** Read the tokens of whole lines of a file. */
export function tokenizeBlock(source: SourceText, start: number, end: number): Tokens {
  return new Tokenizer(source, { start, end }, false).run(false);
}

/** Read on after an error that ended the reading. */
export function tokenizeRest(source: SourceText, rest: Rest): Tokens {
  return new Tokenizer(source, { start: rest.start, end: source.text.length }, false, rest).run(false);
}

/** Whether a character code can be part of an identifier; beyond ASCII the whole name is checked at its end. */
function isIdentifierPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code > 127
  );
}

const OUTERMOST = { indents: [0], alternateIndents: [0] };

class Tokenizer {
  private readonly text: string;
  private readonly end: number;
  private readonly tokens: Tokens;
  private position: number;
  /** The columns of the enclosing blocks, with tabs to multiples of eight and, to find mixtures, of one. */
  private readonly indents: number[];
  private readonly alternateIndents: number[];
  /** The open brackets: where they are. */
  private readonly brackets: number[] = [];
  private isFragment: boolean;
  private stopped = false;
  /** With `outline`, where the generator ends that is being read. */
  private readUntil = 0;
  /** Set by an error inside a line whose rest was dropped. */
  private lineIsLost = false;

  constructor(
    private readonly source: SourceText,
    fragment: Fragment | undefined,
    private readonly outline: boolean,
    { indents, alternateIndents }: Pick<Rest, "indents" | "alternateIndents"> = OUTERMOST,
  ) {
    this.indents = [...indents];
    this.alternateIndents = [...alternateIndents];
    this.text = source.text;
    this.position = fragment?.start ?? (source.text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);
    this.end = fragment?.end ?? source.text.length;
    this.isFragment = fragment !== undefined;
    this.tokens = new Tokens(Math.min(1024, this.end - this.position + 4));
  }

  run(inBraces = this.isFragment): Tokens {
    this.isFragment = inBraces;
    if (inBraces) {
      // Its braces act as parentheses.
      this.tokens.push(Token.LeftParen, this.position, this.position);
      this.logicalLine();
      if (!this.stopped) this.tokens.push(Token.RightParen, this.end, this.end);
    } else {
      const zero = this.text.indexOf("\0");
      if (zero >= 0) this.error(zero, zero + 1, "source code cannot contain null bytes");
      while (!this.stopped && this.position < this.end) {
        if (!this.indentation()) continue;
        const first = this.tokens.count;
        this.logicalLine();
        if (this.outline && this.tokens.kinds[first] === Token.Def) this.passOver();
      }
      if (!this.stopped)
        for (let i = this.indents.length; i > 1; i--) this.tokens.push(Token.Dedent, this.end, this.end);
    }
    this.tokens.push(Token.EndMarker, this.end, this.end);
    return this.tokens;
  }

  /** After the line of a `def`: makes one token of its body. */
  private passOver(): void {
    const { text, tokens, indents } = this;
    // Inside a generator all is read; so is a body on the same line.
    if (this.position <= this.readUntil) return;
    if (tokens.kinds[tokens.count - 2] !== Token.Colon) return;
    const column = indents[indents.length - 1] ?? 0;
    const start = this.position;
    let next = start;
    let end = start;
    while (next < this.end) {
      let i = next;
      while (text.charCodeAt(i) === SPACE) i++;
      const isBlank = text.charCodeAt(i) === LINE_FEED;
      if (!isBlank && i - next <= column) break;
      const lineEnd = text.indexOf("\n", i);
      next = lineEnd < 0 ? this.end : lineEnd + 1;
      if (!isBlank) end = lineEnd < 0 ? this.end : lineEnd;
    }
    if (text.slice(start, end).includes("yield")) {
      this.readUntil = next;
      return;
    }
    tokens.count--;
    tokens.push(Token.Outlined, start, end);
    this.position = next;
  }

  /** Read the indentation of a line; false when the line is blank. */
  private indentation(): boolean {
    const { text, end } = this;
    const lineStart = this.position;
    let column = 0;
    let alternate = 0;
    let continuedColumn = -1;
    let i = lineStart;
    for (; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === SPACE) {
        column++;
        alternate++;
      } else if (code === TAB) {
        column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        alternate++;
      } else if (code === FORM_FEED) {
        column = 0;
        alternate = 0;
      } else if (code === BACKSLASH) {
        // The first line of an indentation that is split by backslashes is the one that counts.
        if (continuedColumn <= 0) continuedColumn = column;
        this.position = i;
        if (!this.continuation()) return false;
        i = this.position - 1;
      } else {
        break;
      }
    }
    this.position = i;
    const code = i < end ? text.charCodeAt(i) : LINE_FEED;
    if (code === HASH || code === LINE_FEED || code === CARRIAGE_RETURN) {
      this.skipComment();
      this.skipLineEnd();
      return false;
    }
    if (continuedColumn > 0) {
      column = continuedColumn;
      alternate = continuedColumn;
    }
    return this.changeIndentation(lineStart, column, alternate);
  }

  private changeIndentation(lineStart: number, column: number, alternate: number): boolean {
    const { indents, alternateIndents, position } = this;
    const tabError = "inconsistent use of tabs and spaces in indentation";
    let top = indents[indents.length - 1] ?? 0;
    if (column > top) {
      if (indents.length >= MAX_INDENTATIONS) {
        return this.stop(lineStart, position, "too many levels of indentation", "reached", "IndentationError");
      }
      if (alternate <= (alternateIndents[alternateIndents.length - 1] ?? 0)) {
        this.error(lineStart, position, tabError, "reached", "TabError");
      }
      indents.push(column);
      alternateIndents.push(alternate);
      this.tokens.push(Token.Indent, lineStart, position);
      return true;
    }
    if (!indents.includes(column)) {
      const message = "unindent does not match any outer indentation level";
      this.error(lineStart, position, message, "reached", "IndentationError");
      // To read on, the block that lay right of it goes on at its column.
      const level = indents.findIndex((each) => each > column);
      indents[level] = column;
      alternateIndents[level] = alternate;
    }
    const level = indents.indexOf(column);
    if (alternate !== alternateIndents[level]) {
      this.error(lineStart, position, tabError, "reached", "TabError");
      alternateIndents[level] = alternate;
    }
    top = indents[indents.length - 1] ?? 0;
    while (column < top) {
      indents.pop();
      alternateIndents.pop();
      top = indents[indents.length - 1] ?? 0;
      this.tokens.push(Token.Dedent, position, position);
    }
    return true;
  }

  /** Read tokens up to the end of the logical line, its Newline included. */
  private logicalLine(): void {
    const { text, end, tokens } = this;
    this.lineIsLost = false;
    let comment = -1;
    while (!this.stopped && !this.lineIsLost) {
      const start = this.position;
      if (start >= end) {
        this.endOfText();
        return;
      }
      const code = text.charCodeAt(start);
      switch (code) {
        case SPACE:
        case TAB:
        case FORM_FEED:
          this.position++;
          continue;
        case HASH:
          comment = start;
          this.skipComment();
          continue;
        case LINE_FEED:
        case CARRIAGE_RETURN:
          this.skipLineEnd();
          if (this.isFragment || this.brackets.length > 0) {
            comment = -1;
            continue;
          }
          comment = comment < 0 ? start : comment;
          tokens.push(Token.Newline, comment, comment);
          return;
        case BACKSLASH:
          this.continuation();
          continue;
        case SINGLE_QUOTE:
        case DOUBLE_QUOTE:
          this.string(start, start, code);
          continue;
        default:
          if (isIdentifierPart(code)) {
            if (code >= 48 && code <= 57) this.number(start);
            else this.name(start);
          } else if (code === DOT && isDigit(text.charCodeAt(start + 1))) {
            this.number(start);
          } else {
            this.operator(start, code);
          }
      }
    }
  }

  private endOfText(): void {
    const bracket = this.brackets[this.brackets.length - 1];
    if (this.isFragment) {
      if (bracket !== undefined) this.error(this.end, this.end, "expecting '}'");
    } else if (bracket !== undefined) {
      const message = `'${this.text.charAt(bracket)}' was never closed`;
      this.stop(bracket, bracket + 1, message, "unclosed", "SyntaxError", this.end);
    } else {
      this.tokens.push(Token.Newline, this.end, this.end);
    }
  }

  private skipComment(): void {
    let i = this.position;
    while (i < this.end && !isLineEnd(this.text.charCodeAt(i))) i++;
    this.position = i;
  }

  private skipLineEnd(): void {
    const code = this.text.charCodeAt(this.position);
    this.position += code === CARRIAGE_RETURN && this.text.charCodeAt(this.position + 1) === LINE_FEED ? 2 : 1;
  }

  /** A backslash that joins two lines. */
  private continuation(): boolean {
    const start = this.position;
    this.position++;
    if (this.position < this.end) {
      if (!isLineEnd(this.text.charCodeAt(this.position))) {
        const message = "unexpected character after line continuation character";
        return this.stop(start, this.position + 1, message, "reached");
      }
      this.skipLineEnd();
    }
    if (this.position < this.end) return true;
    return this.stop(start, start + 1, "unexpected EOF while parsing", "reached");
  }

  private name(start: number): void {
    const { text, end } = this;
    let i = start;
    let isAscii = true;
    let code = 0;
    while (i < end) {
      code = text.charCodeAt(i);
      if (!isIdentifierPart(code)) break;
      if (code > 127) isAscii = false;
      i++;
    }
    if (i < end && (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) && isStringPrefix(text, start, i)) {
      this.string(start, i, code);
      return;
    }
    this.position = i;
    const name = text.slice(start, i);
    if (!isAscii && !this.checkIdentifier(name, start)) return;
    this.tokens.push(KEYWORDS.get(name) ?? Token.Name, start, i);
  }

  private checkIdentifier(name: string, start: number): boolean {
    let offset = start;
    for (const character of name) {
      const valid = offset === start ? /[\p{XID_Start}_]/u : /\p{XID_Continue}/u;
      if (!valid.test(character) && !valid.test(character.normalize("NFKC"))) {
        this.stop(offset, offset + character.length, describeCharacter(character));
        return false;
      }
      offset += character.length;
    }
    return true;
  }

  private number(start: number): void {
    const scanned = scanNumber(this.text, start, this.end);
    if (scanned.message !== undefined) {
      this.recoverableError(start, Math.max(scanned.end, start + 1), scanned.message);
      return;
    }
    this.position = scanned.end;
    this.tokens.push(Token.Number, start, scanned.end);
  }

  private string(start: number, quoteStart: number, quote: number): void {
    const { text, end } = this;
    const isTriple = text.charCodeAt(quoteStart + 1) === quote && text.charCodeAt(quoteStart + 2) === quote;
    let i = quoteStart + (isTriple && quoteStart + 2 < end ? 3 : 1);
    for (; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH) {
        i++;
        if (text.charCodeAt(i) === CARRIAGE_RETURN && text.charCodeAt(i + 1) === LINE_FEED) i++;
      } else if (code === quote) {
        if (!isTriple) break;
        if (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote && i + 2 < end) {
          i += 2;
          break;
        }
      } else if (!isTriple && isLineEnd(code)) {
        break;
      }
    }
    if (i < end && text.charCodeAt(i) === quote) {
      this.position = i + 1;
      this.tokens.push(Token.String, start, i + 1);
      return;
    }
    const stop = Math.min(i, end);
    const line = this.source.lineAt(
      Math.max(start, isTriple && isLineEnd(text.charCodeAt(stop - 1)) ? stop - 1 : stop),
    );
    if (isTriple) {
      this.stop(start, stop, `unterminated triple-quoted string literal (detected at line ${line})`);
      this.tokens.rest = null;
    } else this.recoverableError(start, stop, `unterminated string literal (detected at line ${line})`);
  }

  private operator(start: number, code: number): void {
    const found = punctuationAt(this.text, start, code);
    if (found === undefined) {
      this.stop(start, start + 1, describeCharacter(this.text.charAt(start)));
      return;
    }
    const [operator, kind] = found;
    switch (kind) {
      case Token.LeftParen:
      case Token.LeftBracket:
      case Token.LeftBrace:
        this.openBracket(kind, start);
        return;
      case Token.RightParen:
        this.closeBracket(kind, start, "(");
        return;
      case Token.RightBracket:
        this.closeBracket(kind, start, "[");
        return;
      case Token.RightBrace:
        this.closeBracket(kind, start, "{");
        return;
      default:
        this.position = start + operator.length;
        this.tokens.push(kind, start, this.position);
    }
  }

  private openBracket(kind: Token, start: number): void {
    if (this.brackets.length >= MAX_NESTED_BRACKETS) {
      this.stop(start, start + 1, "too many nested parentheses");
      return;
    }
    this.brackets.push(start);
    this.position = start + 1;
    this.tokens.push(kind, start, start + 1);
  }

  private closeBracket(kind: Token, start: number, opening: string): void {
    const { text } = this;
    const open = this.brackets.pop();
    const closer = text.charAt(start);
    if (open === undefined) {
      this.recoverableError(start, start + 1, `unmatched '${closer}'`);
      return;
    }
    const opener = text.charAt(open);
    if (opener !== opening) {
      const line = this.source.lineAt(open);
      const where = line === this.source.lineAt(start) ? "" : ` on line ${line}`;
      this.stop(
        start,
        start + 1,
        `closing parenthesis '${closer}' does not match opening parenthesis '${opener}'${where}`,
      );
      return;
    }
    this.position = start + 1;
    this.tokens.push(kind, start, start + 1);
  }

  /** An error after which the next line can be read: the rest of this one is dropped. */
  private recoverableError(start: number, end: number, message: string): void {
    if (this.isFragment || this.brackets.length > 0) {
      this.stop(start, end, message);
      return;
    }
    this.error(start, end, message);
    this.position = Math.max(start, end);
    this.skipComment();
    this.tokens.push(Token.Newline, this.position, this.position);
    if (this.position < this.end) this.skipLineEnd();
    this.lineIsLost = true;
  }

  private stop(
    start: number,
    end: number,
    message: string,
    rank: ErrorRank = "always",
    type: SyntaxProblem["type"] = "SyntaxError",
    at: number = start,
  ): false {
    this.error(start, end, message, rank, type, at);
    this.stopped = true;
    if (!this.isFragment) this.tokens.rest = this.restAfter(start);
    return false;
  }

  /**
   * Where to read on after an error: at the next line, but where a bracket was open at the next that begins with a word
   * and no further right than the statement with the bracket.
   */
  private restAfter(start: number): Rest | null {
    const { text, end, indents, alternateIndents } = this;
    const [bracket] = this.brackets;
    const column = indents[indents.length - 1] ?? 0;
    const lines = /(?<=[\n\r])([ \t]*)(?=[@\w])/g;
    lines.lastIndex = bracket ?? start;
    for (let line = lines.exec(text); line !== null && line.index < end; line = lines.exec(text)) {
      const [indentation] = line;
      if (bracket === undefined || indentation.length <= column)
        return { start: line.index, indents, alternateIndents };
    }
    return null;
  }

  private error(
    start: number,
    end: number,
    message: string,
    rank: ErrorRank = "always",
    type: SyntaxProblem["type"] = "SyntaxError",
    at: number = start,
  ): void {
    const problem = { type, message, start, end, line: this.source.lineAt(start) };
    this.tokens.errors.push({ index: this.tokens.count, rank, problem });
    this.tokens.push(Token.Error, at, at);
  }
}

/** CPython's words for a character that cannot be in a program. */
function describeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  if (/[\p{C}\p{Z}]/u.test(character)) return `invalid non-printable character U+${code}`;
  return `invalid character '${character}' (U+${code})`;
}

/** Whether the letters before a quote make a string's prefix: r, u, b, br, f or fr, in any case and order. */
function isStringPrefix(text: string, start: number, end: number): boolean {
  if (end - start > 2) return false;
  const first = text.charCodeAt(start) | 32;
  if (end - start === 1) return first === 114 || first === 117 || first === 98 || first === 102;
  const second = text.charCodeAt(start + 1) | 32;
  const r = 114;
  if (first === r) return second === 98 || second === 102;
  return second === r && (first === 98 || first === 102);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
