// The cursor over a run's steps: where a person has put it, and asking the trace to go there, one question at a time, the
// last wish winning: a slider that is dragged wants a hundred places and means one.

import type { Steps, TraceSource } from "../../src/protocol";

export class Cursor {
  steps: Steps | null = null;
  /** The step that is shown; null for the end of the run. */
  at: number | null = null;
  /** True while the trace is on its way to where the cursor stands. */
  moving = false;
  private wanted: number | null = null;

  constructor(
    private readonly source: TraceSource,
    /** Called when the cursor is somewhere else; `there` once the trace is there too. */
    private readonly changed: (there: boolean) => void,
  ) {}

  /** A new run: the cursor stands at its end. The last run's steps stay in sight until the new ones are there. */
  async restart(): Promise<void> {
    this.at = null;
    this.wanted = null;
    try {
      this.steps = await this.source.ask("steps", {});
    } catch {
      this.steps = null;
    }
    this.changed(false);
  }

  get count(): number {
    return this.steps?.ends.length ?? 0;
  }

  /** The step shown, counted from 0; the last one at the end of the run. */
  get position(): number {
    return this.at ?? Math.max(0, this.count - 1);
  }

  moveBy(by: number): void {
    this.moveTo(this.position + by);
  }

  moveTo(step: number): void {
    const last = this.count - 1;
    const next = step >= last ? null : Math.max(0, step);
    if (next === this.at || last < 0) return;
    this.at = next;
    this.wanted = next;
    this.changed(false);
    if (!this.moving) void this.follow();
  }

  /** To the first step at whose end an event has happened. */
  goTo(event: number): void {
    const ends = this.steps?.ends ?? new Int32Array();
    let [low, high] = [0, Math.max(0, ends.length - 1)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < event) low = middle + 1;
      else high = middle;
    }
    this.moveTo(low);
  }

  private async follow(): Promise<void> {
    this.moving = true;
    try {
      for (let reached: number | null | undefined; reached !== this.wanted; ) {
        const { wanted, steps } = this;
        const event = wanted === null ? null : (steps?.ends[wanted] ?? null);
        await this.source.ask("cursor", { event });
        reached = wanted;
      }
    } catch {
      // The program runs again: that run starts at its own end.
      this.at = null;
      this.wanted = null;
    } finally {
      this.moving = false;
    }
    this.changed(true);
  }
}
