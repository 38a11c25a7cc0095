// How a comparison looks.

import { css } from "lit";

export const compareStyles = css`
  :host {
    display: block;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    font: 12px/20px var(--vscode-editor-font-family);
  }
  .choice {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-width: 0;
  }
  select,
  input {
    box-sizing: border-box;
    height: 22px;
    min-width: 0;
    max-width: 220px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
    border-radius: 3px;
  }
  select {
    appearance: none;
    padding: 0 22px 0 6px;
    cursor: pointer;
  }
  option {
    background: var(--vscode-dropdown-background);
  }
  input {
    width: 7ch;
    margin-inline-start: 4px;
    padding: 0 4px;
  }
  select:focus-visible,
  input:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .choice .icon {
    position: absolute;
    right: 5px;
    width: 12px;
    height: 12px;
    pointer-events: none;
  }
  button.offer {
    padding: 0 7px;
    line-height: 20px;
    border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
    border-radius: 10px;
  }
  button.offer:hover {
    background: var(--nn-quiet);
  }
  button.link {
    color: var(--vscode-textLink-foreground);
  }
  button.link:hover {
    text-decoration: underline;
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    padding-top: 6px;
    line-height: 18px;
  }
  code {
    font: 12px/18px var(--vscode-editor-font-family);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0 12px;
    margin: 4px 0 0;
    font: 12px/19px var(--vscode-editor-font-family);
    font-variant-numeric: tabular-nums;
  }
  dt {
    color: var(--nn-dim);
  }
  dd {
    margin: 0;
  }
  .map {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-top: 6px;
  }
`;
