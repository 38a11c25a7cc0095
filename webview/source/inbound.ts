// Checks what arrives from the host before anything uses it: a message is taken apart only after its shape is known to be
// right. Unknown or malformed messages give null; the caller ignores and logs them.

import type { HostToPage, RunState, Selection } from "../../src/protocol";

export function readHostMessage(data: unknown): HostToPage | null {
  if (!isRecord(data)) return null;
  switch (data.type) {
    case "state": {
      const { document, state, stale } = data;
      if (typeof document !== "string" || !isRunState(state) || typeof stale !== "boolean") return null;
      return { type: "state", document, state, stale, list: readList(data.list) };
    }
    case "select": {
      const { selection, graphRoot } = data;
      return isSelection(selection) && isNameOrNull(graphRoot) ? { type: "select", selection, graphRoot } : null;
    }
    case "show": {
      const { tab, graphRoot } = data;
      if (tab !== "parameters" && tab !== "outputs" && tab !== "graph" && tab !== "curves") return null;
      return isNameOrNull(graphRoot) ? { type: "show", tab, graphRoot } : null;
    }
    case "answer": {
      const { id, answer } = data;
      return typeof id === "number" ? { type: "answer", id, answer } : null;
    }
    case "failure": {
      const { id, message } = data;
      return typeof id === "number" && typeof message === "string" ? { type: "failure", id, message } : null;
    }
    default:
      return null;
  }
}

function readList(value: unknown): Extract<HostToPage, { type: "state" }>["list"] {
  if (!isRecord(value)) return null;
  const { name, request, answer } = value;
  return name === "parameters" || name === "outputs" || name === "graph" || name === "curves"
    ? { name, request, answer }
    : null;
}

const STATUSES = ["idle", "running", "ok", "raised", "refused", "limited", "stopped"];
const COUNTS = ["run", "seconds", "kept", "ops", "statements", "nodes", "parameters", "outputs", "seed"];

function isRunState(value: unknown): value is RunState {
  return (
    isRecord(value) &&
    typeof value.file === "string" &&
    typeof value.status === "string" &&
    STATUSES.includes(value.status) &&
    COUNTS.every((count) => typeof value[count] === "number") &&
    Array.isArray(value.problems) &&
    value.problems.every((problem) => isRecord(problem) && isRecord(problem.range))
  );
}

function isSelection(value: unknown): value is Selection {
  return isRecord(value) && isIdOrNull(value.value) && isIdOrNull(value.node);
}

function isIdOrNull(value: unknown): boolean {
  return value === null || typeof value === "number";
}

function isNameOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
