// The text of a hover: picture and digest in a table of two cells, PyTorch's print, the visit in a loop, links. Pure:
// answers in, Markdown with the few HTML tags that VS Code's hover lets through out.

import { countsText } from "../look/digest";
import {
  CELL,
  DIGEST,
  formatBytes,
  formatCount,
  formatElement,
  formatNumber,
  formatShape,
  shortDtype,
} from "../look/numbers";
import type { ThemeKind } from "../look/ramps";
import type { Digest, HoverInfo, ValueId } from "../protocol/data";
import { heatmapSvg, pictureText } from "./heatmap-svg";
import { sparkSvg } from "./spark-svg";
import { dataUri } from "./svg";
import type { Changes } from "./tree-changes";

/** A message in the user's language, with {0}, {1}, … filled in. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

export interface HoverLinks {
  readonly openInPanel: string;
  /** Null for a tensor without a grad_fn. */
  readonly showGraph: string | null;
  readonly copyPython: string;
  visit(number: number): string;
}

export interface HoverOptions {
  readonly kind: ThemeKind;
  /** The text changed since the run that is shown. */
  readonly stale: boolean;
  /** A run goes on: what is shown may not be the last word. */
  readonly running: boolean;
  /** Values that are others since a person's edits. */
  readonly changes: Changes;
  readonly links: HoverLinks;
  readonly t: Translate;
}

/** VS Code cuts a hover's text here. */
export const HOVER_LIMIT = 100_000;
const PRINT_LINES = 12;
const PRINT_COLUMNS = 100;
const NAME_LENGTH = 48;

export function hoverMarkdown(info: HoverInfo, options: HoverOptions): string {
  const { t, links } = options;
  const blocks: string[] = [];
  if (info.tensor === null) blocks.push(plainHead(info, options));
  else blocks.push(tensorTable(info, options));
  if (info.print !== "") blocks.push(fence(cut(info.print), info.tensor === null ? "python" : "text"));
  if (info.doc !== null && info.tensor === null) blocks.push(escapeMarkdown(info.doc).replaceAll("\n", "  \n"));
  // One line for all links: a hover is 250 pixels high before it scrolls.
  const actions = info.visits > 1 ? [visitLine(info, options)] : [];
  if (info.tensor !== null) {
    actions.push(`[$(open-preview) ${t("Open in panel")}](${links.openInPanel})`);
    if (links.showGraph !== null) actions.push(`[$(type-hierarchy-sub) ${t("Show in graph")}](${links.showGraph})`);
    actions.push(`[$(copy) ${t("Copy as Python")}](${links.copyPython})`);
  }
  if (actions.length > 0) blocks.push(actions.join(" &nbsp;&nbsp; "));
  const whole = blocks.join("\n\n");
  if (whole.length <= HOVER_LIMIT || info.slice === null) return whole;
  // Never cut in the middle of a picture: without it everything else still stands.
  return hoverMarkdown({ ...info, slice: null }, options);
}

/** What keeps an answer from being the last word; empty when nothing does. */
function caution({ running, stale, t }: HoverOptions): string {
  if (running) return ` ${dim(`· ${t("running: results so far")}`)}`;
  return stale ? ` ${dim(`· ${t("edited since this run")}`)}` : "";
}

/** A whole function is an expression's text too: its head says which. */
function shorten(expression: string): string {
  return expression.length > NAME_LENGTH ? `${expression.slice(0, NAME_LENGTH)}…` : expression;
}

function plainHead(info: HoverInfo, options: HoverOptions): string {
  return `**${escapeMarkdown(shorten(info.expression))}** ${escapeMarkdown(info.type)}${caution(options)}`;
}

function tensorTable(info: HoverInfo, options: HoverOptions): string {
  const { kind, stale, t } = options;
  const { tensor, digest } = info;
  if (tensor === null) return "";
  const lines = [`<b>${escapeHtml(shorten(info.expression))}</b>&nbsp; ${escapeHtml(info.type)}${caution(options)}`];
  if (digest === null) {
    const n = tensor.shape.reduce((product, size) => product * size, 1);
    lines.push(`${solid(formatShape(tensor.shape))} ${dim(`${shortDtype(tensor.dtype)}&nbsp; n=${formatCount(n)}`)}`);
    lines.push(dim("…"));
  } else lines.push(...digestLines(digest, kind, t));
  lines.push(...changeLine(tensor.id, options));
  if (tensor.gradFn !== null) lines.push(`grad_fn ${solid(tensor.gradFn)} ${dim(`· ${t("not a leaf")}`)}`);
  else lines.push(dim(`${t("leaf")} · requires_grad=${tensor.requiresGrad ? "True" : "False"}`));
  if (info.gradient !== null) {
    const by = info.byDebugger ? ` ${dim(`(${t("by the debugger")})`)}` : "";
    const figures = info.gradientDigest === null ? dim("…") : oneLine(info.gradientDigest, kind);
    lines.push(`${t("gradient")} ${figures}${by}`, ...changeLine(info.gradient.id, options));
  }
  if (!tensor.kept) lines.push(dim(t("elements were let go for memory")));
  if (info.doc !== null) lines.push(dim(escapeHtml(info.doc).replaceAll("\n", "<br>")));
  const picture = info.slice === null ? null : heatmapSvg(info.slice, digest, kind, stale);
  const right = lines.join("<br>");
  if (picture === null) return `<table><tr><td>${right}</td></tr></table>`;
  const alt = escapeHtml(t("heat map of {0}", `${info.expression} ${pictureText(tensor.shape, digest)}`));
  const image = `<img src="${dataUri(picture.svg)}" width="${picture.width}" height="${picture.height}" alt="${alt}">`;
  // A blank cell keeps picture and text apart: the hover's own style leaves cells without padding.
  return `<table><tr><td>${image}</td><td>&nbsp;&nbsp;&nbsp;</td><td>${right}</td></tr></table>`;
}

/** What a value was before a person's edits, and what it is. */
function changeLine(value: ValueId, { changes, kind, t }: HoverOptions): string[] {
  const changed = changes.get(value);
  if (changed === undefined) return [];
  const { before, now } = changed;
  const apart = now.n === 1 ? "" : ` ${dim(`Δ ${formatNumber(before.apart[0] ?? NaN, CELL)}`)}`;
  return [`$(edit) ${t("what if")} ${oneLine(before.digest, kind)} → ${oneLine(now, kind)}${apart}`];
}

/** The digest in two or three lines: what it is, its figures, what is odd about it. */
function digestLines(digest: Digest, kind: ThemeKind, t: Translate): string[] {
  const bytes = digest.bytes > 1024 ? ` (${formatBytes(digest.bytes)})` : "";
  const lines = [
    `${solid(formatShape(digest.shape))} ${dim(`${shortDtype(digest.dtype)}&nbsp; n=${formatCount(digest.n)}${bytes}`)}`,
    figures(digest, kind, t),
  ];
  const counts = countsText(digest);
  if (counts !== "") lines.push(warn(counts, digest));
  return lines;
}

function figures(digest: Digest, kind: ThemeKind, t: Translate): string {
  const { dtype } = digest;
  const [min = NaN, max = NaN, mean = NaN, std = NaN] = digest.stats;
  if (digest.word === "empty") return dim(t("empty"));
  if (digest.word === "all zeros") return dim(t("all zeros"));
  if (dtype === "bool") return `True ${formatCount(digest.n - digest.zeros)} · False ${formatCount(digest.zeros)}`;
  if (digest.n === 1) return solid(formatElement(digest.values?.[0] ?? min, dtype, CELL));
  if (digest.word === "all equal") return t("all {0}", formatElement(min, dtype, CELL));
  if (Number.isNaN(min)) return dim(t("no finite element"));
  const range = `${solid(formatElement(min, dtype, DIGEST))} ${spark(digest, kind)} ${solid(formatElement(max, dtype, DIGEST))}`;
  const spread = Number.isNaN(std) ? "" : ` ${dim("σ")} ${solid(formatNumber(std, DIGEST))}`;
  return `${range}&nbsp; ${dim("μ")} ${solid(formatNumber(mean, DIGEST))}${spread}`;
}

/** A gradient's digest: its shape is its tensor's, so the figures alone. */
function oneLine(digest: Digest, kind: ThemeKind): string {
  const counts = countsText(digest);
  const tail = counts === "" ? "" : `&nbsp; ${warn(counts, digest)}`;
  const [min = NaN, max = NaN] = digest.stats;
  if (digest.word === "empty" || digest.word === "all zeros") return dim(digest.word);
  if (digest.n === 1) return solid(formatElement(digest.values?.[0] ?? min, digest.dtype, CELL)) + tail;
  if (digest.word === "all equal") return `${dim("all")} ${solid(formatNumber(min, CELL))}${tail}`;
  if (Number.isNaN(min)) return tail;
  return `${solid(formatNumber(min, DIGEST))} ${spark(digest, kind)} ${solid(formatNumber(max, DIGEST))}${tail}`;
}

function spark(digest: Digest, kind: ThemeKind): string {
  const picture = sparkSvg(digest, kind);
  if (picture === null) return "…";
  return `<img src="${dataUri(picture.svg)}" width="${picture.width}" height="${picture.height}" alt="">`;
}

function visitLine(info: HoverInfo, { t, links }: HoverOptions): string {
  const { visit, visits } = info;
  const link = (icon: string, to: number, title: string): string =>
    to === visit || to < 1 || to > visits ? `$(${icon})` : `[$(${icon})](${links.visit(to)} "${title}")`;
  const before = `${link("debug-reverse-continue", visit === 1 ? 0 : 1, t("first"))} ${link("chevron-left", visit - 1, t("previous"))}`;
  const after = `${link("chevron-right", visit + 1, t("next"))} ${link("debug-continue", visit === visits ? 0 : visits, t("last"))}`;
  return `${before} ${t("visit {0} of {1}", formatCount(visit), formatCount(visits))} ${after}`;
}

/** A few lines of a print, with what was left out said. */
function cut(print: string): string {
  const lines = print
    .split("\n")
    .map((line) => (line.length > PRINT_COLUMNS ? `${line.slice(0, PRINT_COLUMNS)}…` : line));
  if (lines.length <= PRINT_LINES) return lines.join("\n");
  return [...lines.slice(0, PRINT_LINES - 2), "…", lines.at(-1) ?? ""].join("\n");
}

/** A code block whose fence is longer than any run of backticks inside. */
function fence(content: string, language: string): string {
  const longest = Math.max(2, ...Array.from(content.matchAll(/`+/g), (run) => run[0].length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${content}\n${marks}`;
}

/** Text that keeps together. Not <code>: the hover draws a box around each. */
function solid(content: string): string {
  return escapeHtml(content).replaceAll(" ", "&nbsp;");
}

/** The one form of style that VS Code's hover lets through. */
function dim(content: string): string {
  return `<span style="color:var(--vscode-descriptionForeground);">${content}</span>`;
}

function warn(content: string, digest: Digest): string {
  const bad = digest.nan + digest.posinf + digest.neginf > 0;
  return bad ? `<span style="color:var(--vscode-editorError-foreground);">${content}</span>` : dim(content);
}

export function escapeHtml(content: string): string {
  return content.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Takes the meaning from everything that Markdown, HTML or icons would read. */
export function escapeMarkdown(content: string): string {
  return content
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~$]/g, "\\$&")
    .replace(/\\([<>&])/g, (_, mark: string) => escapeHtml(mark));
}
