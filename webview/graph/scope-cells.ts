// The cells of a row that shows a scope: what it is, how much it holds, the shapes that flow in and out.

import { html, nothing } from "lit";
import { formatCount, formatShape } from "../../src/look/numbers";
import type { Direction, GraphScope } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { lineLink } from "./graph-cells";

/** "layer1", "train_step()", "iteration 3 of 100" */
export function scopeTitle(scope: GraphScope | undefined): string {
  if (scope === undefined) return "";
  return scope.kind === "turn" ? t("iterationOf", scope.title, scope.detail) : scope.title;
}

/** "[2, 3], [2, 4] → [2, 4]"; backward, gradients go the other way along the same tensors. */
export function scopeFlow({ inputs, outputs }: GraphScope, direction: Direction): string {
  const [from, to] = [shapes(inputs), shapes(outputs)];
  return direction === "forward" ? `${from} → ${to}` : `${to} → ${from}`;
}

/** Shapes told of one side. */
const MOST_TOLD = 2;

function shapes(all: readonly (readonly number[])[]): string {
  const told = all.slice(0, MOST_TOLD).map(formatShape).join(", ");
  return all.length > MOST_TOLD ? `${told}, …` : told;
}

export function scopeCells(scope: GraphScope, direction: Direction, store: Store | null) {
  const detail = scope.kind === "module" && scope.detail !== scope.title ? `${scope.detail} · ` : "";
  const flow = scopeFlow(scope, direction).trim();
  return html`<span class="c-node">
      <span class="name">${scopeTitle(scope)}</span>
      <span class="label small dim cut">${detail}${t("opsCount", formatCount(scope.ops))}</span>
      ${scope.kind === "turn" ? nothing : lineLink(scope.range, store)}
    </span>
    <span class="c-flow mono dim cut" title=${flow}>${flow}</span>`;
}
