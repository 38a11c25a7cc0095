// What a tensor's picture says in words: to everybody under it, and to a screen reader in its place.

import { digestText } from "../../src/look/digest";
import {
  CELL,
  formatCount,
  formatElement,
  formatSeconds,
  formatShape,
  MINUS,
  shortDtype,
} from "../../src/look/numbers";
import { t } from "../strings";
import type { TensorModel } from "./model";

/** An element as text: its exact stored value, or a rounded one in the moment before that is known. */
export function cellValueText(model: TensorModel, index: readonly number[]): string {
  const exact = model.exact(index);
  if (exact !== null) return withMinus(exact.text);
  const value = model.numberAt(index);
  return value === null ? "…" : formatElement(value, model.shown?.dtype ?? "float32", CELL);
}

/** Python's text with a true minus. */
export function withMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

/** The whole tensor in a line, for those who do not see its picture. */
export function describe(model: TensorModel): string {
  const { shown, digest } = model;
  if (digest !== null) return digestText(digest);
  return shown === null ? "" : `${formatShape(shown.shape)} ${shortDtype(shown.dtype)}`;
}

/** The lines beside the colour bar: where the axes run, what was clipped, how late the figures came. */
export function captions(model: TensorModel): string[] {
  const lines: string[] = [];
  const { facetAxes } = model.arrangement;
  const stacked = (model.geometry()?.members ?? 1) > 1;
  const across = stacked ? facetAxes.slice(0, -1) : facetAxes;
  const directions = [
    across.length === 1 ? t("axisAcross", across[0] ?? 0) : across.length > 1 ? t("axesAcross", across.join(", ")) : "",
    stacked ? t("axisDown", facetAxes.at(-1) ?? 0) : "",
  ].filter((text) => text !== "");
  if (directions.length > 0) lines.push(directions.join(", "));
  const { scale, digest } = model;
  if (scale.kind === "range" && scale.range.clipped && !scale.centred && digest !== null) {
    lines.push(t("clippedCount", formatCount(digest.beyond), formatCount(digest.n)));
  }
  if (digest === null) lines.push(t("statisticsComing"));
  else if (model.digestSeconds !== null && model.digestSeconds > 0.05) {
    lines.push(t("statisticsOf", formatCount(digest.n), formatSeconds(model.digestSeconds)));
  }
  if (model.shown?.dtype.startsWith("complex")) lines.push(t("complexMagnitude"));
  return lines;
}

/** "showing 128 × 128 of 4096 × 4096"; empty when all is in sight. */
export function cutText(model: TensorModel): string {
  const picture = model.picture();
  if (picture === null) return "";
  const { rows, columns, facets } = model.arrangement;
  const parts: string[] = [];
  if (picture.rows.count < rows || picture.columns.count < columns) {
    const strip = model.arrangement.rowAxis === null;
    const [part, whole] = strip
      ? [`${picture.columns.count}`, `${columns}`]
      : [`${picture.rows.count} × ${picture.columns.count}`, `${rows} × ${columns}`];
    parts.push(t("showing", part, whole));
  }
  if (picture.facets.count < facets) parts.push(t("facetsOf", formatCount(picture.facets.count), formatCount(facets)));
  return parts.join(" · ");
}
