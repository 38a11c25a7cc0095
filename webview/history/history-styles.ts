// How a history is set: its bar, lines and small pictures.

import { css } from "lit";

export const historyStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    margin-inline-start: -4px;
  }
  .where {
    flex: 1;
    min-width: 0;
  }
  .scroll {
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: thin;
    outline: none;
    padding: 2px 0 4px;
  }
  .scroll:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .space {
    position: relative;
  }
  .visit {
    position: absolute;
    top: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 3px;
    padding: 3px;
    cursor: pointer;
    border-radius: 3px;
  }
  .visit:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .visit.current {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  .number {
    font: 10px/12px var(--vscode-editor-font-family);
    color: var(--nn-dim);
  }
  .current .number {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .lines {
    display: block;
    width: 100%;
    cursor: pointer;
    filter: var(--nn-picture-filter, none);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    font: 10px/16px var(--vscode-editor-font-family);
    color: var(--nn-dim);
  }
  .legend span {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .visit canvas {
    display: block;
    box-shadow: 0 0 0 1px var(--nn-quiet);
    filter: var(--nn-picture-filter, none);
  }
  .scales {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
    font: 10px/18px var(--vscode-editor-font-family);
    color: var(--nn-dim);
  }
  .scale i {
    width: 60px;
    height: 8px;
  }
`;
