// Styles that every part of the page shares: type, links, rows. Colours are the theme's variables and the page's own
// mixtures of them, which style.css defines on the body.

import { css } from "lit";
import { iconStyles } from "./icons";

const base = css`
  :host {
    box-sizing: border-box;
    /* What is there for a screen reader only lies within its part: it would make the page itself scroll. */
    position: relative;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  [hidden] {
    display: none !important;
  }
  a {
    color: var(--vscode-textLink-foreground);
    text-decoration: none;
    cursor: pointer;
  }
  a:hover {
    color: var(--vscode-textLink-activeForeground, var(--vscode-textLink-foreground));
    text-decoration: underline;
  }
  a:focus-visible,
  button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
    border-radius: 2px;
  }
  button.plain {
    appearance: none;
    border: 0;
    padding: 0;
    margin: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: inherit;
    cursor: pointer;
  }
  .mono {
    font-family: var(--vscode-editor-font-family);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .dim {
    color: var(--nn-dim);
  }
  .small {
    font-size: 11px;
    line-height: 16px;
  }
  .error {
    color: var(--nn-error);
  }
  .warning {
    color: var(--nn-warning);
  }
  .bad {
    color: var(--nn-bad);
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A list's tool bar, heading and rows. */
export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    flex: 1;
    container-type: inline-size;
  }
  .bar {
    height: 32px;
    flex: none;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 0 8px 0 12px;
    border-bottom: 1px solid var(--vscode-panel-border);
  }
  .bar .count {
    white-space: nowrap;
    flex: none;
    font-size: 11px;
    color: var(--nn-dim);
  }
  .heading {
    flex: none;
    height: 22px;
    font-size: 11px;
    line-height: 21px;
    color: var(--nn-dim);
    border-bottom: 1px solid var(--vscode-panel-border);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    outline: none;
    position: relative;
    scrollbar-width: thin;
    overflow-anchor: none;
  }
  .space {
    position: relative;
    overflow: hidden;
    min-width: 100%;
  }
  .row {
    position: absolute;
    left: 0;
    right: 0;
    cursor: pointer;
  }
  .row:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .row.selected {
    background: var(--nn-row-quiet);
  }
  .scroll:focus .row.selected,
  .row.selected.strong {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
  }
  /* Dimmed words have too little contrast on a list's selection. */
  .row.selected .dim {
    color: var(--vscode-foreground);
  }
  .scroll:focus .row.selected .dim,
  .scroll:focus .row.selected a {
    color: inherit;
  }
  .row.selected {
    outline: 1px solid var(--nn-row-outline);
    outline-offset: -1px;
  }
  .scroll:focus-visible .row.selected {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    outline-offset: -1px;
  }
  .note {
    padding: 10px 12px;
    color: var(--nn-dim);
  }
`;

export const sharedStyles = [base, iconStyles];
