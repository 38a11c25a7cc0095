// The little picture of a digest in a hover's text: the elements themselves up to 16, else ten bars. Pure.

import { hexColour, rampIndex, rampOf, rampsFor, rangeOfDigest, type ThemeKind } from "../look/ramps";
import type { Digest } from "../protocol/data";
import { type Picture, round, wrap } from "./svg";

/** The little picture of a digest: the elements themselves up to 16, else ten bars coloured by their sign. */
export function sparkSvg(digest: Digest, kind: ThemeKind): Picture | null {
  const palette = rampsFor(kind);
  const height = 14;
  const body: string[] = [];
  if (digest.values !== null && digest.n > 0) {
    const columns = Math.max(1, digest.shape.at(-1) ?? 1);
    const rows = Math.ceil(digest.n / columns);
    const width = Math.min(44, columns * 14);
    const range = rangeOfDigest(digest);
    const ramp = rampOf(range, palette);
    digest.values.forEach((value, i) => {
      const fill = (Number.isFinite(value) ? ramp[rampIndex(value, range)] : undefined) ?? palette.bad;
      const [w, h] = [width / columns, height / rows];
      const x = (i % columns) * w;
      const y = Math.floor(i / columns) * h;
      body.push(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(w - 0.8)}" height="${round(h - 0.6)}" fill="${hexColour(fill)}"/>`,
      );
    });
    return { svg: wrap(width, height, body.join("")), width, height };
  }
  if (digest.bins === null) return null;
  const [min = 0, max = 0] = digest.stats;
  const width = 48;
  const pitch = width / digest.bins.length;
  const most = Math.max(1, ...digest.bins);
  digest.bins.forEach((count, i) => {
    const middle = min + ((max - min) * (i + 0.5)) / (digest.bins?.length ?? 1);
    const fill = min >= 0 ? palette.unsigned : middle < 0 ? palette.negative : palette.positive;
    const tall = count === 0 ? 0.8 : Math.max(1.5, ((height - 1) * count) / most);
    body.push(
      `<rect x="${round(i * pitch)}" y="${round(height - tall)}" width="${round(pitch - 1)}" height="${round(tall)}" fill="${hexColour(fill)}"${count === 0 ? ' opacity=".5"' : ""}/>`,
    );
  });
  return { svg: wrap(width, height, body.join("")), width, height };
}
