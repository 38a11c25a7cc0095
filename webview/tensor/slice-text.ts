// The grammar of slice text, with NumPy's rules: `[0, ..., :5, ::2]`. Integers fix an axis, slices select along one, an
// ellipsis stands for as many full ones as are missing. Every error says which axis it is about. Pure.

import type { Axes, AxisSelector } from "../../src/look/tensor/axes";
import { t } from "../strings";

export type SliceResult =
  | { readonly ok: true; readonly selectors: readonly AxisSelector[] }
  | { readonly ok: false; readonly message: string };

const INTEGER = /^[+-]?\d(_?\d)*$/;

/** Reads a slice text for a tensor of a shape. Brackets may be left out; what is missing at the end is all of it. */
export function readSlice(text: string, shape: readonly number[]): SliceResult {
  const trimmed = text.trim();
  const opened = trimmed.startsWith("[");
  if (opened !== trimmed.endsWith("]")) return wrong(t("sliceBrackets"));
  const inside = opened ? trimmed.slice(1, -1) : trimmed;
  const items = inside.trim() === "" ? [] : inside.replace(/,\s*$/, "").split(",");
  const ellipses = items.filter((item) => isEllipsis(item)).length;
  if (ellipses > 1) return wrong(t("sliceEllipses"));
  for (const item of items) {
    const refused = refusal(item.trim());
    if (refused !== null) return wrong(refused);
  }
  const given = items.length - ellipses;
  if (given > shape.length) return wrong(t("sliceTooMany", axesText(shape.length), given));
  const full = items.flatMap((item) =>
    isEllipsis(item) ? Array.from({ length: shape.length - given }, () => ":") : [item.trim()],
  );
  while (full.length < shape.length) full.push(":");
  const selectors: AxisSelector[] = [];
  for (let axis = 0; axis < full.length; axis++) {
    const read = readItem(full[axis] ?? ":", axis, shape[axis] ?? 0);
    if (typeof read === "string") return wrong(read);
    selectors.push(read);
  }
  return { ok: true, selectors };
}

function wrong(message: string): SliceResult {
  return { ok: false, message };
}

function axesText(rank: number): string {
  return rank === 1 ? t("oneAxis") : t("axesCount", rank);
}

function isEllipsis(item: string): boolean {
  return item.trim() === "..." || item.trim() === "…" || item.trim() === "Ellipsis";
}

/** What NumPy would take, and a picture of the tensor's own axes cannot; null for what may be an index or a slice. */
function refusal(item: string): string | null {
  if (item === "None" || item === "np.newaxis" || item === "newaxis") return t("sliceNone");
  if (item === "True" || item === "False") return t("sliceBool", item);
  if (item.includes("[") || item.includes("(")) return t("sliceList");
  return null;
}

/** One axis's item, or what is wrong with it. */
function readItem(item: string, axis: number, size: number): AxisSelector | string {
  if (item === "") return t("sliceMissing", axis);
  if (!item.includes(":")) {
    const index = readInteger(item);
    if (index === null) return t("sliceNoIndex", item, axis);
    if (index < -size || index >= size) return t("sliceRange", item, axis, elementsText(size));
    return { kind: "index", index: index < 0 ? index + size : index };
  }
  const pieces = item.split(":");
  if (pieces.length > 3) return t("sliceColons", item, axis);
  const numbers: (number | null)[] = [];
  for (const piece of pieces) {
    const text = piece.trim();
    const number = text === "" || text === "None" ? null : readInteger(text);
    if (text !== "" && text !== "None" && number === null) return t("sliceNoIndex", text, axis);
    numbers.push(number);
  }
  const [start = null, stop = null, step = null] = numbers;
  if (step === 0) return t("sliceStep", axis);
  return { kind: "part", part: selected(start, stop, step ?? 1, size) };
}

function elementsText(size: number): string {
  return size === 1 ? t("oneElement") : t("elements", size);
}

function readInteger(text: string): number | null {
  return INTEGER.test(text) ? Number(text.replace(/_/g, "")) : null;
}

/** What `start:stop:step` selects of `size` indices, as Python's slice.indices() has it. */
function selected(start: number | null, stop: number | null, step: number, size: number) {
  const lowest = step < 0 ? -1 : 0;
  const highest = step < 0 ? size - 1 : size;
  const clamp = (at: number) => Math.min(Math.max(at < 0 ? at + size : at, lowest), highest);
  const from = start === null ? (step < 0 ? highest : 0) : clamp(start);
  const to = stop === null ? (step < 0 ? -1 : size) : clamp(stop);
  const count = Math.max(0, Math.ceil((to - from) / step));
  return { start: count === 0 ? 0 : from, step, count };
}

/** The text that says what is shown: `[3, :, ::2]`. */
export function sliceText(axes: Axes): string {
  return `[${axes.map((axis) => (axis.role === "slider" ? String(axis.index) : partText(axis.part, axis.size))).join(", ")}]`;
}

function partText({ start, step, count }: Axes[number]["part"], size: number): string {
  if (count === 0) return step === 1 ? "0:0" : `0:0:${step}`;
  const back = step < 0;
  const fromEnd = back ? start === size - 1 : start === 0;
  const end = start + step * count;
  const toEnd = back ? end < 0 : end >= size;
  const head = fromEnd ? "" : String(start);
  const tail = toEnd ? "" : String(end);
  return `${head}:${tail}${step === 1 ? "" : `:${step}`}`;
}
