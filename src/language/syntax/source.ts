// A program's text with the way from an offset to its line and column. Offsets count UTF-16 units, as editors do.
// Lines end at \n, \r\n or a lone \r, as CPython reads a file.

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export class SourceText {
  private lines: Int32Array | null = null;

  constructor(
    readonly name: string,
    /** The text, or how it is got when somebody looks into it. */
    private given: string | (() => string),
  ) {}

  get text(): string {
    if (typeof this.given !== "string") this.given = this.given();
    return this.given;
  }

  /** Where each line starts, in offsets; line 1 is the entry 0. Found when first asked for: most of the library is not. */
  get lineStarts(): Int32Array {
    if (this.lines !== null) return this.lines;
    const { text } = this;
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === LINE_FEED) starts.push(i + 1);
      else if (code === CARRIAGE_RETURN && text.charCodeAt(i + 1) !== LINE_FEED) starts.push(i + 1);
    }
    this.lines = Int32Array.from(starts);
    return this.lines;
  }

  /** The 1-based line that holds an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The 0-based column of an offset, in UTF-16 units. */
  columnAt(offset: number): number {
    return offset - this.startOfLine(this.lineAt(offset));
  }

  /** The 0-based column of an offset in bytes of UTF-8, which is how CPython's `ast` counts. */
  utf8ColumnAt(offset: number): number {
    let bytes = 0;
    for (let i = this.startOfLine(this.lineAt(offset)); i < offset; i++) {
      const code = this.text.charCodeAt(i);
      // Each half of a surrogate pair counts two of the pair's four bytes.
      bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
    }
    return bytes;
  }

  /** The text of a 1-based line, without its end. */
  lineText(line: number): string {
    let end = line < this.lineStarts.length ? this.startOfLine(line + 1) : this.text.length;
    const start = this.startOfLine(line);
    if (end > start && this.text.charCodeAt(end - 1) === LINE_FEED) end--;
    if (end > start && this.text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    return this.text.slice(start, end);
  }

  private startOfLine(line: number): number {
    return this.lineStarts[line - 1] ?? this.text.length;
  }
}
