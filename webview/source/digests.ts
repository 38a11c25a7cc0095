// Digests of values that came without one (a graph's nodes), fetched in one question per frame for what is on screen and
// kept: a value id names one state of one tensor, so its digest never changes.

import type { Digest, TraceSource, ValueId } from "../../src/protocol";

export class DigestCache {
  private readonly source: TraceSource;
  private readonly changed: () => void;
  private readonly known = new Map<ValueId, Digest>();
  private readonly asked = new Set<ValueId>();
  private wanted: ValueId[] = [];
  private closed = false;

  constructor(source: TraceSource, changed: () => void) {
    this.source = source;
    this.changed = changed;
  }

  /** The digest, or null while it is on its way. */
  get(value: ValueId): Digest | null {
    const digest = this.known.get(value);
    if (digest !== undefined) return digest;
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
      const digests = await this.source.ask("digests", { values });
      if (this.closed) return;
      values.forEach((value, i) => {
        const digest = digests[i];
        if (digest !== undefined && digest !== null) this.known.set(value, digest);
      });
      this.changed();
    } catch {
      // The run they belong to is over, or the host is gone: asked again when they are looked at again.
      for (const value of values) this.asked.delete(value);
    }
  }
}
