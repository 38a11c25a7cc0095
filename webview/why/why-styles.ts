// How formulas and shares look.

import { css } from "lit";

export const whyStyles = css`
  :host {
    display: block;
  }
  .trail {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    font-size: 11px;
    line-height: 18px;
  }
  .formula,
  .lines {
    font: 12px/20px var(--vscode-editor-font-family);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .formula {
    color: var(--nn-dim);
  }
  sup {
    line-height: 0;
    font-size: 10px;
  }
  .number {
    padding-inline: 2px;
    border-radius: 2px;
  }
  button.number {
    background: var(--nn-quiet);
    box-shadow: inset 0 -1px var(--vscode-focusBorder);
  }
  button.number:hover,
  button.number:focus-visible {
    background: var(--vscode-list-activeSelectionBackground, var(--nn-quiet));
  }
  .lines div:last-child .number {
    font-weight: 600;
  }
  .operand {
    margin-top: 6px;
  }
  .operand .head {
    display: flex;
    gap: 6px;
    align-items: baseline;
    font-size: 11px;
    line-height: 18px;
  }
  .shares {
    display: grid;
    grid-template-columns: minmax(40px, 72px) auto minmax(0, 1fr);
    gap: 0 8px;
    align-items: center;
    margin-top: 4px;
    line-height: 20px;
  }
  .shares .figure {
    text-align: right;
  }
  .bar {
    height: 8px;
    position: relative;
    background: linear-gradient(var(--nn-rail), var(--nn-rail)) 50% 0 / 1px 100% no-repeat;
  }
  .bar i {
    position: absolute;
    top: 0;
    bottom: 0;
    background: var(--vscode-textLink-foreground);
  }
  .sum {
    border-top: 1px solid var(--vscode-panel-border);
  }
  .note {
    color: var(--nn-dim);
    line-height: 20px;
  }
`;
