// The one module that knows @vscode/webview-ui-toolkit: it registers the plain controls and writes their tags. Everyone
// else calls these functions. The toolkit is archived upstream and its tag names clash with its successor's, so it must
// stay exchangeable in one place; a test greps for its tags and its name elsewhere.

import {
  provideVSCodeDesignSystem,
  vsCodeBadge,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";
import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";
import { type IconName, icon } from "./icons";

/** Registers the controls; once, before the page is built. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeBadge(),
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  readonly onClick: (event: Event) => void;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
}

/** A button that is an icon; its label is its tooltip and what a screen reader says. */
export function iconButton(name: IconName, options: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance="icon"
    title=${options.label}
    aria-label=${options.label}
    aria-expanded=${options.expanded === undefined ? nothing : String(options.expanded)}
    aria-pressed=${options.pressed === undefined ? nothing : String(options.pressed)}
    ?disabled=${options.disabled ?? false}
    @click=${options.onClick}
    >${icon(name)}</vscode-button
  >`;
}

/** A button with words. */
export function textButton(kind: "primary" | "secondary", options: ButtonOptions): TemplateResult {
  return html`<vscode-button appearance=${kind} ?disabled=${options.disabled ?? false} @click=${options.onClick}
    >${options.label}</vscode-button
  >`;
}

export interface SearchOptions {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  readonly icon: IconName;
  readonly invalid: boolean;
  readonly onInput: (value: string) => void;
}

/** A field to search or filter with; Escape empties it. */
export function searchField(options: SearchOptions): TemplateResult {
  const read = (event: Event) => {
    const field = event.currentTarget;
    if (field !== null && "value" in field) options.onInput(String(field.value));
  };
  return html`<vscode-text-field
    class=${options.invalid ? "search invalid" : "search"}
    placeholder=${options.placeholder}
    aria-label=${options.label}
    .value=${live(options.value)}
    @input=${read}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== "Escape" || options.value === "") return;
      event.stopPropagation();
      options.onInput("");
    }}
    ><span slot="start" class="search-icon">${icon(options.icon, "dim")}</span></vscode-text-field
  >`;
}

export interface DropdownOptions {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly icon: IconName;
  readonly onChange: (value: string) => void;
}

export function dropdown(options: DropdownOptions): TemplateResult {
  const show = (element: Element | undefined) => {
    // The control takes a value only after it has seen its options, one turn later.
    if (element !== undefined) {
      setTimeout(() => {
        if ("value" in element && element.value !== options.value) element.value = options.value;
      });
    }
  };
  const read = (event: Event) => {
    const element = event.currentTarget;
    if (element === null || !("value" in element)) return;
    const value = String(element.value);
    if (value !== options.value && options.options.some((one) => one.value === value)) options.onChange(value);
  };
  return html`<vscode-dropdown aria-label=${options.label} title=${options.label} @change=${read} ${ref(show)}>
    <span slot="start" class="dropdown-icon">${icon(options.icon, "dim")}</span>
    ${repeat(
      options.options,
      (one) => one.value,
      (one) => html`<vscode-option value=${one.value}>${one.text}</vscode-option>`,
    )}
  </vscode-dropdown>`;
}

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): TemplateResult {
  const read = (event: Event) => {
    const element = event.currentTarget;
    if (element !== null && "checked" in element && element.checked !== checked) onChange(element.checked === true);
  };
  return html`<vscode-checkbox .checked=${live(checked)} @change=${read}>${label}</vscode-checkbox>`;
}

export interface TabOptions {
  readonly id: string;
  readonly text: string;
  readonly count: string;
  readonly controls: string;
}

/** A row of tabs with counts. What a tab shows is the caller's, in an element with the id it `controls`. */
export function tabs(active: string, all: readonly TabOptions[], onChange: (id: string) => void): TemplateResult {
  const read = (event: Event) => {
    const element = event.currentTarget;
    if (event.target !== element || element === null || !("activeid" in element)) return;
    const id = String(element.activeid).replace(/^tab-/, "");
    if (id !== active && all.some((tab) => tab.id === id)) onChange(id);
  };
  const relate = (element: Element | undefined) => {
    // The control needs a view per tab and points at it; the views are empty, so each tab is told the real one after.
    setTimeout(() => {
      if (element === undefined) return;
      for (const tab of all) element.querySelector(`#tab-${tab.id}`)?.setAttribute("aria-controls", tab.controls);
    });
  };
  return html`<vscode-panels
    activeindicator="false"
    .activeid=${live(`tab-${active}`)}
    @change=${read}
    ${ref(relate)}
  >
    ${all.map(
      (tab) =>
        html`<vscode-panel-tab id="tab-${tab.id}">${tab.count === "" ? tab.text : `${tab.text} `}${
          tab.count === "" ? nothing : html`<span class="tab-count">${badge(tab.count)}</span>`
        }</vscode-panel-tab>`,
    )}
    ${all.map((tab) => html`<vscode-panel-view id="view-${tab.id}"></vscode-panel-view>`)}
  </vscode-panels>`;
}

export function badge(text: string): TemplateResult {
  return html`<vscode-badge>${text}</vscode-badge>`;
}

export function progressRing(label: string): TemplateResult {
  return html`<vscode-progress-ring aria-label=${label}></vscode-progress-ring>`;
}

/** How the controls fit into the page: 22 and 24 px high, the page's corners, no capitals. For the user's own styles. */
export const toolkitStyles = css`
  vscode-button[appearance="icon"] {
    --button-icon-corner-radius: 4px;
    flex: none;
  }
  vscode-button[appearance="icon"] svg {
    width: 16px;
    height: 16px;
    fill: none;
  }
  vscode-button[appearance="icon"][aria-pressed="true"] {
    background: var(--nn-quiet);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
    border-radius: 4px;
  }
  vscode-button[appearance="icon"][disabled],
  vscode-button[appearance="icon"][disabled]:hover {
    background: transparent;
  }
  vscode-button[appearance="primary"]::part(control),
  vscode-button[appearance="secondary"]::part(control) {
    padding: 2px 10px;
    line-height: 18px;
  }
  vscode-text-field,
  vscode-dropdown {
    --input-height: 24;
    --input-min-width: 60px;
    --corner-radius-round: 3;
    min-width: 0;
  }
  vscode-text-field {
    flex: 1;
  }
  vscode-text-field::part(root) {
    border-color: var(--vscode-input-border, var(--vscode-panel-border));
    min-width: 0;
  }
  vscode-text-field:focus-within::part(root) {
    border-color: var(--vscode-focusBorder);
  }
  vscode-text-field.invalid::part(root) {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-editorError-foreground));
  }
  vscode-text-field::part(control) {
    padding: 0 6px;
  }
  .search-icon {
    display: flex;
    margin-inline-start: -2px;
  }
  vscode-text-field .search-icon svg {
    width: 16px;
    height: 16px;
    fill: none;
  }
  vscode-dropdown {
    font-family: var(--vscode-editor-font-family);
    background: transparent;
    z-index: 4;
  }
  vscode-dropdown::part(control) {
    border-color: var(--vscode-input-border, var(--vscode-panel-border));
    padding: 1px 5px 1px 7px;
    font: 12px/20px var(--vscode-editor-font-family);
  }
  vscode-dropdown::part(listbox) {
    width: max-content;
    min-width: 100%;
    max-width: 320px;
  }
  vscode-dropdown .dropdown-icon {
    display: flex;
    width: 16px;
    height: 16px;
  }
  vscode-dropdown::part(selected-value) {
    margin-inline-start: 6px;
  }
  vscode-dropdown::part(indicator) {
    margin-inline-start: 6px;
  }
  vscode-dropdown .dropdown-icon svg {
    width: 16px;
    height: 16px;
    fill: none;
  }
  vscode-option {
    font: 12px/18px var(--vscode-editor-font-family);
  }
  vscode-checkbox {
    flex: none;
    margin: 0;
    font-size: 12px;
    --design-unit: 3;
  }
  vscode-checkbox::part(control) {
    width: 16px;
    height: 16px;
    border-radius: 3px;
  }
  vscode-checkbox::part(label) {
    margin-inline-end: 2px;
    padding-inline-start: 6px;
    color: var(--nn-dim);
  }
  vscode-panels {
    overflow: visible;
    --design-unit: 1;
  }
  vscode-panels::part(tablist) {
    column-gap: 2px;
    padding: 0;
    height: 32px;
    grid-template-rows: 32px;
  }
  vscode-panels::part(tabpanel),
  vscode-panels::part(activeIndicator) {
    display: none;
  }
  vscode-panel-tab {
    box-sizing: border-box;
    padding: 2px 8px 0;
    height: 32px;
    border-bottom: 2px solid transparent;
    font-size: 13px;
    text-transform: none;
    white-space: nowrap;
    color: var(--nn-dim);
    display: inline-flex;
    align-items: center;
    justify-content: center;
  }
  vscode-panel-tab[aria-selected="true"],
  vscode-panel-tab:hover {
    color: var(--vscode-foreground);
  }
  vscode-panel-tab[aria-selected="true"] {
    border-bottom-color: var(--vscode-focusBorder);
  }
  vscode-panel-tab:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  vscode-panel-tab vscode-badge {
    margin-inline-start: 6px;
  }
  .tab-count {
    display: inline-flex;
  }
  vscode-badge::part(control) {
    background: transparent;
    border: none;
    color: var(--nn-dim);
    min-width: 0;
    padding: 0;
    font-size: 11px;
  }
  vscode-progress-ring {
    width: 14px;
    height: 14px;
    flex: none;
  }
`;
