// The filter fields of the three lists: a part of a name, a part of a shape ("[4, 2]" or "4,2"), /a regex/, and words that
// ask for figures ("has:nan", "grad>1e3"); all of them must hold.

import { formatShape } from "../../src/look/numbers";
import { type Condition, type Figures, readCondition } from "./figures";

export interface Filter {
  /** True when nothing is asked for. */
  readonly empty: boolean;
  /** What is wrong with the regular expression, or null. */
  readonly error: string | null;
  /** It asks for figures, which may come later than the rows. */
  readonly needsFigures: boolean;
  matches(texts: readonly string[], shape: readonly number[] | null, figures?: Figures): boolean;
}

const ALL: Filter = { empty: true, error: null, needsFigures: false, matches: () => true };
const NO_FIGURES: Figures = { value: null, gradient: null };

export function parseFilter(query: string): Filter {
  const words = query.trim().split(/\s+/);
  const conditions = words.flatMap((word) => readCondition(word) ?? []);
  if (conditions.length === 0) return textFilter(query.trim());
  const rest = textFilter(words.filter((word) => readCondition(word) === null).join(" "));
  const holds = (figures: Figures) => conditions.every((condition: Condition) => condition(figures));
  return {
    empty: false,
    error: rest.error,
    needsFigures: true,
    matches: (texts, shape, figures = NO_FIGURES) => holds(figures) && rest.matches(texts, shape),
  };
}

function textFilter(text: string): Filter {
  if (text === "") return ALL;
  if (text.startsWith("/")) return regexFilter(text);
  const wanted = text.toLowerCase();
  const shaped = /^\[?[\d\s,]*\]?$/.test(text) && /\d|\[\s*\]/.test(text) ? squeeze(text) : null;
  return {
    empty: false,
    error: null,
    needsFigures: false,
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
      needsFigures: false,
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
