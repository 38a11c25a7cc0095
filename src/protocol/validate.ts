// Checks that what arrives is a message of the protocol. Only the outer form: what a query asks is checked by the one
// who answers it, what a worker answers is our own code's.

import type { HostToPage, HostToWorker, PageToHost, WorkerToHost } from "./messages";
import type { QueryName } from "./queries";

/** Every query's name; the type makes the list complete. */
const QUERIES: Readonly<Record<QueryName, true>> = {
  state: true,
  parameters: true,
  outputs: true,
  graph: true,
  drawing: true,
  digests: true,
  window: true,
  cells: true,
  cell: true,
  histogram: true,
  npy: true,
  compare: true,
  elements: true,
  inspect: true,
  whatIf: true,
  before: true,
  change: true,
  history: true,
  pictures: true,
  moment: true,
  steps: true,
  cursor: true,
  checkGradient: true,
  curves: true,
  gradientNorms: true,
  distribution: true,
  why: true,
  whyGradient: true,
  hover: true,
  findings: true,
  hints: true,
  names: true,
  python: true,
  table: true,
  export: true,
  report: true,
  gradients: true,
};

const COMMANDS = new Set(["run", "stop", "exportReport", "reseed", "exportGraph"]);
const TABS = new Set(["parameters", "outputs", "graph", "curves"]);

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | null {
  // Any object may be read by field; what a field holds stays unknown.
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

export function isQueryName(name: unknown): name is QueryName {
  return typeof name === "string" && Object.hasOwn(QUERIES, name);
}

function isAsk(message: Fields): boolean {
  return typeof message.id === "number" && isQueryName(message.name) && fields(message.request) !== null;
}

function isReply(message: Fields): boolean {
  if (typeof message.id !== "number") return false;
  return message.type === "answer" || typeof message.message === "string";
}

function isState(value: unknown): boolean {
  const state = fields(value);
  return (
    state !== null &&
    typeof state.run === "number" &&
    typeof state.file === "string" &&
    typeof state.status === "string" &&
    Array.isArray(state.problems)
  );
}

function isSelection(value: unknown): boolean {
  const selection = fields(value);
  return selection !== null && isNumberOrNull(selection.value) && isNumberOrNull(selection.node);
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === "number";
}

function isRange(value: unknown): boolean {
  const range = fields(value);
  return (
    range !== null &&
    typeof range.file === "string" &&
    typeof range.start === "number" &&
    typeof range.end === "number" &&
    typeof range.line === "number" &&
    typeof range.column === "number" &&
    typeof range.endLine === "number" &&
    typeof range.endColumn === "number"
  );
}

function isRunRequest(value: unknown): boolean {
  const request = fields(value);
  const limits = fields(request?.limits);
  return (
    request !== null &&
    limits !== null &&
    typeof request.entry === "string" &&
    typeof request.seed === "number" &&
    typeof limits.seconds === "number" &&
    typeof limits.bytes === "number" &&
    Array.isArray(request.sources) &&
    request.sources.every((each: unknown) => {
      const source = fields(each);
      return source !== null && typeof source.file === "string" && typeof source.text === "string";
    })
  );
}

export function isHostToWorker(value: unknown): value is HostToWorker {
  const message = fields(value);
  switch (message?.type) {
    case "run":
      return typeof message.run === "number" && isRunRequest(message.request);
    case "begin":
      return typeof message.until === "number" && isRunRequest(message.request);
    case "stop":
      return true;
    case "ask":
      return isAsk(message);
    default:
      return false;
  }
}

export function isWorkerToHost(value: unknown): value is WorkerToHost {
  const message = fields(value);
  switch (message?.type) {
    case "ready":
      return true;
    case "begun":
      return typeof message.waits === "boolean";
    case "offered":
      return (
        typeof message.run === "number" && typeof message.accepted === "boolean" && typeof message.waits === "boolean"
      );
    case "progress":
      return isState(message.state);
    case "finished":
      return isState(message.state) && typeof message.stdout === "string" && typeof message.stderr === "string";
    case "answer":
    case "failure":
      return isReply(message);
    default:
      return false;
  }
}

export function isHostToPage(value: unknown): value is HostToPage {
  const message = fields(value);
  switch (message?.type) {
    case "state":
      return isState(message.state) && typeof message.stale === "boolean";
    case "select":
      return isSelection(message.selection);
    case "show":
      return typeof message.tab === "string" && TABS.has(message.tab);
    case "answer":
    case "failure":
      return isReply(message);
    default:
      return false;
  }
}

/** A name alone: it says nothing about where. */
function isFileName(name: unknown): boolean {
  return typeof name === "string" && name.length <= 100 && !/[\\/:]/.test(name);
}

/** Characters of JSON that a page may have kept for it. */
const MEMORY_LIMIT = 10_000;

export function isPageToHost(value: unknown): value is PageToHost {
  const message = fields(value);
  switch (message?.type) {
    case "ready":
      return true;
    case "select":
      return isSelection(message.selection);
    case "reveal":
      return isRange(message.range);
    case "copy":
      return typeof message.text === "string";
    case "saveTensor":
      return typeof message.value === "number" && isFileName(message.name);
    case "saveImage":
      return message.bytes instanceof Uint8Array && isFileName(message.name);
    case "remember":
      return typeof message.memory === "string" && message.memory.length <= MEMORY_LIMIT;
    case "command":
      return typeof message.command === "string" && COMMANDS.has(message.command);
    case "ask":
      return isAsk(message);
    default:
      return false;
  }
}
