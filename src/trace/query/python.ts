// Copy as Python: an expression that makes a recorded tensor again, element for element. Pure: runs in a page too.

import { numelOf, placeOf, type TensorData } from "./elements";
import { elementText } from "./slice";

/** Elements a copy may have; more would freeze the editor that gets pasted into. */
export const MOST_COPIED = 100_000;

/** `torch.tensor([...], dtype=...)` with every element exact. */
export function pythonText(data: TensorData): string {
  const n = numelOf(data.shape);
  if (n > MOST_COPIED) {
    throw new Error(`The tensor has ${n} elements; a copy as text stops at ${MOST_COPIED}.`);
  }
  if (n === 0) return `torch.empty(${listText(data.shape)}, dtype=torch.${data.dtype})`;
  const body = nested(data, []);
  const inferred = data.dtype === "float32" || data.dtype === "int64" || data.dtype === "bool";
  return `torch.tensor(${body}${inferred ? "" : `, dtype=torch.${data.dtype}`})`;
}

function nested(data: TensorData, index: readonly number[]): string {
  if (index.length === data.shape.length) return literal(elementText(data, placeOf(data, index)));
  const parts: string[] = [];
  const size = data.shape[index.length] ?? 0;
  for (let i = 0; i < size; i++) parts.push(nested(data, [...index, i]));
  return `[${parts.join(", ")}]`;
}

function literal(text: string): string {
  return text === "nan" || text === "inf" || text === "-inf" ? `float("${text}")` : text;
}

function listText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
