// When to run again while somebody types: soon when runs are short, later when they are not.

/** Seconds under which a run is short enough to follow each key. */
const SHORT_RUN = 0.05;
const SOON = 30;
const LATER = 300;

/** Milliseconds to wait after a key. A run that goes on is a long one, however short the last one was. */
export function typingDelay(lastSeconds: number, running: boolean): number {
  return lastSeconds < SHORT_RUN && !running ? SOON : LATER;
}

/** Calls back once, `delay` after the last call. */
export class Debounce {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly action: () => void) {}

  schedule(delay: number): void {
    this.cancel();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.action();
    }, delay);
  }

  cancel(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
  }

  get waiting(): boolean {
    return this.timer !== undefined;
  }
}
