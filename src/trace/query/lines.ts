// From offsets in a source text to lines and columns, in UTF-16 units.

import type { SourceRange } from "../../protocol/data";

export class SourceLines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
    }
  }

  /** The line (from 1) that holds an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  range(file: string, start: number, end: number): SourceRange {
    const line = this.lineAt(start);
    const endLine = this.lineAt(end);
    return {
      file,
      start,
      end,
      line,
      column: start - (this.starts[line - 1] ?? 0),
      endLine,
      endColumn: end - (this.starts[endLine - 1] ?? 0),
    };
  }
}
