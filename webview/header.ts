// <nn-header>: which file, how its run went, and what can be done about it. A problem is told here in its own words.

import { css, html, LitElement, nothing } from "lit";
import { formatSeconds } from "../src/look/numbers";
import type { Problem, RunState } from "../src/protocol";
import type { Store } from "./source/store";
import { counted, t } from "./strings";
import { type IconName, icon } from "./ui/icons";
import { sharedStyles } from "./ui/styles";
import { iconButton, progressRing, toolkitStyles } from "./ui/toolkit";
import "./ui/menu";

/** A run that is over in less shows no progress: nothing flashes while a person types. */
const QUIET_MS = 150;

export class Header extends LitElement {
  static override properties = {
    store: { attribute: false },
    revision: { attribute: false },
    elapsed: { state: true },
  };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: block;
        position: relative;
        container-type: inline-size;
        z-index: 10;
      }
      .line {
        height: 32px;
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 0 8px 0 12px;
      }
      .file {
        font-weight: 600;
        flex: none;
        max-width: 45%;
      }
      .status {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-size: 12px;
      }
      .status .cut {
        color: var(--nn-dim);
      }
      /* Gives its room away before the status does. */
      .holds {
        flex: 0 1000 auto;
        min-width: 0;
      }
      .stale {
        flex: none;
        font-size: 12px;
        white-space: nowrap;
      }
      .actions {
        display: flex;
        gap: 6px;
        flex: none;
      }
      .progress {
        position: absolute;
        inset: 0 0 auto;
        height: 2px;
        overflow: hidden;
      }
      .progress::before {
        content: "";
        position: absolute;
        inset: 0 auto 0 0;
        width: 34%;
        background: var(--vscode-progressBar-background, var(--vscode-focusBorder));
        animation: slide 1.6s linear infinite;
      }
      @keyframes slide {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(300%);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .progress::before {
          animation: none;
        }
      }
      .problem {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 4px 12px 6px;
        line-height: 18px;
        background: color-mix(in srgb, var(--vscode-editorError-foreground) 10%, var(--vscode-editor-background));
        border-top: 1px solid var(--vscode-panel-border);
      }
      .problem.warning {
        color: inherit;
        background: color-mix(in srgb, var(--vscode-editorWarning-foreground) 10%, var(--vscode-editor-background));
      }
      .problem .icon {
        margin-top: 1px;
      }
      .problem .words {
        min-width: 0;
        overflow-wrap: anywhere;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
        overflow: hidden;
      }
      .problem b {
        font-weight: 600;
      }
      @container (max-width: 560px) {
        .extra,
        .holds {
          display: none;
        }
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;
  declare private elapsed: number;
  private timer: ReturnType<typeof setInterval> | null = null;
  private began = 0;
  private timedRun = -1;

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.elapsed = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopTimer();
  }

  override willUpdate(): void {
    const state = this.store?.state;
    if (state?.status !== "running") {
      this.stopTimer();
      return;
    }
    if (this.timer !== null && this.timedRun === state.run) return;
    this.stopTimer();
    this.timedRun = state.run;
    this.began = performance.now() - state.seconds * 1000;
    this.elapsed = state.seconds;
    this.timer = setInterval(() => {
      this.elapsed = (performance.now() - this.began) / 1000;
    }, 100);
  }

  private stopTimer(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  override render() {
    const { store } = this;
    if (store === null) return nothing;
    const { state } = store;
    const running = state.status === "running";
    const busy = running && this.elapsed * 1000 >= QUIET_MS;
    return html`${busy ? html`<div class="progress"></div>` : nothing}
      <div class="line">
        <b class="file cut">${state.file}</b>
        <span class="status grow" role="status">${this.renderStatus(state, busy)}</span>
        ${store.stale && !running ? this.renderStale(store) : nothing}
        ${store.host.canRun ? this.renderActions(store, running) : nothing}
        ${store.host.holds === undefined ? nothing : html`<span class="holds small dim cut" title=${store.host.holds}>${store.host.holds}</span>`}
      </div>
      ${this.renderProblem(state)}`;
  }

  private renderStatus(state: RunState, busy: boolean) {
    const counts = [
      state.nodes > 0 ? counted(state.nodes, "nodeCount", "nodesCount") : "",
      state.outputs > 0 ? counted(state.outputs, "outputCount", "outputsCount") : "",
    ].filter((text) => text !== "");
    const glyph = GLYPHS[state.status];
    const ring = state.status === "running" && busy;
    return html`${ring ? progressRing(t("running", "")) : glyph === null ? nothing : icon(glyph.name, glyph.kind)}
      <span class="cut"
        >${this.words(state)}${
          counts.length === 0 ? nothing : html`<span class="extra"> · ${counts.join(" · ")}</span>`
        }</span
      >`;
  }

  private words(state: RunState): string {
    const now = formatSeconds(state.seconds);
    const time = state.kept > 0 ? t("timeAndKept", now, formatSeconds(state.kept)) : now;
    switch (state.status) {
      case "idle":
        return t("notRun");
      case "running": {
        const elapsed = formatSeconds(this.elapsed);
        return state.statements > 0
          ? t("runningSteps", elapsed, state.statements.toLocaleString("en-US"))
          : t("running", elapsed);
      }
      case "ok":
        return t("ranIn", time);
      case "raised":
        return t("failed", time);
      case "refused":
        return t("refused");
      case "limited":
        return t("limited", time);
      case "stopped":
        return t("stopped", time);
    }
  }

  private renderStale(store: Store) {
    return html`<span class="stale warning"
      >${t("stale")}${
        store.host.canRun
          ? html` · <a
                href="#"
                @click=${(event: Event) => {
                  event.preventDefault();
                  store.host.command("run");
                }}
                >${t("runAgain")}</a
              >`
          : nothing
      }</span
    >`;
  }

  private renderActions(store: Store, running: boolean) {
    const { host } = store;
    return html`<span class="actions">
      ${iconButton("run", { label: t("run"), onClick: () => host.command("run") })}
      ${iconButton("stop", { label: t("stop"), disabled: !running, onClick: () => host.command("stop") })}
      <nn-menu
        .label=${t("more")}
        .items=${[
          { text: t("exportReport"), onClick: () => host.command("exportReport") },
          { text: t("exportGraph"), onClick: () => host.command("exportGraph") },
          { text: t("reseed"), onClick: () => host.command("reseed") },
        ]}
      ></nn-menu>
    </span>`;
  }

  private renderProblem(state: RunState) {
    const problem = state.problems.find((one) => one.severity === "error") ?? state.problems[0];
    if (problem === undefined || state.status === "running") return nothing;
    const more = state.problems.length - 1;
    return html`<div class="problem ${problem.severity === "error" ? "" : "warning"}" role="alert">
      ${icon(problem.severity === "error" ? "error" : "warning", problem.severity === "error" ? "error" : "warning")}
      <div class="words">
        <span class="mono">${this.headline(problem)}</span>
        ${problem.explanation === null ? nothing : html`<span class="dim">${problem.explanation}</span>`}
        ${this.lineLink(problem)} ${more > 0 ? html`<span class="dim">· ${t("problemsMore", more)}</span>` : nothing}
      </div>
    </div>`;
  }

  private headline(problem: Problem) {
    // "nnspec" marks a refusal or a limit, which is no Python exception.
    if (problem.type === "nnspec") return html`${problem.message}`;
    return html`<b>${problem.type}:</b> ${problem.message}`;
  }

  private lineLink(problem: Problem) {
    const text = t("line", problem.range.line);
    const { store } = this;
    if (store?.host.canReveal !== true) return html`<span class="dim">${text}</span>`;
    return html`<a
      href="#"
      @click=${(event: Event) => {
        event.preventDefault();
        store.reveal(problem.range);
      }}
      >${problem.range.file === store.state.file ? text : `${problem.range.file}:${problem.range.line}`}</a
    >`;
  }
}

const GLYPHS: Readonly<Record<RunState["status"], { readonly name: IconName; readonly kind: string } | null>> = {
  idle: null,
  running: { name: "clock", kind: "dim" },
  ok: { name: "check", kind: "" },
  raised: { name: "error", kind: "error" },
  refused: { name: "error", kind: "error" },
  limited: { name: "warning", kind: "warning" },
  stopped: { name: "stop", kind: "dim" },
};

customElements.define("nn-header", Header);
