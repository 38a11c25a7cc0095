// The glyphs of elements that a colour does not tell: ✕ NaN, ▲ +Inf, ▼ −Inf, + over and − under the range.

import { cssColour, type Rgb } from "../../src/look/ramps";
import type { Sign } from "../../src/look/tensor/scale";

export function drawSign(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  reach: number,
  kind: Sign,
  ink: Rgb,
): void {
  context.beginPath();
  if (kind === "up" || kind === "down") {
    const tip = kind === "up" ? -reach : reach;
    context.moveTo(x, y + tip);
    context.lineTo(x + reach, y - tip * 0.8);
    context.lineTo(x - reach, y - tip * 0.8);
    context.closePath();
    context.fillStyle = cssColour(ink);
    context.fill();
    return;
  }
  context.strokeStyle = cssColour(ink);
  context.lineWidth = 1.5;
  if (kind === "cross") {
    const arm = reach * 0.85;
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
  } else {
    context.moveTo(x - reach, y);
    context.lineTo(x + reach, y);
    if (kind === "plus") {
      context.moveTo(x, y - reach);
      context.lineTo(x, y + reach);
    }
  }
  context.stroke();
}
