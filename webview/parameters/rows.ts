// The parameter table's rows: grouped by root module, filtered, sorted inside the groups. Pure.

import { largest, normOf } from "../../src/look/digest";
import type { ParameterRow } from "../../src/protocol";
import type { Filter } from "../format/filter";

export type SortKey = "name" | "shape" | "value" | "gradient" | "ratio" | "state";

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export type TableRow =
  | {
      readonly kind: "group";
      readonly root: string;
      readonly rootClass: string;
      readonly elements: number;
      readonly folded: boolean;
    }
  | { readonly kind: "parameter"; readonly row: ParameterRow };

export function tableRows(
  parameters: readonly ParameterRow[],
  filter: Filter,
  sort: Sort | null,
  folded: ReadonlySet<string>,
): readonly TableRow[] {
  const groups = new Map<string, ParameterRow[]>();
  for (const row of parameters) {
    const group = groups.get(row.root);
    if (group === undefined) groups.set(row.root, [row]);
    else group.push(row);
  }
  const rows: TableRow[] = [];
  for (const [root, all] of groups) {
    const first = all[0];
    const kept = all.filter((row) =>
      filter.matches([row.name, `${root}.${row.name}`, row.ownerClass], row.value.shape, {
        value: row.digest,
        gradient: row.gradientDigest,
      }),
    );
    if (first === undefined || kept.length === 0) continue;
    const elements = all.reduce((sum, row) => sum + row.digest.n, 0);
    rows.push({ kind: "group", root, rootClass: first.rootClass, elements, folded: folded.has(root) });
    if (folded.has(root)) continue;
    if (sort !== null) kept.sort(comparer(sort));
    for (const row of kept) rows.push({ kind: "parameter", row });
  }
  return rows;
}

/** |g| / |v|, the quotient of the norms; NaN where there is no gradient. */
export function gradientRatio(row: ParameterRow): number {
  return row.gradientDigest === null ? Number.NaN : normOf(row.gradientDigest) / normOf(row.digest);
}

/** Made once: localeCompare with options makes one for each comparison. */
const byName = new Intl.Collator("en", { numeric: true });

function comparer(sort: Sort): (a: ParameterRow, b: ParameterRow) => number {
  const direction = sort.descending ? -1 : 1;
  if (sort.key === "name") return (a, b) => direction * byName.compare(a.name, b.name);
  if (sort.key === "state") return (a, b) => direction * a.gradientState.localeCompare(b.gradientState);
  const figureOfRow = figureOf(sort.key);
  const known = new Map<ParameterRow, number>();
  const figure = (row: ParameterRow): number => {
    const value = known.get(row) ?? figureOfRow(row);
    known.set(row, value);
    return value;
  };
  return (a, b) => {
    const x = figure(a);
    const y = figure(b);
    // What has no figure stands last in either direction.
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return direction * (x - y);
  };
}

function figureOf(key: "shape" | "value" | "gradient" | "ratio"): (row: ParameterRow) => number {
  switch (key) {
    case "shape":
      return (row) => row.digest.n;
    case "value":
      return (row) => largest(row.digest);
    case "gradient":
      return (row) => (row.gradientDigest === null ? Number.NaN : largest(row.gradientDigest));
    case "ratio":
      return gradientRatio;
  }
}

/** "block1.conv1.weight" → "block1.conv1" and ".weight": a name may lose its middle, never its last part. */
export function splitName(name: string): readonly [string, string] {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? ["", name] : [name.slice(0, dot), name.slice(dot)];
}
