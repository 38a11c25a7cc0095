import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Debounce, typingDelay } from "../../src/editor/schedule";

describe("running while somebody types", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("short runs follow 30 ms after the last key, others 300 ms", () => {
    expect([typingDelay(0.049, false), typingDelay(0.05, false)]).toEqual([30, 300]);
  });

  test("while a run goes on it counts as a long one", () => {
    expect(typingDelay(0, true)).toBe(300);
  });

  test("ten keys make one run, after the last of them", () => {
    let runs = 0;
    const debounce = new Debounce(() => runs++);
    for (let key = 0; key < 10; key++) {
      debounce.schedule(30);
      vi.advanceTimersByTime(20);
    }
    expect(runs).toBe(0);
    vi.advanceTimersByTime(10);
    expect([runs, debounce.waiting]).toEqual([1, false]);
  });

  test("what was cancelled does not run", () => {
    let runs = 0;
    const debounce = new Debounce(() => runs++);
    debounce.schedule(30);
    debounce.cancel();
    vi.advanceTimersByTime(1000);
    expect(runs).toBe(0);
  });
});
