// How the graph's rows and its breadcrumb look; which columns stay when the list is narrow.

import { css } from "lit";

export const graphStyles = css`
  .crumbs {
    height: 30px;
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 10px 0 12px;
    border-bottom: 1px solid var(--vscode-panel-border);
  }
  .crumbs nav {
    flex: 0 1 auto;
    min-width: 0;
    display: flex;
    align-items: center;
    /* Where there is no room, what is cut is the far end: the loss is always in sight. */
    justify-content: flex-end;
    gap: 5px;
  }
  .crumbs nav > *,
  .crumbs vscode-button {
    flex: none;
  }
  .crumbs button:hover {
    text-decoration: underline;
  }
  .crumbs .current {
    color: var(--vscode-textLink-foreground);
    font-weight: 600;
  }
  .crumbs .summary {
    flex: 1 1 0;
    /* A long chain leaves room for what is told of the whole graph. */
    min-width: 30%;
    text-align: end;
    font-size: 11px;
    color: var(--nn-dim);
  }
  .crumbs .tools {
    flex: none;
    margin-inline-start: auto;
    display: flex;
  }
  .crumbs vscode-button[aria-pressed="true"] {
    background: var(--nn-quiet);
    box-shadow: inset 0 -2px var(--vscode-focusBorder);
  }
  .twistie {
    flex: none;
    width: auto;
    padding-inline-end: 6px;
    align-self: center;
  }
  .scope .c-node .name {
    color: inherit;
  }
  .c-flow {
    flex: none;
    width: 236px;
    text-align: end;
  }
  .columns {
    display: flex;
    height: 22px;
    line-height: 22px;
    padding-inline-end: 10px;
  }
  .columns > :first-child {
    flex: none;
  }
  .heading .c-shape,
  .heading .c-output,
  .heading .c-gradient {
    font: inherit;
  }
  .c-node {
    flex: 1;
    min-width: 0;
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding-inline-end: 10px;
    overflow: hidden;
    white-space: nowrap;
  }
  .reference .c-node {
    align-items: center;
    gap: 6px;
  }
  .c-node .name {
    flex: none;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--nn-dim);
  }
  .chain .c-node .name {
    color: inherit;
  }
  .notable .c-node .name {
    font-weight: 600;
  }
  .row.selected .name {
    color: inherit;
  }
  .c-node .line {
    flex: none;
  }
  .c-node .fold {
    visibility: hidden;
    align-self: center;
    flex: none;
  }
  .row:hover .fold,
  .row[aria-expanded="false"] .fold {
    visibility: visible;
  }
  .c-shape {
    flex: none;
    width: 62px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .c-output {
    flex: none;
    width: 62px;
    white-space: nowrap;
    display: flex;
    align-items: center;
  }
  .c-output .word {
    font: 12px/22px var(--vscode-font-family);
    color: var(--nn-dim);
  }
  .row.selected .c-output .word {
    color: inherit;
  }
  .c-gradient {
    flex: none;
    width: 112px;
    white-space: nowrap;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px;
  }
  .c-gradient .figure {
    min-width: 58px;
    text-align: right;
    white-space: pre;
  }
  svg.rail {
    display: block;
    height: 22px;
    overflow: visible;
  }
  svg.rail .line {
    fill: none;
    stroke: var(--nn-rail);
    stroke-width: 1;
  }
  svg.rail .line.main {
    stroke: var(--vscode-textLink-foreground);
    stroke-width: 2;
  }
  svg.rail .dot {
    fill: var(--vscode-editor-background);
    stroke: var(--nn-rail);
    stroke-width: 1.2;
  }
  svg.rail .dot.plain {
    stroke: var(--nn-dim);
  }
  svg.rail .dot.main {
    fill: var(--vscode-textLink-foreground);
    stroke: var(--vscode-textLink-foreground);
  }
  svg.rail .dot.again {
    stroke-dasharray: 1.6 1.6;
  }
  svg.rail .dot.folded {
    stroke-width: 2.4;
  }
  @container (max-width: 500px) {
    .c-node .label,
    .c-node .line {
      display: none;
    }
    .reference .c-node .small {
      display: inline;
    }
    .c-gradient nn-mini {
      display: none;
    }
    .c-gradient {
      width: 78px;
    }
    .c-shape {
      width: 58px;
    }
    .c-flow {
      width: 160px;
    }
    .scope .c-node .label {
      display: inline;
    }
    .crumbs .summary {
      display: none;
    }
    .bar {
      flex-wrap: wrap;
      height: auto;
      padding-block: 4px;
    }
    .bar .search {
      flex: 1 1 50%;
    }
  }
  @container (min-width: 700px) {
    .c-shape {
      width: 120px;
    }
    .c-output {
      width: 84px;
    }
  }
  @container (max-width: 420px) {
    .c-shape {
      width: 48px;
    }
    .c-output {
      width: 56px;
    }
    .c-gradient {
      width: 66px;
    }
  }
`;
