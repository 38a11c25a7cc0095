// <nn-findings>: what is wrong with the run's numbers, in one line that opens to a list.

import { css, html, LitElement, nothing, type PropertyDeclarations } from "lit";
import { type Finding, fill } from "../../src/protocol/findings";
import type { Store } from "../source/store";
import { counted, t } from "../strings";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";
import { findingIcon } from "./findings";

export class FindingsBar extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    revision: { attribute: false },
    open: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        flex: none;
        font-size: 12px;
      }
      button.plain,
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        padding: 3px 12px;
        text-align: start;
        line-height: 18px;
        box-sizing: border-box;
      }
      button.plain {
        border-top: 1px solid var(--vscode-panel-border);
      }
      ul {
        margin: 0;
        padding: 0 0 4px;
        list-style: none;
        max-height: 30vh;
        overflow: auto;
      }
      .row {
        align-items: flex-start;
      }
      .row > .icon {
        margin-top: 3px;
      }
      .count {
        flex: none;
      }
      .words {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;
  declare private open: boolean;

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.open = false;
  }

  override render() {
    const list = this.store?.findings.list ?? [];
    const [first] = list;
    if (first === undefined) return nothing;
    return html`<button class="plain" aria-expanded=${this.open} @click=${() => {
      this.open = !this.open;
    }}>
        ${icon(this.open ? "down" : "right", "small dim")} ${findingIcon(list)}
        <span class="count">${counted(list.length, "finding", "findings")}</span>
        ${this.open ? nothing : html`<span class="cut dim">${fill(first.message)}</span>`}
      </button>
      ${this.open ? html`<ul>${list.map((finding) => this.item(finding))}</ul>` : nothing}`;
  }

  private item(finding: Finding) {
    const { message, range, rule, visit, visits } = finding;
    const { store } = this;
    const line = t("line", range.line);
    const place = range.file === store?.state.file ? line : `${range.file}:${range.line}`;
    return html`<li class="row">
      ${findingIcon([finding])}
      <span class="words"
        >${fill(message)} ${visits > 1 ? html`<span class="dim">${t("visitOf", visit, visits)}</span>` : nothing}
        <span class="dim">${rule}</span> ·
        ${
          store?.host.canReveal === true
            ? html`<a
                href="#"
                @click=${(event: Event) => {
                  event.preventDefault();
                  store.reveal(range);
                }}
                >${place}</a
              >`
            : html`<span class="dim">${place}</span>`
        }</span
      >
    </li>`;
  }
}

customElements.define("nn-findings", FindingsBar);
