// Memory of copies that a trace has let go, for those that it makes next. A training loop has its parameters copied at every
// step, and new memory costs more than what is written into it: the system's pages, and the collector, which runs the
// more often the more memory outside its heap is asked for.

import type { Elements } from "./query/elements";

/** Bytes of a copy that are worth keeping. */
const LEAST = 4096;
/** Bytes that lie ready at most. */
const MOST = 64 * 1024 * 1024;

export class SpareMemory {
  private readonly byLength = new Map<number, ArrayBuffer[]>();
  private bytes = 0;

  /** Takes the memory of elements that nobody reads any more, and that fill a buffer of their own. */
  add({ buffer, byteLength }: Elements): void {
    if (byteLength < LEAST || this.bytes + byteLength > MOST) return;
    // The engine only ever makes arrays over plain ArrayBuffers.
    const memory = buffer as ArrayBuffer;
    const ready = this.byLength.get(byteLength);
    if (ready === undefined) this.byLength.set(byteLength, [memory]);
    else ready.push(memory);
    this.bytes += byteLength;
  }

  /** A copy of elements in memory that lay ready; undefined where none has their length. */
  copyOf(elements: Elements): Elements | undefined {
    const memory = this.byLength.get(elements.byteLength)?.pop();
    if (memory === undefined) return undefined;
    this.bytes -= elements.byteLength;
    const copy = new Uint8Array(memory);
    copy.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
    return new (elements.constructor as new (memory: ArrayBuffer) => Elements)(memory);
  }
}
