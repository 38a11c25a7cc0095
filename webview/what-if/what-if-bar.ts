// <nn-what-if>: says that what is shown is a changed run, what was changed and what that changed, old → new; undoes it.

import { css, html, LitElement, nothing, type PropertyDeclarations } from "lit";
import type { Store } from "../source/store";
import { counted, t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { iconButton, textButton, toolkitStyles } from "../ui/toolkit";

/** Names whose old and new values are listed beside the edits. */
const MOST_SHOWN = 6;

export class WhatIfBar extends LitElement {
  static override properties: PropertyDeclarations = { store: { attribute: false }, revision: { attribute: false } };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: block;
        flex: none;
        container-type: inline-size;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        padding: 3px 12px;
        border-top: 1px solid var(--vscode-panel-border);
        background: color-mix(in srgb, var(--vscode-textLink-foreground) 9%, var(--vscode-editor-background));
        font-size: 12px;
      }
      .count {
        color: var(--vscode-textLink-foreground);
        font-family: var(--vscode-font-family);
      }
      .changes {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        flex: 1;
        min-width: 120px;
      }
      .code {
        max-width: 50%;
      }
      @container (max-width: 860px) {
        .code {
          flex: 1;
          max-width: none;
        }
        .changes {
          order: 1;
          flex-basis: 100%;
        }
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
  }

  override render() {
    const edits = this.store?.edits;
    if (edits === undefined || edits.list.length === 0) return nothing;
    const { answer, list } = edits;
    const failed = answer !== null && answer.status !== "ok";
    return html`<div class="bar" role="status">
      <b>${t("whatIf")}</b>
      <span class="code mono cut" title=${edits.code}>${list.map(({ code }) => code).join(" · ")}</span>
      <span class="changes mono">
        ${failed ? html`<span class="error">${answer.message}</span>` : nothing} ${this.renderCounts()}
        ${failed ? nothing : this.renderChanges()}
      </span>
      ${textButton("secondary", { label: t("undo"), disabled: edits.running, onClick: () => void edits.undo() })}
      ${textButton("secondary", { label: t("resetEdits"), disabled: edits.running, onClick: () => void edits.reset() })}
      ${iconButton("copy", { label: t("copyEdits"), onClick: () => this.store?.host.copy(edits.code) })}
    </div>`;
  }

  private renderCounts() {
    const { values = 0, gradients = 0 } = this.store?.edits.answer ?? {};
    const counts = [
      counted(values, "valueChanged", "valuesChanged"),
      ...(gradients > 0 ? [counted(gradients, "gradientChanged", "gradientsChanged")] : []),
    ];
    return html`<span class="count">${counts.join(" · ")}</span>`;
  }

  private renderChanges() {
    const changed = (this.store?.edits.answer?.changed ?? []).map((each) => ({
      name: each.name,
      before: oneLine(each.before),
      after: oneLine(each.after),
    }));
    // Numbers first: they are what one looks for, and they fit.
    const short = changed.filter(({ before, after }) => before.length + after.length < 40);
    const shown = short.slice(0, MOST_SHOWN);
    const more = changed.length - shown.length;
    return html`${shown.map(({ name, before, after }) => html`<span>${name} <span class="dim">${before} →</span> ${after}</span>`)}
      ${more === 0 ? nothing : html`<span class="dim">${counted(more, "oneAlsoChanged", "alsoChanged")}</span>`}`;
  }
}

/** "tensor(0.7303, grad_fn=<AbsBackward0>)" → "0.7303"; anything else in one line. */
function oneLine(text: string): string {
  const [, number] = /^tensor\(([-+.\deinfa]+)(?:, [^()]*)?\)$/.exec(text) ?? [];
  return number ?? text.replace(/\s+/g, " ");
}

customElements.define("nn-what-if", WhatIfBar);
