// One question at a time, and always the newest: while one is on its way, only the last of those that came meanwhile is
// asked next. So scrolling asks as often as it is answered, and what is shown never lags by more than one answer.

export class Fetcher<T> {
  private running: string | null = null;
  private done: string | null = null;
  private waiting: (() => void) | null = null;
  private turn = 0;

  /** Everything before is of another tensor. */
  restart(): void {
    this.turn++;
    this.running = null;
    this.done = null;
    this.waiting?.();
    this.waiting = null;
  }

  /** The answer, or null where it is there already, on its way, overtaken, or cannot be had. */
  async fetch(key: string, ask: () => Promise<T>): Promise<T | null> {
    if (key === this.running || (this.running === null && key === this.done)) {
      this.drop();
      return null;
    }
    const { turn } = this;
    if (this.running !== null) {
      const mine = await new Promise<boolean>((resolve) => {
        this.drop();
        this.resume = () => resolve(true);
        this.waiting = () => resolve(false);
      });
      if (!mine || turn !== this.turn) return null;
    }
    this.running = key;
    try {
      const answer = await ask();
      if (turn !== this.turn) return null;
      this.done = key;
      return answer;
    } catch {
      return null;
    } finally {
      if (turn === this.turn) {
        this.running = null;
        const next = this.resume;
        this.resume = null;
        this.waiting = null;
        next?.();
      }
    }
  }

  private resume: (() => void) | null = null;

  /** Whoever waits is overtaken. */
  private drop(): void {
    this.waiting?.();
    this.waiting = null;
    this.resume = null;
  }
}
