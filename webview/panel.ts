// <nn-panel>: the whole page: header, tabs, the list in front and the inspector beside it, or below where it is narrow.
// Holds what is to be remembered over hiding and reloading.

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { PanelTab } from "../src/protocol";
import { Inspector, SECTIONS, type SectionName } from "./inspector/inspector";
import type { Cursor } from "./source/cursor";
import { isRecord } from "./source/inbound";
import type { Store } from "./source/store";
import { t } from "./strings";
import { RowList } from "./ui/row-list";
import { sharedStyles } from "./ui/styles";
import { tabs, textButton, toolkitStyles } from "./ui/toolkit";
import "./cursor-bar";
import "./curves/curves-view";
import "./graph/graph-view";
import "./header";
import "./inspector/inspector";
import "./outputs/outputs-view";
import "./parameters/parameters-view";
import "./findings/findings-bar";
import "./what-if/what-if-bar";

/** A panel is hidden without a warning: what is to be remembered must be told soon. */
const SAVE_MS = 50;

const TABS: readonly PanelTab[] = ["parameters", "outputs", "graph", "curves"];

const CURSOR_KEYS: Readonly<Record<string, (cursor: Cursor) => void>> = {
  ArrowLeft: (cursor) => cursor.moveBy(-1),
  ArrowRight: (cursor) => cursor.moveBy(1),
  Home: (cursor) => cursor.moveTo(0),
  End: (cursor) => cursor.moveTo(cursor.count - 1),
};

export class Panel extends LitElement {
  static override properties = { store: { attribute: false }, revision: { state: true }, folded: { state: true } };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-width: 0;
        height: 100%;
      }
      .tabs {
        flex: none;
        height: 32px;
        padding: 0 8px;
        border-bottom: 1px solid var(--vscode-panel-border);
      }
      .main {
        flex: 1;
        min-height: 0;
        display: flex;
      }
      .left {
        flex: 1;
        min-width: 0;
        min-height: 0;
        display: flex;
      }
      nn-inspector {
        flex: none;
        width: clamp(332px, 38.5%, 480px);
        border-inline-start: 1px solid var(--vscode-panel-border);
      }
      @media (max-width: 759px) {
        .main {
          flex-direction: column;
        }
        .left {
          flex: 1 1 50%;
        }
        nn-inspector {
          flex: 1 1 50%;
          width: auto;
          min-height: 0;
          border-inline-start: 0;
          border-top: 1px solid var(--vscode-panel-border);
        }
      }
      .stale {
        --nn-picture-filter: saturate(0.2);
      }
      .empty {
        flex: 1;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 12px;
        padding: 24px;
        text-align: center;
        color: var(--nn-dim);
      }
    `,
  ];

  declare store: Store | null;
  declare private revision: number;
  declare private folded: ReadonlySet<SectionName>;
  private watched: Store | null = null;
  private saveTimer: ReturnType<typeof setTimeout> | null = null;
  private restored = false;

  private readonly onChange = (): void => {
    this.revision++;
    this.scheduleSave();
  };

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.folded = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
    // Scrolling is remembered too; the lists themselves need not know.
    this.renderRoot.addEventListener("nn-scrolled", this.scheduleSave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKey);
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("store") || this.store === this.watched) return;
    this.watched?.removeEventListener("change", this.onChange);
    this.watched = this.store;
    this.store?.addEventListener("change", this.onChange);
    if (this.store !== null) this.restore(this.store);
  }

  override render() {
    const { store } = this;
    if (store === null) return nothing;
    const { state } = store;
    const empty = state.status === "idle";
    return html`<nn-header .store=${store} .revision=${this.revision}></nn-header>
      <nn-findings .store=${store} .revision=${this.revision}></nn-findings>
      <nn-what-if .store=${store} .revision=${this.revision}></nn-what-if>
      ${store.host.canRun && !empty ? html`<nn-cursor .store=${store} .revision=${this.revision}></nn-cursor>` : nothing}
      ${empty ? this.renderEmpty(store) : this.renderBody(store)}`;
  }

  private renderEmpty(store: Store) {
    if (!store.connected) return nothing;
    return html`<div class="empty">
      <span>${t("emptyState")}</span>
      ${store.host.canRun ? textButton("primary", { label: t("run"), onClick: () => store.host.command("run") }) : nothing}
    </div>`;
  }

  private renderBody(store: Store) {
    const { parameters, outputs, nodes } = store.state;
    const counts = { parameters, outputs, graph: nodes, curves: 0 };
    return html`<div class="tabs">
        ${tabs(
          store.tab,
          TABS.map((id) => ({
            id,
            text: t(id),
            count: counts[id] === 0 ? "" : String(counts[id]),
            controls: `list-${id}`,
          })),
          (id) => {
            const tab = TABS.find((one) => one === id);
            if (tab !== undefined) store.setTab(tab);
          },
        )}
      </div>
      <div class="main ${store.stale && store.state.status !== "running" ? "stale" : ""}">
        <div class="left">
          <nn-parameters id="list-parameters" role="tabpanel" aria-label=${t("parameters")} ?hidden=${store.tab !== "parameters"} .visible=${store.tab === "parameters"} .store=${store} .revision=${this.revision}></nn-parameters>
          <nn-outputs id="list-outputs" role="tabpanel" aria-label=${t("outputs")} ?hidden=${store.tab !== "outputs"} .visible=${store.tab === "outputs"} .store=${store} .revision=${this.revision}></nn-outputs>
          <nn-graph id="list-graph" role="tabpanel" aria-label=${t("graph")} ?hidden=${store.tab !== "graph"} .visible=${store.tab === "graph"} .store=${store} .revision=${this.revision}></nn-graph>
          <nn-curves id="list-curves" role="tabpanel" aria-label=${t("curves")} ?hidden=${store.tab !== "curves"} .visible=${store.tab === "curves"} .store=${store} .revision=${this.revision}></nn-curves>
        </div>
        <nn-inspector
          role="complementary"
          aria-label=${t("inspector")}
          tabindex="-1"
          .store=${store}
          .revision=${this.revision}
          .folded=${this.folded}
          @nn-folded=${this.onFolded}
        ></nn-inspector>
      </div>`;
  }

  private readonly onFolded = (event: CustomEvent<{ name: SectionName; folded: boolean }>): void => {
    const folded = new Set(this.folded);
    if (event.detail.folded) folded.add(event.detail.name);
    else folded.delete(event.detail.name);
    this.folded = folded;
    this.scheduleSave();
  };

  private list(tab: PanelTab): RowList | null {
    const element = this.renderRoot.querySelector(`#list-${tab}`);
    return element instanceof RowList ? element : null;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { store } = this;
    if (store === null || event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    const typing = event.composedPath().some((one) => one instanceof HTMLInputElement);
    if (control && event.key === "Enter" && store.host.canRun) store.host.command("run");
    else if (control && /^[1234]$/.test(event.key)) store.setTab(TABS[Number(event.key) - 1] ?? store.tab);
    else if ((control && event.key === "f") || (event.key === "/" && !typing)) this.list(store.tab)?.focusSearch();
    else if (event.key === "Escape" && store.state.status === "running" && !typing) store.host.command("stop");
    else if (event.altKey && event.code === "KeyP") this.inspector()?.togglePlay();
    else if (event.altKey && event.key in CURSOR_KEYS) CURSOR_KEYS[event.key]?.(store.cursor);
    else if (event.key === "F6") this.focusNext();
    else return;
    event.preventDefault();
  };

  private inspector(): Inspector | null {
    const element = this.renderRoot.querySelector("nn-inspector");
    return element instanceof Inspector ? element : null;
  }

  /** List, inspector, header, and around. */
  private focusNext(): void {
    const inspector = this.renderRoot.querySelector<HTMLElement>("nn-inspector");
    const header = this.renderRoot.querySelector("nn-header")?.shadowRoot?.querySelector<HTMLElement>("[appearance]");
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    if (focused instanceof RowList) inspector?.focus();
    else if (focused === inspector) header?.focus();
    else this.list(this.store?.tab ?? "graph")?.focusRows();
  }

  override updated(): void {
    const { store } = this;
    if (this.restored || store === null || store.state.status === "idle") return;
    this.restored = true;
    const saved = store.host.load();
    if (!isRecord(saved) || !isRecord(saved.scroll)) return;
    for (const tab of TABS) {
      const list = this.list(tab);
      const top = saved.scroll[tab];
      if (list !== null && typeof top === "number") list.position = top;
    }
  }

  private restore(store: Store): void {
    const saved = store.host.load();
    if (!isRecord(saved)) return;
    const tab = TABS.find((one) => one === saved.tab);
    if (tab !== undefined) store.tab = tab;
    const { root, folded, anchor } = saved;
    if (saved.graphAs === "drawing") store.graphAs = "drawing";
    store.look.restore(saved.look);
    if (isRecord(root) && typeof root.name === "string" && typeof root.nth === "number") {
      store.root = { name: root.name, nth: root.nth };
    }
    if (Array.isArray(folded)) {
      this.folded = new Set(SECTIONS.filter((name) => folded.includes(name)));
    }
    store.restoreAnchor(anchor);
  }

  private readonly scheduleSave = (): void => {
    if (this.saveTimer !== null) return;
    this.saveTimer = setTimeout(() => {
      this.saveTimer = null;
      this.save();
    }, SAVE_MS);
  };

  private save(): void {
    const { store } = this;
    if (store === null || store.state.status === "idle") return;
    const scroll: Record<string, number> = {};
    for (const tab of TABS) scroll[tab] = this.list(tab)?.position ?? 0;
    const { tab, graphAs, root, anchor } = store;
    const look = store.look.save();
    store.host.save({ tab, graphAs, look, root, anchor, folded: [...this.folded], scroll });
  }
}

customElements.define("nn-panel", Panel);
