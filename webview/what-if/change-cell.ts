// "old → new" in a list's cell: numbers where they are numbers, small pictures where they are tensors.

import { css, html, nothing, type TemplateResult } from "lit";
import { digestText } from "../../src/look/digest";
import { CELL, formatNumber } from "../../src/look/numbers";
import type { Before, Digest } from "../../src/protocol";
import { digestWord, scalarText } from "../picture/digest-text";
import { t } from "../strings";
import "../picture/mini-picture";

export const changeStyles = css`
  .change {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    font: 12px/22px var(--vscode-editor-font-family);
    font-variant-numeric: tabular-nums;
  }
  .change .arrow {
    color: var(--vscode-textLink-foreground);
    flex: none;
  }
  /* Where a narrow list leaves pictures out, these are what there is. */
  .change nn-mini {
    display: inline-block !important;
  }
  .row.selected .change .arrow {
    color: inherit;
  }
  /* The graph's columns, which are made for one value each. */
  :host([changing]) .c-output,
  :host([changing]) .c-gradient {
    width: 136px;
    justify-content: flex-end;
    text-align: right;
  }
  @container (max-width: 560px) {
    :host([changing]) .c-shape {
      display: none;
    }
    :host([changing]) .c-output,
    :host([changing]) .c-gradient {
      width: 112px;
    }
  }
`;

/** What a value was and is. `figures` adds how far they are apart. */
export function changeCell(before: Before, now: Digest, figures = true): TemplateResult {
  const apart = before.apart[0] ?? Number.NaN;
  const delta = now.n === 1 || !figures || Number.isNaN(apart) ? "" : `Δ ${formatNumber(apart, CELL)}`;
  return html`<span class="change" title=${changeText(before, now)}
    ><span class="dim">${side(before.digest)}</span><span class="arrow" role="img" aria-label=${t("becomes")}>→</span>${side(now)}${
      delta === "" ? nothing : html`<span class="dim">${delta}</span>`
    }</span
  >`;
}

/** The same, or the value alone where it did not change. */
export function changeOrSame(before: Before | null, now: Digest): TemplateResult {
  return before === null ? html`<span class="change dim">${side(now)}</span>` : changeCell(before, now);
}

/** Both in words. */
export function changeText(before: Before, now: Digest): string {
  return `${digestText(before.digest)}\n→ ${digestText(now)}`;
}

function side(digest: Digest) {
  const word = scalarText(digest) ?? digestWord(digest);
  return word === null ? html`<nn-mini .digest=${digest}></nn-mini>` : html`<span class="cut">${word}</span>`;
}
