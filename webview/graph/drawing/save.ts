// A drawing as a file, as it is on screen: a PNG at twice the screen's sharpness, or an SVG whose words stay words.

import type { PageHost } from "../../source/host";
import { areaRect, boxRect, edgePoints } from "./geometry";
import { areaTitles, boxLabel } from "./labels";
import { type DrawingScene, paintDrawing } from "./paint";
import { visible } from "./viewport";

const SHARPNESS = 2;

export async function savePng(scene: DrawingScene, host: PageHost, name: string): Promise<void> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(scene.size.width * SHARPNESS);
  canvas.height = Math.round(scene.size.height * SHARPNESS);
  const context = canvas.getContext("2d");
  if (context === null) return;
  paintDrawing(context, { ...scene, scale: SHARPNESS, pointed: -1 });
  // Under what was painted: a picture on its own has no page behind it.
  context.globalCompositeOperation = "destination-over";
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = scene.colours.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob !== null) host.saveImage(new Uint8Array(await blob.arrayBuffer()), `${name}.png`);
}

export function saveSvg(scene: DrawingScene, host: PageHost, name: string): void {
  host.saveImage(new TextEncoder().encode(svgOf(scene)), `${name}.svg`);
}

/** What is on screen as SVG. */
export function svgOf(scene: DrawingScene): string {
  const { drawing, graph, colours, view, size } = scene;
  const rect = visible(view, size);
  const parts: string[] = [];
  const titles = areaTitles(drawing.areas, graph);
  for (const [i, area] of drawing.areas.entries()) {
    const { left, top, right, bottom } = areaRect(area);
    parts.push(
      `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="8" fill="${colours.quiet}" fill-opacity="0.45" stroke="${colours.border}"/>`,
      text(left + 7, top + 12, titles[i] ?? "", 10, colours.dim, colours.monospace),
    );
  }
  for (const i of scene.index.edgesIn(rect)) {
    const edge = drawing.edges[i];
    const from = edge === undefined ? undefined : drawing.boxes[edge.from];
    const to = edge === undefined ? undefined : drawing.boxes[edge.to];
    if (edge === undefined || from === undefined || to === undefined) continue;
    const points = edgePoints(from, to).map(([x, y]) => `${x},${y}`);
    const stroke = edge.main ? colours.link : colours.rail;
    parts.push(
      `<polyline points="${points.join(" ")}" fill="none" stroke="${stroke}" stroke-width="${edge.main ? 2 : 1.2}" stroke-linejoin="round" marker-end="url(#${edge.main ? "main" : "side"})"/>`,
    );
  }
  for (const i of scene.index.boxesIn(rect)) {
    const box = drawing.boxes[i];
    if (box === undefined) continue;
    const { left, top, right, bottom } = boxRect(box);
    const leaf = graph.nodes[box.node]?.kind === "leaf";
    const { title, detail } = boxLabel(box, graph);
    const dash = box.fold === null ? "" : ' stroke-dasharray="4 3"';
    parts.push(
      `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${leaf ? 2 : 6}" fill="${leaf ? colours.quiet : colours.background}" stroke="${box.main ? colours.link : colours.rail}"${dash}/>`,
      text(left + 8, top + 14, title, 12, colours.foreground, colours.family),
      text(left + 8, top + 28, detail, 11, colours.dim, colours.monospace),
    );
  }
  const width = rect.right - rect.left;
  const height = rect.bottom - rect.top;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${rect.left} ${rect.top} ${width} ${height}">
<defs>${marker("main", colours.link)}${marker("side", colours.rail)}</defs>
<rect x="${rect.left}" y="${rect.top}" width="${width}" height="${height}" fill="${colours.background}"/>
${parts.join("\n")}
</svg>
`;
}

function marker(id: string, colour: string): string {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="${colour}"/></marker>`;
}

function text(x: number, y: number, words: string, size: number, colour: string, family: string): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-family="${escaped(family)}" fill="${colour}">${escaped(words)}</text>`;
}

/** Names come from programs: they are text, never markup. */
function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
