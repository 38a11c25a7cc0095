// How the curves are set: heads, legends, canvases.

import { css } from "lit";

export const curvesStyles = css`
  :host {
    flex: 1;
    min-width: 0;
    overflow: auto;
    display: block;
    padding: 4px 0;
  }
  section {
    border-bottom: 1px solid var(--vscode-panel-border);
    padding-block: 4px;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    padding-inline: 12px;
    min-height: 26px;
  }
  h3 {
    margin: 0;
    font-size: 11px;
    font-weight: 600;
  }
  .reading {
    flex: 1;
    min-width: 0;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    padding-inline: 12px;
  }
  .legend button {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 12px;
  }
  .legend button[aria-pressed="false"] {
    opacity: 0.55;
  }
  canvas {
    display: block;
    width: 100%;
    outline: none;
    cursor: crosshair;
    filter: var(--nn-picture-filter, none);
  }
  canvas:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .note {
    margin: 0;
    padding: 12px;
    color: var(--nn-dim);
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 6px;
    flex: none;
    font: 10px/18px var(--vscode-editor-font-family);
    color: var(--nn-dim);
  }
  .scale i {
    width: 60px;
    height: 8px;
  }
  .hint {
    padding: 4px 12px;
    font-size: 11px;
    line-height: 16px;
    color: var(--nn-dim);
  }
`;
