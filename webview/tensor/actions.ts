// What leaves the widget: copies to the clipboard, files through the host.

import { formatShape } from "../../src/look/numbers";
import { cssColour } from "../../src/look/ramps";
import { paletteFor } from "../../src/look/tensor/scale";
import type { PageHost } from "../source/host";
import { t } from "../strings";
import { pageColours, themeKind } from "../ui/theme";
import { BAR_WIDTH, paintRamp } from "./colour-bar";
import type { TensorModel } from "./model";
import { paintPicture } from "./paint";
import { sceneOf } from "./scene";
import { sliceText } from "./slice-text";
import { captions, cutText, describe } from "./words";

/** Pixels to a CSS pixel in a saved picture. */
const SHARPNESS = 2;

/** Copies what is selected: as Python, or as lines for a spreadsheet. Why it cannot be done is said, not thrown. */
export async function copy(model: TensorModel, host: PageHost, as: "python" | "table"): Promise<void> {
  const { shown } = model;
  if (shown === null) return;
  const { parts } = model.arrangement;
  const whole = parts.every((part, axis) => part.step === 1 && part.count === shown.shape[axis]);
  try {
    const { text } = await shown.source.ask(as, { value: shown.value, ...(whole ? {} : { axes: parts }) });
    host.copy(text);
    model.say(as === "python" ? t("copiedPython") : t("copiedText"));
  } catch (error) {
    model.say(error instanceof Error ? error.message : String(error));
  }
}

/** A name for a file of it: "layer1.w". */
function fileName(model: TensorModel): string {
  const name = (model.shown?.name ?? "").replace(/[^\p{L}\p{N}_.-]+/gu, "_").replace(/^_+|_+$/g, "");
  return name === "" ? "tensor" : name.slice(0, 60);
}

export function saveNpy(model: TensorModel, host: PageHost): void {
  const { shown } = model;
  if (shown !== null) host.saveTensor(shown.value, `${fileName(model)}.npy`);
}

/** The picture with its title, colour bar and captions, twice as sharp as on screen. */
export async function savePicture(model: TensorModel, host: PageHost): Promise<void> {
  const scene = sceneOf(model, SHARPNESS);
  const { shown } = model;
  if (scene === null || shown === null) return;
  const colours = pageColours();
  const lines = [...captions(model), cutText(model)].filter((line) => line !== "");
  const head = 44;
  const { scale, picture } = scene;
  const foot = (scale.kind === "range" ? 36 : 8) + lines.length * 16 + 8;
  const canvas = document.createElement("canvas");
  const probe = canvas.getContext("2d");
  if (probe === null) return;
  const title = `${shown.name} ${shown.shape.length === 0 ? "" : sliceText(model.axes)}`;
  const digest = describe(model);
  probe.font = `12px ${colours.monospace}`;
  const text = Math.max(...[title, digest, ...lines].map((line) => probe.measureText(line).width));
  const width = Math.ceil(Math.max(picture.width, text, BAR_WIDTH + 8) + 24);
  const height = Math.ceil(head + picture.height + foot + 12);
  canvas.width = width * SHARPNESS;
  canvas.height = height * SHARPNESS;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(SHARPNESS, 0, 0, SHARPNESS, 0, 0);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width, height);
  const line = (content: string, y: number, font: string, ink: string) => {
    context.font = `${font} ${colours.monospace}`;
    context.fillStyle = ink;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(content, 12, y);
  };
  line(title, 16, "600 12px", colours.foreground);
  line(digest, 34, "12px", colours.dim);
  context.translate(12, head);
  paintPicture(context, { ...scene, rings: [] });
  context.translate(0, picture.height + 8);
  if (scale.kind === "range") {
    paintRamp(context, scale.range, paletteFor(themeKind()), null, cssColour(paletteFor(themeKind()).ramps.dim));
    context.translate(0, 16);
    context.font = `10px ${colours.monospace}`;
    context.fillStyle = colours.dim;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.fillText(String(Number(scale.range.low.toPrecision(4))), 0, 8);
    context.textAlign = "right";
    context.fillText(String(Number(scale.range.high.toPrecision(4))), BAR_WIDTH, 8);
    context.translate(0, 20);
  }
  context.translate(-12, 0);
  for (const [i, content] of lines.entries()) line(content, 8 + i * 16, "11px", colours.dim);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) return;
  host.saveImage(new Uint8Array(await blob.arrayBuffer()), `${fileName(model)}.png`);
  model.say(t("savedPicture", formatShape(shown.shape)));
}
