// Icons of the page: 16 × 16 outlines with a 1.2 px stroke, in the manner of VS Code's own. No font is loaded for them.

import { css, type SVGTemplateResult, svg } from "lit";

const SHAPES = {
  run: svg`<path d="M4.6 3.1v9.8L12.4 8z"/>`,
  pause: svg`<path d="M5.4 3.4v9.2m5.2-9.2v9.2"/>`,
  stop: svg`<rect x="4.1" y="4.1" width="7.8" height="7.8" rx="0.8"/>`,
  more: svg`<g fill="currentColor" stroke="none"><circle cx="3.5" cy="8" r="1.1"/><circle cx="8" cy="8" r="1.1"/><circle cx="12.5" cy="8" r="1.1"/></g>`,
  check: svg`<path d="m3 8.6 3.2 3.2L13 4.6"/>`,
  error: svg`<circle cx="8" cy="8" r="5.6"/><path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"/>`,
  warning: svg`<path d="M8 2.6 14 13H2zM8 6.6v3.2m0 1.2v.9"/>`,
  clock: svg`<circle cx="8" cy="8" r="5.6"/><path d="M8 4.8V8l2.2 1.5"/>`,
  search: svg`<circle cx="7" cy="7" r="4"/><path d="m10 10 3.4 3.4"/>`,
  filter: svg`<path d="M2.4 4.2h11.2M4.6 8h6.8M6.8 11.8h2.4"/>`,
  down: svg`<path d="m4 6 4 4 4-4"/>`,
  right: svg`<path d="m6 4 4 4-4 4"/>`,
  back: svg`<path d="M10 4 6 8l4 4"/>`,
  first: svg`<path d="M4 3.6v8.8M12 4 8 8l4 4"/>`,
  last: svg`<path d="M12 3.6v8.8M4 4l4 4-4 4"/>`,
  up: svg`<path d="m4 10 4-4 4 4"/>`,
  source: svg`<path d="M5.6 4.2 1.9 8l3.7 3.8m4.8-7.6L14.1 8l-3.7 3.8"/>`,
  copy: svg`<rect x="5.4" y="5.4" width="7.6" height="8.1" rx="1"/><path d="M10.7 3.2a1 1 0 0 0-.9-.7H4a1 1 0 0 0-1 1v6.6c0 .4.3.8.7.9"/>`,
  tensor: svg`<rect x="2.8" y="2.8" width="4.2" height="4.2" rx=".5"/><rect x="9" y="2.8" width="4.2" height="4.2" rx=".5"/><rect x="2.8" y="9" width="4.2" height="4.2" rx=".5"/><rect x="9" y="9" width="4.2" height="4.2" rx=".5"/>`,
  module: svg`<path d="m8 1.9 5.4 2.9v6.4L8 14.1l-5.4-2.9V4.8zM2.8 4.9 8 7.7l5.2-2.8M8 7.7v6.2"/>`,
  graph: svg`<circle cx="8" cy="3.6" r="1.8"/><circle cx="4" cy="12.4" r="1.8"/><circle cx="12" cy="12.4" r="1.8"/><path d="m7.3 5.3-2.5 5.4m3.9-5.4 2.5 5.4"/>`,
  variable: svg`<path d="M5.2 3.5c-2.3 2.6-2.3 6.4 0 9m5.6-9c2.3 2.6 2.3 6.4 0 9M6.4 6.2l3.2 3.6m0-3.6L6.4 9.8"/>`,
  code: svg`<path d="M6 3.5c-1.6 0-1.6.6-1.6 2S4 8 2.9 8c1.1 0 1.5 1.1 1.5 2.5s0 2 1.6 2m4-9c1.6 0 1.6.6 1.6 2S12 8 13.1 8c-1.1 0-1.5 1.1-1.5 2.5s0 2-1.6 2"/>`,
  print: svg`<path d="m2.8 4.2 3.8 3.8-3.8 3.8M8 12.2h5.2"/>`,
  reference: svg`<path d="M12.8 12.2v-2a3 3 0 0 0-3-3H3.6m2.9-3-2.9 3 2.9 3"/>`,
  plus: svg`<path d="M8 3.2v9.6M3.2 8h9.6"/>`,
  minus: svg`<path d="M3.2 8h9.6"/>`,
  fit: svg`<path d="M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10"/>`,
  table: svg`<rect x="2.4" y="3" width="11.2" height="10" rx="1"/><path d="M2.4 6.3h11.2M6.2 6.3V13"/>`,
  histogram: svg`<path d="M2.4 13.4h11.2M4.4 13.2V9.4m3.6 3.8V3.4m3.6 9.8V7"/>`,
  save: svg`<path d="M8 2.8v7.4m-3-3 3 3 3-3M3 13.2h10"/>`,
  fold: svg`<path d="m4.6 2.6 3.4 3.2 3.4-3.2M4.6 13.4 8 10.2l3.4 3.2M2.6 8h10.8"/>`,
  unfold: svg`<path d="M4.6 5.6 8 2.4l3.4 3.2M4.6 10.4 8 13.6l3.4-3.2M2.6 8h10.8"/>`,
  chain: svg`<path d="M8 5.2v1.2m0 3.2v1.2"/><circle cx="8" cy="3.4" r="1.7"/><circle cx="8" cy="8" r="1.7"/><circle cx="8" cy="12.6" r="1.7"/>`,
  close: svg`<path d="m4.4 4.4 7.2 7.2m0-7.2-7.2 7.2"/>`,
} as const;

export type IconName = keyof typeof SHAPES;

/** The icon as an svg element; it says nothing to a screen reader, its button does. */
export function icon(name: IconName, kind = ""): SVGTemplateResult {
  return svg`<svg class="icon ${kind}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}

export const iconStyles = css`
  .icon {
    width: 16px;
    height: 16px;
    flex: none;
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.dim {
    color: var(--nn-dim);
  }
  .icon.error {
    color: var(--vscode-editorError-foreground);
  }
  .icon.warning {
    color: var(--vscode-editorWarning-foreground);
  }
  .icon.small {
    width: 12px;
    height: 12px;
  }
  .finding {
    display: inline-flex;
    flex: none;
    align-self: center;
    margin-inline: 4px;
  }
`;
