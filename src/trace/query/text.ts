// Small texts that several queries write the same way.

/** "[4, 3]", as PyTorch writes a size in messages. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** A text cut to some lines, with an ellipsis where something is missing. */
export function cutLines(text: string, most: number): string {
  const lines = text.split("\n");
  return lines.length <= most ? text : [...lines.slice(0, most), "…"].join("\n");
}
