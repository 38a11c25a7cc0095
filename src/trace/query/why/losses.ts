// Losses: one term for each element or sample, their sum or mean.

import { broadcastIndex, indices, type OpCall, read } from "./call";
import type { Rule } from "./pointwise";
import type { Term, Writer } from "./writer";

/** PyTorch's numbers for reduction=. */
const NONE = 0;
const MEAN = 1;

function reduce(
  call: OpCall,
  index: readonly number[],
  writer: Writer,
  terms: readonly Term[],
  divisor: number,
): boolean {
  const mean = call.number("reduction", MEAN) === MEAN;
  const sum = writer.sum(terms);
  if (mean) writer.line("= (", sum, ") / ", Number.isInteger(divisor) ? String(divisor) : writer.plain(divisor));
  else writer.line("= ", sum);
  writer.terms = terms.map((term) => (mean ? term.value / divisor : term.value));
  writer.equals(read(call.result, index));
  return true;
}

/** −x[i, t[i]] of each sample, weighted by class, without the ignored ones. */
const nll: Rule = (call, index, writer) => {
  const [x, target, weight] = [call.tensor("self"), call.tensor("target"), call.tensor("weight")];
  if (x === null || target === null || call.output !== 0) return false;
  const ignored = call.number("ignore_index", -100);
  const reduced = call.number("reduction", MEAN) !== NONE;
  const places = reduced ? [...indices(target.data.shape)] : [index];
  const terms: Term[] = [];
  let total = 0;
  for (const place of places) {
    const kind = read(target, place);
    writer.mark("t", target, place);
    if (kind === ignored) continue;
    const cell = x.data.shape.length === 1 ? [kind] : [place[0] ?? 0, kind, ...place.slice(1)];
    const factor = weight === null ? 1 : read(weight, [kind]);
    total += factor;
    const pieces =
      weight === null
        ? ["−", writer.cell("x", x, cell)]
        : ["−", writer.cell("w", weight, [kind]), " · ", writer.cell("x", x, cell)];
    terms.push({ pieces, value: -factor * read(x, cell) });
  }
  writer.formula = `y = nll_loss(x, t${weight === null ? "" : ", w"})`;
  writer.line("x[i, t[i]] of each sample i, with its sign turned");
  return reduce(call, index, writer, terms, total);
};

type Distance = (a: number, b: number, call: OpCall) => number;

/** A loss that compares two tensors element by element. */
function elementwise(name: string, text: string, distance: Distance): Rule {
  return (call, index, writer) => {
    const [x, target, weight] = [call.tensor("self"), call.tensor("target"), call.tensor("weight")];
    if (x === null || target === null || call.tensor("pos_weight") !== null) return false;
    const reduced = call.number("reduction", MEAN) !== NONE;
    const places = reduced ? [...indices(x.data.shape)] : [index];
    const terms = places.map((place): Term => {
      const other = broadcastIndex(place, target.data.shape);
      const factor = weight === null ? 1 : read(weight, broadcastIndex(place, weight.data.shape));
      const value = factor * distance(read(x, place), read(target, other), call);
      writer.mark("t", target, other);
      return { pieces: [writer.of("x", x, place, value)], value };
    });
    writer.formula = `y = ${name}(x, t)`;
    writer.line(`each term: ${text}`);
    return reduce(call, index, writer, terms, places.length);
  };
}

const bounded = (x: number) => Math.max(Math.log(x), -100);

export const LOSSES: Readonly<Record<string, Rule>> = {
  nll_loss_forward: nll,
  nll_loss2d_forward: nll,
  mse_loss: elementwise("mse_loss", "(x − t)²", (x, t) => (x - t) ** 2),
  smooth_l1_loss: elementwise("smooth_l1_loss", "½(x − t)²/β where |x − t| < β, else |x − t| − ½β", (x, t, call) => {
    const [away, beta] = [Math.abs(x - t), call.number("beta", 1)];
    return away < beta ? (0.5 * away * away) / beta : away - 0.5 * beta;
  }),
  huber_loss: elementwise("huber_loss", "½(x − t)² where |x − t| < δ, else δ(|x − t| − ½δ)", (x, t, call) => {
    const [away, delta] = [Math.abs(x - t), call.number("delta", 1)];
    return away < delta ? 0.5 * away * away : delta * (away - 0.5 * delta);
  }),
  binary_cross_entropy: elementwise(
    "binary_cross_entropy",
    "−t ln x − (1 − t) ln(1 − x)",
    (x, t) => -t * bounded(x) - (1 - t) * bounded(1 - x),
  ),
  binary_cross_entropy_with_logits: elementwise(
    "binary_cross_entropy_with_logits",
    "(1 − t)x + ln(1 + e⁻ˣ)",
    (x, t) => (1 - t) * x + Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  ),
  soft_margin_loss: elementwise("soft_margin_loss", "ln(1 + e⁻ᵗˣ)", (x, t) => Math.log1p(Math.exp(-t * x))),
};
