// The span table: every expression and statement that an event or a traceback may name has a number.

import type { SpanInfo } from "../../trace/recorder";

export interface SpanTable {
  /** Numbers a span; numbers count from 0 in the order of definition. */
  define(info: SpanInfo): number;
  info(id: number): SpanInfo | undefined;
  /** How many there are. */
  readonly size: number;
}

export function createSpanTable(onDefine: (id: number, info: SpanInfo) => void): SpanTable {
  return new Spans(onDefine);
}

// A class and not an object with a getter: V8 keeps such a getter, and with it all that the run has made, in a hidden class
// of its own, which only a collection of the whole heap lets go.
class Spans implements SpanTable {
  private readonly rows: SpanInfo[] = [];

  constructor(private readonly onDefine: (id: number, info: SpanInfo) => void) {}

  define(info: SpanInfo): number {
    const id = this.rows.length;
    this.rows.push(info);
    this.onDefine(id, info);
    return id;
  }

  info(id: number): SpanInfo | undefined {
    return this.rows[id];
  }

  get size(): number {
    return this.rows.length;
  }
}
