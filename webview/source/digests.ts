// Answers by value, fetched in one question per frame for what is on screen and kept: digests of values that came without
// one (a graph's nodes), and what values were before edits. A value id names one state of one tensor, so they never change.

import type { Before, Digest, TraceSource, ValueId } from "../../src/protocol";

export class ByValue<T> {
  private readonly known = new Map<ValueId, T | null>();
  private readonly asked = new Set<ValueId>();
  private wanted: ValueId[] = [];
  private closed = false;

  constructor(
    private readonly ask: (values: readonly ValueId[]) => Promise<readonly (T | null)[]>,
    private readonly changed: () => void,
  ) {}

  /** The answer; null while it is on its way, and where there is none. */
  get(value: ValueId): T | null {
    const answer = this.known.get(value);
    if (answer !== undefined) return answer;
    if (!this.closed && !this.asked.has(value)) {
      this.asked.add(value);
      if (this.wanted.length === 0) queueMicrotask(() => void this.fetch());
      this.wanted.push(value);
    }
    return null;
  }

  /** Its run is over: ids mean other values now, so nothing more is asked. What is known may still be on screen. */
  close(): void {
    this.closed = true;
  }

  private async fetch(): Promise<void> {
    const values = this.wanted;
    this.wanted = [];
    try {
      const answers = await this.ask(values);
      if (this.closed) return;
      values.forEach((value, i) => {
        this.known.set(value, answers[i] ?? null);
      });
      this.changed();
    } catch {
      // The run they belong to is over, or the host is gone: asked again when they are looked at again.
      for (const value of values) this.asked.delete(value);
    }
  }
}

export type DigestCache = ByValue<Digest>;

export function digestsFrom(source: TraceSource, changed: () => void): DigestCache {
  return new ByValue((values) => source.ask("digests", { values }), changed);
}

export function beforeFrom(source: TraceSource, changed: () => void): ByValue<Before> {
  return new ByValue((values) => source.ask("before", { values }), changed);
}
