// The messages between worker, host and page. Discriminated by `type`; requests carry ids. Every inbound message is
// validated (validate.ts); unknown ones are ignored and logged.

import type { RunState, Selection, SourceRange, ValueId } from "./data";
import type { QueryName } from "./queries";

export interface Limits {
  /** Seconds of running time; the run ends with status "limited". */
  readonly seconds: number;
  /** Bytes of tensors alive at once. */
  readonly bytes: number;
}

/** A program and all it can import: a closed set of texts by file name (no folders: siblings only). */
export interface RunRequest {
  readonly entry: string;
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly seed: number;
  readonly limits: Limits;
}

export interface Ask {
  readonly type: "ask";
  readonly id: number;
  readonly name: QueryName;
  /** Validated against the query's own shape by the answerer. */
  readonly request: unknown;
}

export type Reply =
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly type: "failure"; readonly id: number; readonly message: string };

export type HostToWorker =
  /** A worker that waits with the beginning of a program says first whether the run goes on from there. */
  | { readonly type: "run"; readonly run: number; readonly request: RunRequest }
  /** Run what ends before this offset of the program's text, and wait for the rest. */
  | { readonly type: "begin"; readonly until: number; readonly request: RunRequest }
  | { readonly type: "stop" }
  | Ask;

export type WorkerToHost =
  | { readonly type: "ready" }
  /** What "begin" asked for has run; or it is of no use, and nothing waits. */
  | { readonly type: "begun"; readonly waits: boolean }
  /** Whether the run goes on from the beginning that waits; one that does not may be of use for the next. */
  | { readonly type: "offered"; readonly run: number; readonly accepted: boolean; readonly waits: boolean }
  | { readonly type: "progress"; readonly state: RunState }
  | { readonly type: "finished"; readonly state: RunState; readonly stdout: string; readonly stderr: string }
  | Reply;

/** The queries behind the panel's tabs. */
export type ListName = PanelTab & QueryName;

export type PanelTab = "parameters" | "outputs" | "graph" | "curves";

export type HostToPage =
  | {
      readonly type: "state";
      /** Whose run it is: what was chosen in one document says nothing of another. */
      readonly document: string;
      readonly state: RunState;
      /** The text changed since this run began. */
      readonly stale: boolean;
      /** When a run has ended: the answer to what the page last asked of these, so that it need not ask again. */
      readonly list: { readonly name: ListName; readonly request: unknown; readonly answer: unknown } | null;
    }
  | { readonly type: "select"; readonly selection: Selection; readonly graphRoot: string | null }
  | { readonly type: "show"; readonly tab: PanelTab; readonly graphRoot: string | null }
  | Reply;

export type PageToHost =
  /** First message after a load or reload; the host answers with `state`. */
  | { readonly type: "ready" }
  | { readonly type: "select"; readonly selection: Selection }
  | { readonly type: "reveal"; readonly range: SourceRange }
  | { readonly type: "copy"; readonly text: string }
  /** A file of a tensor's elements, which the host asks for itself, and one of a picture as a PNG. */
  | { readonly type: "saveTensor"; readonly value: ValueId; readonly name: string }
  | { readonly type: "saveImage"; readonly bytes: Uint8Array; readonly name: string }
  /** What the page wants back after the window was reloaded: the page's own JSON. */
  | { readonly type: "remember"; readonly memory: string }
  | { readonly type: "command"; readonly command: "run" | "stop" | "exportReport" | "reseed" | "exportGraph" }
  | Ask;
