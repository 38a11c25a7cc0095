// The filter fields of the three lists: a part of a name, a part of a shape ("[4, 2]" or "4,2"), or /a regex/.

import { formatShape } from "../../src/look/numbers";

export interface Filter {
  /** True when nothing is asked for. */
  readonly empty: boolean;
  /** What is wrong with the regular expression, or null. */
  readonly error: string | null;
  matches(texts: readonly string[], shape: readonly number[] | null): boolean;
}

const ALL: Filter = { empty: true, error: null, matches: () => true };

export function parseFilter(query: string): Filter {
  const text = query.trim();
  if (text === "") return ALL;
  if (text.startsWith("/")) return regexFilter(text);
  const wanted = text.toLowerCase();
  const shaped = /^\[?[\d\s,]*\]?$/.test(text) && /\d|\[\s*\]/.test(text) ? squeeze(text) : null;
  return {
    empty: false,
    error: null,
    matches: (texts, shape) =>
      (shaped !== null && shape !== null && squeeze(formatShape(shape)).includes(shaped)) ||
      texts.some((one) => one.toLowerCase().includes(wanted)),
  };
}

function regexFilter(text: string): Filter {
  const closed = text.length > 1 && text.endsWith("/");
  const source = closed ? text.slice(1, -1) : text.slice(1);
  if (source === "") return ALL;
  try {
    const pattern = new RegExp(source, "i");
    return {
      empty: false,
      error: null,
      matches: (texts, shape) =>
        texts.some((one) => pattern.test(one)) || (shape !== null && pattern.test(formatShape(shape))),
    };
  } catch (error) {
    // While it is being typed, everything stays in sight and the field says what is wrong.
    return { ...ALL, empty: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "");
}
