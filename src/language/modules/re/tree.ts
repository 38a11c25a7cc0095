// A regular expression as a tree, its flags, and what is wrong with one. The shape is that of CPython's re._parser, so
// that its quirks (what may be repeated, what counts as a fixed width) are the same.

export const FLAG = {
  TEMPLATE: 1,
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  DEBUG: 128,
  ASCII: 256,
} as const;

export const TYPE_FLAGS = FLAG.ASCII | FLAG.LOCALE | FLAG.UNICODE;
export const GLOBAL_FLAGS = FLAG.DEBUG | FLAG.TEMPLATE;

/** No upper bound of a repetition. */
export const UNBOUNDED = 4294967295;
export const MAX_GROUPS = 1073741823;

/** `\d \D \s \S \w \W`, by the letter. */
export type Category = "d" | "D" | "s" | "S" | "w" | "W";

export type SetItem =
  | { readonly kind: "literal"; readonly code: number }
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "category"; readonly category: Category };

/** `^ \A \b \B $ \Z` */
export type Place = "^" | "A" | "b" | "B" | "$" | "Z";

export type Node =
  | { readonly kind: "literal"; readonly code: number; readonly negated: boolean }
  | { readonly kind: "any" }
  | { readonly kind: "set"; readonly items: readonly SetItem[]; readonly negated: boolean }
  | { readonly kind: "branch"; readonly ways: readonly Tree[] }
  | {
      readonly kind: "repeat";
      readonly how: "greedy" | "lazy" | "possessive";
      readonly min: number;
      readonly max: number;
      readonly body: Tree;
    }
  | {
      readonly kind: "group";
      /** Null for one that captures nothing. */
      readonly group: number | null;
      readonly add: number;
      readonly remove: number;
      readonly body: Tree;
    }
  | { readonly kind: "atomic"; readonly body: Tree }
  | { readonly kind: "look"; readonly ahead: boolean; readonly negated: boolean; readonly body: Tree }
  | { readonly kind: "at"; readonly place: Place }
  | { readonly kind: "reference"; readonly group: number }
  | { readonly kind: "condition"; readonly group: number; readonly yes: Tree; readonly no: Tree | null };

export type Tree = readonly Node[];

export interface Parsed {
  readonly tree: Tree;
  readonly flags: number;
  /** Number of groups, the whole match included. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** What `re.error` says; `position` is null where the pattern as a whole is wrong. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly position: number | null = null,
  ) {
    super(message);
  }
}

/** The least and the most characters that a tree matches. */
export function widthOf(tree: Tree, groupWidths: readonly (readonly [number, number] | null)[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const node of tree) {
    const [least, most] = nodeWidth(node, groupWidths);
    low += least;
    high += most;
  }
  return [Math.min(low, UNBOUNDED - 1), Math.min(high, UNBOUNDED)];
}

function nodeWidth(node: Node, groupWidths: readonly (readonly [number, number] | null)[]): readonly [number, number] {
  switch (node.kind) {
    case "literal":
    case "any":
    case "set":
      return [1, 1];
    case "branch": {
      const widths = node.ways.map((way) => widthOf(way, groupWidths));
      return [Math.min(...widths.map(([low]) => low)), Math.max(...widths.map(([, high]) => high))];
    }
    case "atomic":
    case "group":
      return widthOf(node.body, groupWidths);
    case "repeat": {
      const [low, high] = widthOf(node.body, groupWidths);
      return [low * node.min, high === 0 ? 0 : high * node.max];
    }
    case "reference":
      return groupWidths[node.group] ?? [0, 0];
    case "condition": {
      const [low, high] = widthOf(node.yes, groupWidths);
      if (node.no === null) return [0, high];
      const [otherLow, otherHigh] = widthOf(node.no, groupWidths);
      return [Math.min(low, otherLow), Math.max(high, otherHigh)];
    }
    case "look":
    case "at":
      return [0, 0];
  }
}
