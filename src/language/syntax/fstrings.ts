// The inside of f-strings: text, and replacement fields with their expression, conversion and format
// (https://docs.python.org/3.11/reference/lexical_analysis.html#f-strings). As in 3.11, where a field's expression ends
// is found by looking for brackets and quotes alone; only then is it parsed.

import type { Constant, Expr, JoinedStr, Span } from "./ast";
import type { Cursor } from "./cursor";
import { decodeText } from "./escapes";

/** Parses the expression between two offsets as if it stood in parentheses. */
export type FragmentReader = (start: number, end: number) => Expr;

const MAX_BRACKETS = 200;

/** Joins the literals of one f-string: text that follows text becomes one constant. */
export class FStringBuilder {
  private readonly values: Expr[] = [];
  private text = "";
  private textSpan: Span | null = null;
  private position = 0;
  private limit = 0;
  private isRaw = false;

  constructor(
    private readonly p: Cursor,
    private readonly readFragment: FragmentReader,
    private readonly unicodePrefix: boolean,
  ) {}

  /** Add the body of a literal without prefix f, or a piece of text within an f-string. */
  addText(start: number, end: number, isRaw: boolean): void {
    if (end > start) this.append(decodeText(this.p, start, end, isRaw), start, end);
  }

  /** Add the body of a literal with prefix f. */
  addFormatted(start: number, end: number, isRaw: boolean): void {
    this.position = start;
    this.limit = end;
    this.isRaw = isRaw;
    this.fields(0);
    if (this.position < end) this.raise("single '}' is not allowed");
  }

  finish(): Expr[] {
    this.flush();
    return this.values;
  }

  private append(text: string, start: number, end: number): void {
    this.text += text;
    this.textSpan = { start: this.textSpan?.start ?? start, end };
  }

  private flush(): void {
    const { text, textSpan, unicodePrefix, p } = this;
    if (textSpan === null) return;
    const node: Constant = { kind: "Constant", value: { type: "str", value: text }, unicodePrefix, ...textSpan };
    if (text !== "") this.values.push(p.namedEscape === null ? node : { ...node, undecoded: p.namedEscape });
    p.namedEscape = null;
    this.text = "";
    this.textSpan = null;
  }

  private raise(message: string): never {
    return this.raiseExactly(`f-string: ${message}`);
  }

  private raiseExactly(message: string): never {
    return this.p.raise(message, this.position, Math.max(this.position, Math.min(this.position + 1, this.limit)));
  }

  private char(offset = 0): string {
    const at = this.position + offset;
    return at < this.limit ? this.p.source.text.charAt(at) : "";
  }

  /** Text and fields in turn; a format stops at its closing brace. */
  private fields(depth: number): void {
    for (;;) {
      this.literal(depth);
      if (this.char() !== "{") return;
      this.field(depth);
    }
  }

  /** Text up to a field, doubled braces undone, which are not known within a format. */
  private literal(depth: number): void {
    let start = this.position;
    for (let char = this.char(); char !== ""; char = this.char()) {
      if (char === "\\" && !this.isRaw) {
        this.position++;
        if (this.char() === "N" && this.char(1) === "{") {
          while (this.char() !== "" && this.char() !== "}") this.position++;
          if (this.char() === "}") this.position++;
          continue;
        }
        if (this.char() !== "{" && this.char() !== "}") {
          if (this.char() !== "") this.position++;
          continue;
        }
        char = this.char();
      }
      if (char === "{" || char === "}") {
        if (depth > 0 || this.char(1) !== char) break;
        this.addText(start, this.position + 1, this.isRaw);
        this.position += 2;
        start = this.position;
      } else {
        this.position++;
      }
    }
    this.addText(start, this.position, this.isRaw);
    if (depth === 0 && this.char() === "}") this.raise("single '}' is not allowed");
  }

  private field(depth: number): void {
    const start = this.position;
    if (depth >= 2) this.raise("expressions nested too deeply");
    this.position++;
    const first = this.position;
    this.skipExpression();
    const value = this.expression(first);
    const hasText = this.char() === "=";
    if (hasText) {
      this.position++;
      while (/^\s$/.test(this.char())) this.position++;
      this.append(this.p.source.text.slice(first, this.position).replace(/\r\n?/g, "\n"), first, this.position);
    }
    this.flush();
    let conversion = -1;
    if (this.char() === "!") conversion = this.conversion();
    let spec: JoinedStr | null = null;
    if (this.char() === ":") spec = this.format(depth);
    if (this.char() !== "}") this.raise("expecting '}'");
    this.position++;
    if (hasText && spec === null && conversion === -1) conversion = "r".charCodeAt(0);
    this.values.push({ kind: "FormattedValue", value, conversion, format_spec: spec, start, end: this.position });
  }

  private expression(first: number): Expr {
    const next = this.char();
    if (this.p.source.text.slice(first, this.position).trim() !== "") return this.readFragment(first, this.position);
    if (next === "!" || next === ":" || next === "=") this.raise(`expression required before '${next}'`);
    if (next === "") this.raise("expecting '}'");
    return this.raise("empty expression not allowed");
  }

  private conversion(): number {
    this.position++;
    const char = this.char();
    if (char === "") this.raise("expecting '}'");
    if (char !== "s" && char !== "r" && char !== "a") {
      this.raise("invalid conversion character: expected 's', 'r', or 'a'");
    }
    this.position++;
    return char.charCodeAt(0);
  }

  private format(depth: number): JoinedStr {
    this.position++;
    const start = this.position;
    const inner = new FStringBuilder(this.p, this.readFragment, this.unicodePrefix);
    inner.position = start;
    inner.limit = this.limit;
    inner.isRaw = this.isRaw;
    inner.fields(depth + 1);
    this.position = inner.position;
    return { kind: "JoinedStr", values: inner.finish(), start, end: this.position };
  }

  /** Move to the character that ends a field's expression: one of ! : } = outside brackets and quotes. */
  private skipExpression(): void {
    const brackets: string[] = [];
    let quote = "";
    for (let char = this.char(); char !== ""; char = this.char()) {
      if (char === "\\") this.raiseExactly("f-string expression part cannot include a backslash");
      if (quote !== "") {
        const width = quote.length;
        if (this.p.source.text.startsWith(quote, this.position) && this.position + width <= this.limit) {
          quote = "";
          this.position += width;
        } else {
          this.position++;
        }
        continue;
      }
      if (char === "'" || char === '"') {
        quote = this.char(1) === char && this.char(2) === char ? char.repeat(3) : char;
        this.position += quote.length;
        continue;
      }
      if (char === "#") this.raiseExactly("f-string expression part cannot include '#'");
      if (char === "(" || char === "[" || char === "{") {
        if (brackets.length >= MAX_BRACKETS) this.raise("too many nested parenthesis");
        brackets.push(char);
      } else if (brackets.length === 0 && "!:}=<>".includes(char)) {
        if ("!=<>".includes(char) && this.char(1) === "=") {
          this.position++;
        } else if (char !== "<" && char !== ">") {
          return;
        }
      } else if (char === ")" || char === "]" || char === "}") {
        this.closeBracket(brackets.pop(), char);
      }
      this.position++;
    }
    if (quote !== "") this.raise("unterminated string");
    const open = brackets.pop();
    if (open !== undefined) this.raise(`unmatched '${open}'`);
    if (this.char() === "") this.raise("expecting '}'");
  }

  private closeBracket(open: string | undefined, closer: string): void {
    if (open === undefined) this.raise(`unmatched '${closer}'`);
    if (`${open}${closer}` !== "()" && `${open}${closer}` !== "[]" && `${open}${closer}` !== "{}") {
      this.raise(`closing parenthesis '${closer}' does not match opening parenthesis '${open}'`);
    }
  }
}
