// The findings of a run: every rule asked in turn, what the source says to leave out left out, in the order of the
// source. In steps, so that a question of another surface never waits for it.

import type { Finding } from "../../../protocol/findings";
import type { TraceView } from "../view";
import { deadRelu, saturated } from "./activations";
import { Context } from "./context";
import { explodingGradient, noGradient, unusedLayer, vanishingGradient, zeroGradient } from "./gradients";
import { classTargets, logOfSoftmax, lossBroadcast, softmaxBeforeLoss, softmaxDim } from "./losses";
import { divisionByZero, infinity, logOfZero, lossNotFinite, nan, nanGradient } from "./not-finite";
import type { Draft, Rule } from "./rule";
import { evalMode, inPlace, notInOptimizer, noZeroGrad, trainMode } from "./training";

/** Those that say how a program fails come first: they have the elements to look at. */
const RULES: readonly Rule[] = [
  nan,
  logOfZero,
  divisionByZero,
  infinity,
  lossNotFinite,
  nanGradient,
  inPlace,
  softmaxBeforeLoss,
  logOfSoftmax,
  lossBroadcast,
  softmaxDim,
  classTargets,
  noGradient,
  zeroGradient,
  unusedLayer,
  notInOptimizer,
  noZeroGrad,
  evalMode,
  trainMode,
  saturated,
  deadRelu,
  vanishingGradient,
  explodingGradient,
];

/** Findings of one rule, which a list has room for. */
const MOST_OF_ONE = 5;

export function* findingsSteps(view: TraceView): Generator<undefined, Finding[]> {
  const context = new Context(view);
  const found: Finding[] = [];
  const ignored = new Ignored(view);
  for (const rule of RULES) {
    let count = 0;
    for (const draft of rule.find(context)) {
      if (draft === null) {
        yield;
        continue;
      }
      const finding = complete(view, rule, draft);
      if (finding === null || ignored.has(finding)) continue;
      found.push(finding);
      if (++count === MOST_OF_ONE) break;
    }
    yield;
  }
  return found.sort((a, b) => fileOrder(view, a, b) || a.range.start - b.range.start);
}

/** The program's own file first. */
function fileOrder({ entry }: TraceView, a: Finding, b: Finding): number {
  if (a.range.file === b.range.file) return 0;
  return a.range.file === entry ? -1 : b.range.file === entry ? 1 : a.range.file < b.range.file ? -1 : 1;
}

/** Null for a place that no source has. */
function complete(view: TraceView, rule: Rule, draft: Draft): Finding | null {
  const range = view.range(draft.span);
  if (range === null) return null;
  const { trace } = view;
  const visits = trace.visitsOf(trace.statementOfSpan(draft.span));
  return {
    rule: rule.id,
    severity: draft.severity ?? rule.severity,
    message: draft.message,
    range,
    related: (draft.related ?? []).flatMap(({ span, message }) => {
      const place = view.range(span);
      return place === null ? [] : [{ range: place, message }];
    }),
    visit: (draft.visit ?? 0) + 1,
    visits: draft.visit === undefined ? 1 : Math.max(1, visits),
    values: draft.values ?? [],
    nodes: draft.nodes ?? [],
    parameters: draft.parameters ?? [],
    fix: draft.fix === undefined ? null : { file: range.file, ...draft.fix },
  };
}

/** `# nnspec: ignore` at the end of a finding's first or last line leaves it out, `ignore[nan, in-place]` these rules. */
class Ignored {
  private readonly lines = new Map<string, readonly string[]>();

  constructor(private readonly view: TraceView) {}

  has({ rule, range }: Finding): boolean {
    const lines = this.linesOf(range.file);
    return [lines[range.line - 1], lines[range.endLine - 1]].some((line) => {
      const found = /#\s*nnspec:\s*ignore(?:\[([^\]]*)\])?/.exec(line ?? "");
      return found !== null && (found[1] === undefined || found[1].split(",").some((each) => each.trim() === rule));
    });
  }

  private linesOf(file: string): readonly string[] {
    let lines = this.lines.get(file);
    if (lines === undefined) {
      lines = (this.view.sources.get(file) ?? "").split(/\r\n|\r|\n/);
      this.lines.set(file, lines);
    }
    return lines;
  }
}
