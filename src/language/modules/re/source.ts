// The pattern as its parser reads it: one character or escape at a time, by code points (Tokenizer in re._parser).

import { PatternError } from "./tree";

export class PatternSource {
  /** The character that comes next, with its backslash where it is escaped; null at the end. */
  next: string | null = null;
  private index = 0;

  constructor(
    private readonly points: readonly string[],
    readonly isText: boolean,
  ) {
    this.advance();
  }

  get(): string | null {
    const { next } = this;
    this.advance();
    return next;
  }

  match(character: string): boolean {
    if (this.next !== character) return false;
    this.advance();
    return true;
  }

  /** Up to `count` characters that the expression accepts. */
  getWhile(count: number, accepted: RegExp): string {
    let result = "";
    for (let i = 0; i < count && this.next !== null && accepted.test(this.next); i++) result += this.get();
    return result;
  }

  getUntil(terminator: string, what: string): string {
    let result = "";
    for (;;) {
      const character = this.get();
      if (character === null) {
        if (result === "") throw this.error(`missing ${what}`);
        throw this.error(`missing ${terminator}, unterminated name`, [...result].length);
      }
      if (character === terminator) {
        if (result === "") throw this.error(`missing ${what}`, 1);
        return result;
      }
      result += character;
    }
  }

  /** Where the next character is. */
  get position(): number {
    return this.index - (this.next === null ? 0 : this.next.startsWith("\\") ? 2 : 1);
  }

  seek(position: number): void {
    this.index = position;
    this.advance();
  }

  error(message: string, back = 0): PatternError {
    return new PatternError(message, this.position - back);
  }

  private advance(): void {
    const { points } = this;
    const character = points[this.index];
    if (character === undefined) {
      this.next = null;
      return;
    }
    this.index++;
    if (character !== "\\") {
      this.next = character;
      return;
    }
    const escaped = points[this.index];
    if (escaped === undefined) throw new PatternError("bad escape (end of pattern)", points.length - 1);
    this.index++;
    this.next = character + escaped;
  }
}
