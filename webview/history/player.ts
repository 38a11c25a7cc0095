// Goes on by itself at a pace: the timer behind a play button. It never runs ahead of what it drives.

/** Visits a second. */
export const PACES = [1, 2, 5, 10, 25] as const;
/** A person who wants less motion gets one picture a second at most. */
const CALM = 1;
const BUSY_MS = 30;

export class Player {
  playing = false;
  pace = 5;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    /** Goes one on; false at the end. */
    private readonly step: () => boolean,
    /** True while the last step is not done yet. */
    private readonly busy: () => boolean,
    private readonly changed: () => void,
  ) {}

  get calm(): boolean {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else {
      this.playing = true;
      this.wait(0);
      this.changed();
    }
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (!this.playing) return;
    this.playing = false;
    this.changed();
  }

  /** Faster or slower by one. */
  shift(by: 1 | -1): void {
    const at = (PACES as readonly number[]).indexOf(this.pace);
    this.pace = PACES[Math.min(PACES.length - 1, Math.max(0, at + by))] ?? this.pace;
    this.changed();
  }

  private wait(milliseconds: number): void {
    this.timer = setTimeout(() => {
      if (this.busy()) this.wait(BUSY_MS);
      else if (this.step()) this.wait(1000 / (this.calm ? CALM : this.pace));
      else this.stop();
    }, milliseconds);
  }
}
