// The small picture of a digest: the tensor itself up to 16 elements, else ten bins coloured by their sign.

import { colourOf, cssColour, type Ramps, rangeOfDigest } from "../../src/look/ramps";
import type { Digest } from "../../src/protocol";

export const MINI_HEIGHT = 14;
export const MINI_WIDTH = 44;

/** Width of the picture in CSS pixels; 0 where there is none (a scalar, an empty tensor, all equal). */
export function miniWidth(digest: Digest): number {
  if (digest.n === 0) return 0;
  if (digest.values !== null) {
    const { columns } = miniGrid(digest);
    return Math.min(MINI_WIDTH, columns * 14);
  }
  return digest.bins === null ? 0 : MINI_WIDTH;
}

/** Rows and columns of a small tensor: the last axis is columns, all others are rows. */
function miniGrid(digest: Digest): { rows: number; columns: number } {
  const columns = digest.shape.length === 0 ? 1 : (digest.shape.at(-1) ?? 1);
  return { columns, rows: columns === 0 ? 0 : digest.n / columns };
}

/** Draws it at the context's origin, on what is there. */
export function drawMini(context: CanvasRenderingContext2D, digest: Digest, ramps: Ramps, scale: number): void {
  if (digest.values !== null) drawElements(context, digest, digest.values, ramps, scale);
  else if (digest.bins !== null) drawBins(context, digest, digest.bins, ramps, scale);
}

function drawElements(
  context: CanvasRenderingContext2D,
  digest: Digest,
  values: Float64Array,
  ramps: Ramps,
  scale: number,
): void {
  const { rows, columns } = miniGrid(digest);
  const range = rangeOfDigest(digest);
  const width = miniWidth(digest) * scale;
  const height = MINI_HEIGHT * scale;
  const gap = height / rows >= 3 * scale ? Math.max(1, Math.round(scale / 1.5)) : 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? NaN;
      const x = Math.round((column * width) / columns);
      const y = Math.round((row * height) / rows);
      const right = Math.round(((column + 1) * width) / columns) - (column < columns - 1 ? gap : 0);
      const bottom = Math.round(((row + 1) * height) / rows) - (row < rows - 1 ? gap : 0);
      context.fillStyle = cssColour(Number.isFinite(value) ? colourOf(value, range, ramps) : ramps.bad);
      context.fillRect(x, y, right - x, bottom - y);
    }
  }
}

function drawBins(
  context: CanvasRenderingContext2D,
  digest: Digest,
  bins: Uint32Array,
  ramps: Ramps,
  scale: number,
): void {
  const min = digest.stats[0] ?? 0;
  const max = digest.stats[1] ?? 0;
  const largest = Math.max(1, ...bins);
  const pitch = (MINI_WIDTH * scale) / bins.length;
  const height = MINI_HEIGHT * scale;
  bins.forEach((count, i) => {
    const middle = min + ((max - min) * (i + 0.5)) / bins.length;
    const x = Math.round(i * pitch);
    const right = Math.round((i + 1) * pitch) - Math.max(1, Math.round(scale));
    // A bin with anything in it is seen; an empty one leaves the base line.
    const tall = count === 0 ? 1 : Math.max(2 * scale, Math.round((height * count) / largest));
    context.fillStyle = cssColour(min >= 0 ? ramps.unsigned : middle < 0 ? ramps.negative : ramps.positive);
    context.globalAlpha = count === 0 ? 0.5 : 1;
    context.fillRect(x, height - tall, right - x, tall);
  });
  context.globalAlpha = 1;
}
