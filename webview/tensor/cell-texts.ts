// The exact stored values of elements that somebody looked at: asked for once each, and forgotten with their tensor.

import type { CellInfo, TraceSource, ValueId } from "../../src/protocol";

export class CellTexts {
  private readonly known = new Map<string, CellInfo>();
  private readonly asked = new Set<string>();
  private of: { readonly source: TraceSource; readonly value: ValueId } | null = null;

  constructor(private readonly changed: () => void) {}

  restart(of: { readonly source: TraceSource; readonly value: ValueId } | null): void {
    this.of = of;
    this.known.clear();
    this.asked.clear();
  }

  get(index: readonly number[]): CellInfo | null {
    return this.known.get(index.join()) ?? null;
  }

  want(index: readonly number[]): void {
    const { of } = this;
    const key = index.join();
    if (of === null || this.known.has(key) || this.asked.has(key)) return;
    this.asked.add(key);
    void of.source
      .ask("cell", { value: of.value, index })
      .then((info) => {
        if (this.of !== of) return;
        this.known.set(key, info);
        this.changed();
      })
      // The rounded number stays.
      .catch(() => this.asked.delete(key));
  }
}
