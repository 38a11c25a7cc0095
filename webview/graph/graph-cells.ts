// The cells of a row that shows a node: its name and place, shape, value and gradient.

import { html, nothing } from "lit";
import { formatCount, formatShape } from "../../src/look/numbers";
import type { GraphNode, GraphRow, SourceRange } from "../../src/protocol";
import { digestWord, largestText, scalarText } from "../picture/digest-text";
import type { Store } from "../source/store";
import { t } from "../strings";
import { icon } from "../ui/icons";
import { changeCell } from "../what-if/change-cell";

export function referenceCells(row: GraphRow, node: GraphNode) {
  return html`<span class="c-node dim">
    ${icon("reference", "dim")}<span>${node.leafName ?? node.name}</span
    ><span class="small cut">${t("shownAbove")} · ${t("outputNumber", row.outputNr)}</span>
  </span>`;
}

/** A row's fold, where it has one. */
export interface Fold {
  readonly folded: boolean;
  readonly toggle: () => void;
}

export function nodeCells(node: GraphNode, fold: Fold | null, store: Store | null) {
  const { value } = node;
  // A forward graph's ids are its own.
  const found = store?.findings.mark(store.backward === null ? { value } : { value, node: node.id });
  const leaf = node.kind === "leaf";
  const parts = leaf ? [t("leaf"), node.name] : [node.module, node.label].filter((part) => part !== "");
  const { visit } = node;
  if (visit !== undefined) parts.push(t(leaf ? "stateOf" : "visitOf", formatCount(visit.at), formatCount(visit.of)));
  const detail = parts.join(" · ");
  return html`<span class="c-node">
      <span class="name">${leaf ? (node.leafName ?? node.name) : node.name}</span>
      ${found}<span class="label small dim cut" title=${detail}>${detail}</span>
      ${lineLink(node.range, store)}
      ${
        fold === null
          ? nothing
          : html`<button
              class="plain fold"
              tabindex="-1"
              aria-label=${t(fold.folded ? "expand" : "collapse")}
              @click=${(event: Event) => {
                event.stopPropagation();
                fold.toggle();
              }}
            >${icon(fold.folded ? "right" : "down", "small dim")}</button>`
      }
    </span>
    <span class="c-shape mono" title=${formatShape(node.shape)}>${formatShape(node.shape)}</span>
    <span class="c-output mono">${changeOf(node.value, store) ?? outputCell(node, store)}</span>
    <span class="c-gradient mono">${changeOf(node.gradient, store) ?? gradientCell(node, store)}</span>`;
}

export function lineLink(range: SourceRange | null, store: Store | null) {
  if (range === null) return nothing;
  if (store?.host.canReveal !== true) return html`<span class="line small dim">:${range.line}</span>`;
  return html`<a
    class="line small"
    tabindex="-1"
    title="${range.file}:${range.line}"
    @click=${(event: Event) => {
      event.stopPropagation();
      store.reveal(range);
    }}
    >:${range.line}</a
  >`;
}

/** Old → new, of what a person's edits changed. */
function changeOf(value: number | null, store: Store | null) {
  const before = store?.before(value) ?? null;
  const digest = before === null || value === null ? null : (store?.digests.get(value) ?? null);
  return before === null || digest === null ? null : changeCell(before, digest, false);
}

function outputCell({ value }: GraphNode, store: Store | null) {
  if (value === null) return nothing;
  const digest = store?.digests.get(value) ?? null;
  if (digest === null) return html`<span class="dim">${t("loading")}</span>`;
  const word = digestWord(digest);
  if (word !== null) return html`<span class="word cut" title=${word}>${word}</span>`;
  const text = scalarText(digest);
  if (text !== null)
    return html`<span class=${digest.nan + digest.posinf + digest.neginf > 0 ? "bad" : ""}>${text}</span>`;
  return html`<nn-mini .digest=${digest}></nn-mini>`;
}

function gradientCell({ gradient }: GraphNode, store: Store | null) {
  if (gradient === null) return html`<span class="dim">–</span>`;
  const digest = store?.digests.get(gradient) ?? null;
  if (digest === null) return html`<span class="dim">${t("loading")}</span>`;
  const bad = digest.nan + digest.posinf + digest.neginf > 0;
  return html`${digest.n > 1 ? html`<nn-mini .digest=${digest}></nn-mini>` : nothing}<span
      class="figure ${bad ? "bad" : ""}"
      >${largestText(digest)}</span
    >`;
}
