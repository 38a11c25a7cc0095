// The rows of the side panel's three trees, made from answers. Pure: what VS Code draws is made of them in trees.ts.

import { digestText, largest, shortText } from "../look/digest";
import { formatCount, formatNumber, formatShape, shortDtype } from "../look/numbers";
import type { FrameNames, NodeId, ParameterRow, SourceRange, TensorInfo, ValueId, Visit } from "../protocol/data";
import type { Translate } from "./hover-markdown";

export interface TreeRow {
  /** Unique in its tree, and the same after another run of the same program: what is unfolded stays so. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Null where it is asked for when somebody points at the row. */
  readonly tooltip: string | null;
  /** A codicon's name. */
  readonly icon: string;
  readonly expanded: boolean;
  readonly children: readonly TreeRow[];
  readonly value: ValueId | null;
  readonly gradient: ValueId | null;
  readonly node: NodeId | null;
  readonly range: SourceRange | null;
  /** The variable's name, where it has one. */
  readonly name: string | null;
  /** It is another one since a person's edits. */
  readonly changed: boolean;
}

/** A row that stands for nothing but what is written on it. */
export function plainRow(id: string, label: string, icon: string, more: Partial<TreeRow> = {}): TreeRow {
  return {
    id,
    label,
    description: "",
    tooltip: null,
    icon,
    expanded: false,
    children: [],
    value: null,
    gradient: null,
    node: null,
    range: null,
    name: null,
    changed: false,
    ...more,
  };
}

interface ModuleDraft {
  readonly path: string;
  className: string;
  readonly modules: Map<string, ModuleDraft>;
  readonly parameters: { readonly name: string; readonly row: ParameterRow }[];
}

/** Modules as a tree, each with its parameters first; leaf tensors that no module owns stand beside them. */
export function parameterRows(rows: readonly ParameterRow[], t: Translate): readonly TreeRow[] {
  const roots = new Map<string, ModuleDraft>();
  const free: TreeRow[] = [];
  for (const row of rows) {
    if (row.root === "") {
      free.push(parameterRow(row.name, row.name, row, t));
      continue;
    }
    let owner = child(roots, row.root, row.root, row.rootClass);
    const parts = row.name.split(".");
    for (const part of parts.slice(0, -1)) owner = child(owner.modules, part, `${owner.path}.${part}`, "");
    if (owner.className === "") owner.className = row.ownerClass;
    owner.parameters.push({ name: parts.at(-1) ?? row.name, row });
  }
  return [...[...roots].map(([name, draft]) => moduleRow(name, draft, t)), ...free];
}

function child(among: Map<string, ModuleDraft>, name: string, path: string, className: string): ModuleDraft {
  let draft = among.get(name);
  if (draft === undefined) {
    draft = { path, className, modules: new Map(), parameters: [] };
    among.set(name, draft);
  }
  return draft;
}

function moduleRow(name: string, draft: ModuleDraft, t: Translate): TreeRow {
  return plainRow(draft.path, name, "package", {
    description: draft.className,
    tooltip: `${draft.path} ${draft.className}`,
    expanded: true,
    name: draft.path.includes(".") ? null : draft.path,
    children: [
      ...draft.parameters.map(({ name: own, row }) => parameterRow(`${draft.path}.${own}`, own, row, t)),
      ...[...draft.modules].map(([own, inner]) => moduleRow(own, inner, t)),
    ],
  });
}

function parameterRow(id: string, name: string, row: ParameterRow, t: Translate): TreeRow {
  const by = row.byDebugger ? ` (${t("by the debugger")})` : "";
  const gradient = row.gradientDigest === null ? gradientWords(row, t) : `${digestText(row.gradientDigest)}${by}`;
  return plainRow(id, name, row.gradientState === "frozen" ? "lock" : "table", {
    description: `${shortText(row.digest)}${gradientMark(row, t)}${stateText(row.state, t)}`,
    tooltip: `${id}\n${digestText(row.digest)}\n∇ ${gradient}`,
    value: row.value.id,
    gradient: row.gradient?.id ?? null,
    range: row.range,
  });
}

/** Which of its states a tensor that is written in place is in, where it has more than one. */
export function stateText(state: Visit | undefined, t: Translate): string {
  return state === undefined ? "" : ` · ${t("state {0} of {1}", formatCount(state.at), formatCount(state.of))}`;
}

/** Which visit of its place made a value, where there was more than one. */
export function visitText(visit: Visit | undefined, t: Translate): string {
  return visit === undefined ? "" : ` · ${t("visit {0} of {1}", formatCount(visit.at), formatCount(visit.of))}`;
}

function gradientMark(row: ParameterRow, t: Translate): string {
  switch (row.gradientState) {
    case "ok":
    case "tiny":
      return row.gradientDigest === null ? "" : ` · ∇ ${formatNumber(largest(row.gradientDigest))}`;
    case "zero":
      return ` · ∇ ${t("all zeros")}`;
    case "none":
      return ` · ∇ ${t("none")}`;
    case "frozen":
      return ` · ${t("frozen")}`;
    case "not called":
      return "";
  }
}

function gradientWords(row: ParameterRow, t: Translate): string {
  switch (row.gradientState) {
    case "not called":
      return t("backward was not called");
    case "frozen":
      return t("frozen: requires_grad is False");
    default:
      return t("none: no gradient reached it");
  }
}

/** The names of each frame; one frame alone is not a level of its own. */
export function valueRows(frames: readonly FrameNames[], t: Translate): readonly TreeRow[] {
  const [only] = frames;
  if (frames.length === 1 && only !== undefined) return nameRows(only, only.title, t);
  return frames.map((frame, i) =>
    plainRow(`${i}:${frame.title}`, frame.title, "symbol-namespace", {
      expanded: i === 0,
      children: nameRows(frame, `${i}:${frame.title}`, t),
    }),
  );
}

/** The newest name first; what was imported or defined, which a person looks for least, last. */
function nameRows(frame: FrameNames, prefix: string, t: Translate): readonly TreeRow[] {
  const values: FrameNames["names"][number][] = [];
  const definitions: FrameNames["names"][number][] = [];
  for (const name of [...frame.names].reverse())
    (/^<(module|class|function) /.test(name.text) ? definitions : values).push(name);
  return [...values, ...definitions].map(({ name, type, text, tensor, digest, range, visit, visits }) =>
    plainRow(`${prefix}/${name}`, name, iconOf(type, tensor), {
      description: `${digest === null ? (tensor === null ? otherText(type, text) : tensorText(tensor)) : shortText(digest)}${
        visits > 1 ? visitText({ at: visit, of: visits }, t) : ""
      }`,
      tooltip: digest === null ? text : digestText(digest),
      value: tensor?.id ?? null,
      node: tensor?.node ?? null,
      range,
      name,
    }),
  );
}

function tensorText(tensor: TensorInfo): string {
  return `${formatShape(tensor.shape)} ${shortDtype(tensor.dtype)}`;
}

/** The first line of a repr says enough; a module or class says its name alone. */
function otherText(type: string, text: string): string {
  const [first = ""] = text.split("\n");
  if (type === "module" || type === "function" || type === "class") return first.replace(/\($/, "");
  return first.length > 60 ? `${first.slice(0, 60)}…` : first;
}

function iconOf(type: string, tensor: TensorInfo | null): string {
  if (tensor !== null) return tensor.isParameter ? "table" : "symbol-variable";
  switch (type) {
    case "module":
      return "package";
    case "function":
      return "symbol-function";
    case "class":
      return "symbol-class";
    default:
      return "symbol-constant";
  }
}
