// Copies of a recorded tensor: as a Python expression that makes it again, element for element, and as lines of text for a
// spreadsheet. Pure: runs in a page too.

import { elementText } from "./element-text";
import { isComplex, numelOf, partsAt, placeOf, type TensorData } from "./elements";
import { unravel } from "./slice";

/** Elements a copy may have; more would freeze the editor that gets pasted into. */
export const MOST_COPIED = 100_000;

/** `torch.tensor([...], dtype=...)` with every element exact. */
export function pythonText(data: TensorData): string {
  checkSize(data);
  if (numelOf(data.shape) === 0) return `torch.empty(${listText(data.shape)}, dtype=torch.${data.dtype})`;
  const body = nested(data, []);
  const inferred = ["float32", "int64", "bool", "complex64"].includes(data.dtype);
  return `torch.tensor(${body}${inferred ? "" : `, dtype=torch.${data.dtype}`})`;
}

function nested(data: TensorData, index: readonly number[]): string {
  if (index.length === data.shape.length) return literal(data, placeOf(data, index));
  const parts: string[] = [];
  const size = data.shape[index.length] ?? 0;
  for (let i = 0; i < size; i++) parts.push(nested(data, [...index, i]));
  return `[${parts.join(", ")}]`;
}

function literal(data: TensorData, place: number): string {
  const text = elementText(data, place);
  // "(nan+infj)" and "(-0+1j)" are no literals that mean what they say.
  if (isComplex(data.dtype) && /n|-0[+-]|-0j/.test(text)) {
    return `complex(${partsAt(data, place).map(partLiteral).join(", ")})`;
  }
  return text === "nan" || text === "inf" || text === "-inf" ? `float("${text}")` : text;
}

function partLiteral(part: number): string {
  if (Number.isNaN(part)) return 'float("nan")';
  if (!Number.isFinite(part)) return `float("${part > 0 ? "" : "-"}inf")`;
  return Object.is(part, -0) ? "-0.0" : String(part);
}

function checkSize(data: TensorData): void {
  const n = numelOf(data.shape);
  if (n > MOST_COPIED) {
    throw new Error(
      `${n.toLocaleString("en-US")} elements: a copy as text stops at ${MOST_COPIED.toLocaleString("en-US")}. Slice it, or save it as .npy.`,
    );
  }
}

/** Rows as lines, columns between tabs, matrices between empty lines under their index: every element exact. */
export function tableText(data: TensorData): string {
  checkSize(data);
  const { shape } = data;
  const rows = shape.length < 2 ? 1 : (shape.at(-2) ?? 1);
  const columns = shape.at(-1) ?? 1;
  const outer = shape.slice(0, -2);
  const matrices: string[] = [];
  for (let facet = 0; facet < numelOf(outer); facet++) {
    const index = unravel(facet, outer);
    const lines = Array.from({ length: rows }, (_, row) => {
      const place = (column: number) => placeOf(data, [...index, row, column].slice(-Math.max(1, shape.length)));
      if (shape.length === 0) return elementText(data, data.offset);
      return Array.from({ length: columns }, (_, column) => elementText(data, place(column))).join("\t");
    });
    matrices.push([...(outer.length === 0 ? [] : [listText(index)]), ...lines].join("\n"));
  }
  return `${matrices.join("\n\n")}\n`;
}

function listText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
