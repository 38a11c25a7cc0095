// What the page remembers over hiding and reloading. Two places keep it: VS Code's state of the webview, which is there at
// once when a hidden page comes back, and the host, which keeps it when the window is reloaded before VS Code has
// written its own. Each copy says when it was made; the newer one counts.

import type { PageToHost } from "../../src/protocol";
import { isRecord } from "./inbound";

export interface MemoryPlaces {
  postMessage(message: PageToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export class PageMemory {
  private last = "";

  /** `kept` is the host's copy as the page was made: JSON, or empty. */
  constructor(
    private readonly places: MemoryPlaces,
    private readonly kept: string,
  ) {}

  load(): unknown {
    const own = this.places.getState();
    const kept = parsed(this.kept);
    return savedAt(kept) > savedAt(own) ? kept : own;
  }

  save(state: unknown): void {
    const text = JSON.stringify(state);
    if (text === this.last || !isRecord(state)) return;
    this.last = text;
    const dated = { ...state, savedAt: Date.now() };
    this.places.setState(dated);
    this.places.postMessage({ type: "remember", memory: JSON.stringify(dated) });
  }
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function savedAt(state: unknown): number {
  return isRecord(state) && typeof state.savedAt === "number" ? state.savedAt : 0;
}
