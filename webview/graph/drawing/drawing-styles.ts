// How what lies over the drawing looks: the tools, the map, the tip.

import { css } from "lit";

export const drawingStyles = css`
  :host {
    display: block;
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
  }
  .drawing {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    outline: none;
    touch-action: none;
    cursor: grab;
    filter: var(--nn-picture-filter, none);
  }
  .drawing:active {
    cursor: grabbing;
  }
  .drawing:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .tools,
  .minimap,
  .said {
    position: absolute;
    bottom: 10px;
    background: var(--vscode-editor-background);
    border: 1px solid var(--vscode-panel-border);
    border-radius: 4px;
  }
  .tools {
    left: 10px;
    display: flex;
    flex-direction: column;
  }
  .minimap {
    right: 10px;
    width: 76px;
    height: 96px;
    cursor: pointer;
  }
  .said {
    left: 50%;
    transform: translateX(-50%);
    padding: 1px 8px;
  }
  .link {
    color: var(--vscode-textLink-foreground);
  }
  .tip {
    position: absolute;
    left: 0;
    top: 0;
    max-width: 320px;
    padding: 3px 8px;
    pointer-events: none;
    color: var(--vscode-foreground);
    background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-panel-border));
    border-radius: 3px;
    font-size: 12px;
    line-height: 18px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .note {
    padding: 16px;
    color: var(--nn-dim);
  }
`;
