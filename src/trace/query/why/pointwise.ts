// Element by element: one cell of each operand, at the same index but for broadcasting.

import type { WhyPiece } from "../../../protocol/why";
import { broadcastIndex, type OpCall, type Operand, read } from "./call";
import { at, type Writer } from "./writer";

export type Rule = (call: OpCall, index: readonly number[], writer: Writer) => boolean;

/** How a function of one number is written around it: before and behind, or with the number raised. */
type Written = readonly [before: string, after: string] | readonly [before: string, raised: "x" | "−x", after: string];

const FUNCTIONS: Readonly<Record<string, Written>> = {
  neg: ["−", ""],
  abs: ["|", "|"],
  exp: ["e", "x", ""],
  exp2: ["2", "x", ""],
  expm1: ["e", "x", " − 1"],
  log: ["ln ", ""],
  log2: ["log₂ ", ""],
  log10: ["log₁₀ ", ""],
  log1p: ["ln(1 + ", ")"],
  sqrt: ["√", ""],
  rsqrt: ["1 / √", ""],
  reciprocal: ["1 / ", ""],
  sigmoid: ["1 / (1 + e", "−x", ")"],
  log_sigmoid_forward: ["−ln(1 + e", "−x", ")"],
  relu: ["max(0, ", ")"],
  silu: ["x · σ(x), x = ", ""],
  mish: ["x · tanh(ln(1 + e", "x", "))"],
  hardtanh: ["clamp(", ")"],
};

/** Every other function of one tensor is written by its name. */
const BY_NAME =
  "tanh sin cos tan asin acos atan sinh cosh asinh acosh atanh floor ceil trunc round frac sign sgn erf erfc erfinv " +
  "digamma lgamma gelu elu celu softplus leaky_relu hardsigmoid hardswish hardshrink softshrink threshold deg2rad " +
  "rad2deg isnan isinf isfinite logical_not bitwise_not nan_to_num sinc logit i0 relu6 signbit isposinf isneginf isreal";

function unary(name: string): Rule {
  const written = FUNCTIONS[name] ?? [`${name}(`, ")"];
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    writer.formula = `y = ${name.replace(/_forward$/, "")}(x)`;
    const value = read(call.result, index);
    if (written.length === 3) {
      writer.line(
        `y${at(index)} = ${written[0]}`,
        { raised: `${written[1].replace("x", `x${at(index)}`)}` },
        written[2],
      );
      writer.line(`x${at(index)} = `, writer.cell("x", x, index));
    } else writer.line("= ", written[0], writer.cell("x", x, index), written[1]);
    writer.terms = [value];
    writer.equals(value);
    return true;
  };
}

/** `other` may be a number of the program's; `sign` is what stands between the two. */
function binary(sign: string, names: readonly [string, string] = ["self", "other"]): Rule {
  return (call, index, writer) => {
    const value = read(call.result, index);
    writer.formula = sign.length > 2 ? `y = ${sign}(a, b)` : `y = a ${sign} b`;
    const a = operandOrNumber(call, names[0], "a", index, writer);
    const b = operandOrNumber(call, names[1], "b", index, writer);
    if (a === null || b === null) return false;
    if (sign.length > 2) writer.line(`= ${sign}(`, a, ", ", b, ")");
    else writer.line("= ", a, ` ${sign} `, b);
    writer.terms = [value];
    writer.equals(value);
    return true;
  };
}

function operandOrNumber(
  call: OpCall,
  argument: string,
  name: string,
  index: readonly number[],
  writer: Writer,
): WhyPiece | null {
  const operand = call.tensor(argument);
  if (operand !== null) return writer.cell(name, operand, broadcastIndex(index, operand.data.shape));
  return call.given(argument) ? writer.plain(call.number(argument, Number.NaN)) : null;
}

/** a ± α·b: two terms. */
function sumOf(signOfA: 1 | -1, signOfB: 1 | -1): Rule {
  return (call, index, writer) => {
    const alpha = call.number("alpha", 1);
    const a = operandOrNumber(call, "self", "a", index, writer);
    const b = operandOrNumber(call, "other", "b", index, writer);
    if (a === null || b === null) return false;
    const minus = signOfA < 0 || signOfB < 0;
    const scale = alpha === 1 ? "" : `${alpha} · `;
    writer.formula = signOfA < 0 ? `y = b − ${scale}a` : `y = a ${minus ? "−" : "+"} ${scale}b`;
    if (signOfA < 0) writer.line("= ", b, ` − ${scale}`, a);
    else writer.line("= ", a, ` ${minus ? "−" : "+"} ${scale}`, b);
    const [first, second] = [numberOf(writer, a), numberOf(writer, b)];
    writer.terms = signOfA < 0 ? [second, -alpha * first] : [first, signOfB * alpha * second];
    writer.equals(read(call.result, index));
    return true;
  };
}

function numberOf(writer: Writer, piece: WhyPiece): number {
  return typeof piece === "object" && "number" in piece ? (writer.numbers[piece.number] ?? Number.NaN) : Number.NaN;
}

const power: Rule = (call, index, writer) => {
  const base = operandOrNumber(call, "self", "a", index, writer);
  const exponent = operandOrNumber(call, "exponent", "b", index, writer);
  if (base === null || exponent === null) return false;
  const value = read(call.result, index);
  writer.formula = "y = aᵇ";
  writer.line("= ", base, " ** ", exponent);
  writer.terms = [value];
  writer.equals(value);
  return true;
};

const where: Rule = (call, index, writer) => {
  const condition = call.tensor("condition");
  if (condition === null) return false;
  const place = broadcastIndex(index, condition.data.shape);
  const taken = read(condition, place) !== 0;
  const chosen = operandOrNumber(call, taken ? "self" : "other", taken ? "a" : "b", index, writer);
  if (chosen === null) return false;
  writer.formula = "y = where(c, a, b)";
  writer.line("c = ", writer.cell("c", condition, place), taken ? ", so y is a" : ", so y is b");
  writer.line("= ", chosen);
  writer.terms = [read(call.result, index)];
  return true;
};

const maskedFill: Rule = (call, index, writer) => {
  const [x, mask] = [call.tensor("self"), call.tensor("mask")];
  if (x === null || mask === null) return false;
  const place = broadcastIndex(index, mask.data.shape);
  const filled = read(mask, place) !== 0;
  const value = read(call.result, index);
  writer.formula = "y = masked_fill(x, m, value)";
  writer.line("m = ", writer.cell("m", mask, place), filled ? ", so y is the value" : ", so y is x");
  writer.line("= ", filled ? writer.plain(value) : writer.cell("x", x, broadcastIndex(index, x.data.shape)));
  writer.terms = [value];
  return true;
};

const clamp: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const value = read(call.result, index);
  const bounds = ["min", "max"].filter((each) => call.given(each)).map((each) => `${each}=${call.number(each, 0)}`);
  writer.formula = `y = clamp(x${bounds.map((each) => `, ${each}`).join("")})`;
  writer.line("= clamp(", writer.cell("x", x, index), ")");
  writer.terms = [value];
  writer.equals(value);
  return true;
};

/** self + value · t1 ∘ t2. */
function addcOf(sign: "·" | "/"): Rule {
  return (call, index, writer) => {
    const parts = ["self", "tensor1", "tensor2"].map((each) => call.tensor(each));
    const [x, a, b] = parts;
    if (!x || !a || !b) return false;
    const cell = (name: string, operand: Operand) =>
      writer.cell(name, operand, broadcastIndex(index, operand.data.shape));
    const scale = call.number("value", 1);
    const pieces = [cell("x", x), cell("a", a), cell("b", b)];
    const [first = 0, second = 0, third = 1] = pieces.map((each) => numberOf(writer, each));
    writer.formula = `y = x + ${scale} · a ${sign} b`;
    writer.line("= ", pieces[0] ?? "", ` + ${scale} · `, pieces[1] ?? "", ` ${sign} `, pieces[2] ?? "");
    writer.terms = [first, sign === "·" ? scale * second * third : (scale * second) / third];
    writer.equals(read(call.result, index));
    return true;
  };
}

export const POINTWISE: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries([...Object.keys(FUNCTIONS), ...BY_NAME.split(" ")].map((name) => [name, unary(name)])),
  add: sumOf(1, 1),
  sub: sumOf(1, -1),
  rsub: sumOf(-1, 1),
  mul: binary("·"),
  div: binary("/"),
  fmod: binary("fmod"),
  remainder: binary("%"),
  floor_divide: binary("//"),
  maximum: binary("maximum"),
  minimum: binary("minimum"),
  fmax: binary("fmax"),
  fmin: binary("fmin"),
  atan2: binary("atan2"),
  hypot: binary("hypot"),
  logaddexp: binary("logaddexp"),
  xlogy: binary("xlogy"),
  eq: binary("="),
  ne: binary("≠"),
  lt: binary("<"),
  le: binary("≤"),
  gt: binary(">"),
  ge: binary("≥"),
  logical_and: binary("∧"),
  logical_or: binary("∨"),
  logical_xor: binary("⊻"),
  bitwise_and: binary("&"),
  bitwise_or: binary("|"),
  bitwise_xor: binary("^"),
  prelu: (call, index, writer) => {
    const [x, weight] = [call.tensor("self"), call.tensor("weight")];
    if (x === null || weight === null) return false;
    const channel = weight.data.shape[0] === 1 ? 0 : (index[1] ?? 0);
    const value = read(call.result, index);
    writer.formula = "y = x where x > 0, else a · x";
    writer.line("x = ", writer.cell("x", x, index), ", a = ", writer.cell("a", weight, [channel]));
    writer.terms = [value];
    writer.equals(value);
    return true;
  },
  pow: power,
  where,
  masked_fill: maskedFill,
  clamp,
  clamp_min: clamp,
  clamp_max: clamp,
  addcmul: addcOf("·"),
  addcdiv: addcOf("/"),
};
