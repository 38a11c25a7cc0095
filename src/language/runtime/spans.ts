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
  const rows: SpanInfo[] = [];
  return {
    define(info) {
      const id = rows.length;
      rows.push(info);
      onDefine(id, info);
      return id;
    },
    info: (id) => rows[id],
    get size() {
      return rows.length;
    },
  };
}
