// What the page may ask of whoever shows it, besides questions about the trace: VS Code over messages (main.ts), or the
// report itself (report.ts), which can neither run nor reveal.

import type { PageToHost, Selection, SourceRange, ValueId } from "../../src/protocol";

export type HostCommand = Extract<PageToHost, { type: "command" }>["command"];

export interface PageHost {
  /** The program can be run, stopped and exported from here. */
  readonly canRun: boolean;
  /** What a page that cannot run anything holds of its run, and what it leaves out. */
  readonly holds?: string;
  /** A place in the source can be shown. */
  readonly canReveal: boolean;
  select(selection: Selection): void;
  reveal(range: SourceRange): void;
  copy(text: string): void;
  /** Keeps a tensor as a .npy file, or a picture as a .png, where the person says. */
  saveTensor(value: ValueId, name: string): void;
  saveImage(bytes: Uint8Array, name: string): void;
  command(command: HostCommand): void;
  /** What to remember over hiding and reloading. */
  load(): unknown;
  save(state: unknown): void;
}
