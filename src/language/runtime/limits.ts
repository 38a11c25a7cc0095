// How large a value may become before it is a MemoryError: beyond these JavaScript itself ends the process.

import { memoryError } from "./errors";

/** The most items of a list, a tuple or a set's table. */
export const MAX_ITEMS = 2 ** 26;

/** The most characters of a string that is made at once. */
export const MAX_TEXT = 2 ** 28;

export function checkItems(count: number): void {
  if (count > MAX_ITEMS) throw memoryError();
}
