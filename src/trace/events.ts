// The events of a run, in columns. An event's number counts all events of the run, so it means the same in a replay;
// after the middle visits of long loops were let go, a row's number is found in the `number` column.

import { IntColumn } from "./columns";

export const Kind = {
  statement: 1,
  /** a: name; b: value id, or index of the object. */
  bindTensor: 2,
  bindObject: 3,
  /** A name was deleted. */
  unbind: 4,
  /** b: value id, or index of the object. */
  valueTensor: 5,
  valueObject: 6,
  /** a: op id. */
  op: 7,
  /** a: frame id. */
  enter: 8,
  leave: 9,
  /** a: the turn. */
  turn: 10,
  /** a: index of the text. */
  print: 11,
  /** a: index of the raise. */
  raise: 12,
  /** a: node id; b: value id of the first gradient. */
  gradient: 13,
} as const;

export class EventLog {
  readonly kind = new IntColumn(1024);
  readonly span = new IntColumn(1024);
  readonly frame = new IntColumn(1024);
  /** Which visit of its statement the event belongs to, from 0. */
  readonly visit = new IntColumn(1024);
  readonly a = new IntColumn(1024);
  readonly b = new IntColumn(1024);
  readonly number = new IntColumn(1024);
  /** How many events there were in all. */
  total = 0;

  get rows(): number {
    return this.kind.length;
  }

  add(kind: number, span: number, frame: number, visit: number, a: number, b: number): number {
    this.kind.push(kind);
    this.span.push(span);
    this.frame.push(frame);
    this.visit.push(visit);
    this.a.push(a);
    this.b.push(b);
    this.number.push(this.total);
    return this.total++;
  }

  /** The row of an event number, or of the last one kept before it. */
  rowOf(event: number): number {
    if (this.rows === this.total) return Math.min(event, this.rows - 1);
    const { data } = this.number;
    let low = 0;
    let high = this.rows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((data[middle] ?? 0) <= event) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Keeps the marked rows. */
  filter(marks: Uint8Array): void {
    for (const column of [this.kind, this.span, this.frame, this.visit, this.a, this.b, this.number]) {
      column.filter(marks);
    }
  }
}
