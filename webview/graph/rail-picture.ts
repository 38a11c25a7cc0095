// One row's piece of the rails, as SVG: the lanes that pass, the lines into and out of the dot, the lanes that open here.

import { html, nothing, svg, type TemplateResult } from "lit";
import type { Rail } from "./rails";

/** Pixels between lanes, and where the first stands. */
export const LANE = 10;
const FIRST = 14;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

export function railWidth(lanes: number): number {
  return FIRST + (lanes - 1) * LANE + 14;
}

export interface RailLook {
  readonly kind: "op" | "leaf" | "reference";
  readonly onChain: boolean;
  readonly folded: boolean;
}

export function railPicture(rail: Rail, look: RailLook, width: number): TemplateResult {
  const x = laneX(rail.lane);
  return html`<svg class="rail" width=${width} height=${HEIGHT} aria-hidden="true">
    ${lines(rail, x, look.folded)} ${dot(x, look)}
  </svg>`;
}

/** Pixels by which an inner row stands further in. */
export const INDENT = 12;

/** Only the dot, at the end of its indentation. */
export function dotPicture(look: RailLook, width: number): TemplateResult {
  return html`<svg class="rail" width=${width} height=${HEIGHT} aria-hidden="true">${dot(width - 12, look)}</svg>`;
}

function laneX(lane: number): number {
  return FIRST + lane * LANE;
}

function lines(rail: Rail, x: number, folded: boolean) {
  const cls = (main: boolean) => (main ? "line main" : "line");
  return svg`${rail.through.map((one) => svg`<path class=${cls(one.main)} d=${`M${laneX(one.lane)} 0V${HEIGHT}`}/>`)}${
    folded
      ? nothing
      : rail.opens.map((one) => {
          const to = laneX(one.lane);
          return svg`<path class=${cls(one.main)} d=${`M${x} ${MIDDLE}H${to - 5}Q${to} ${MIDDLE} ${to} ${MIDDLE + 5}V${HEIGHT}`}/>`;
        })
  }${rail.up ? svg`<path class=${cls(rail.upMain)} d=${`M${x} 0V${MIDDLE}`}/>` : nothing}${
    rail.down && !folded ? svg`<path class=${cls(rail.downMain)} d=${`M${x} ${MIDDLE}V${HEIGHT}`}/>` : nothing
  }`;
}

function dot(x: number, look: RailLook) {
  const folded = look.folded ? " folded" : "";
  if (look.kind === "reference") return svg`<circle class="dot again" cx=${x} cy=${MIDDLE} r="3.2"/>`;
  const cls = `dot${look.onChain ? " main" : " plain"}${folded}`;
  if (look.kind === "leaf") {
    return svg`<rect class=${cls} x=${x - 3.5} y=${MIDDLE - 3.5} width="7" height="7" rx="1"/>`;
  }
  return svg`<circle class=${cls} cx=${x} cy=${MIDDLE} r=${look.onChain ? 4 : 3.8}/>`;
}
