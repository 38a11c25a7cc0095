// Differences of neighbours, estimates of gradients and integrals by the trapezoidal rule.
// Follows aten/src/ATen/native/{ReduceOps,Integration}.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { bool, uint8 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { empty, filled } from "../tensor/raw";
import { noDimensions, wrapDim } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { add, div, mul, neg, sub } from "./arithmetic";
import { logicalXor } from "./comparison";
import { copy_ } from "./conversion";
import { cumsum } from "./cumulative";
import { type Op, op } from "./declare";
import { cat } from "./joining";
import { reducedDims, sumDim } from "./reductions";
import { divScalar, mulScalar } from "./scalar-arithmetic";
import { select, slice } from "./slicing";
import { reshape, view } from "./views";

/** t[start:end] along dim. */
function part(t: Tensor, dim: number, start: number, end: number | null): Tensor {
  return slice(t, dim, start, end, 1);
}

// ---- diff

function checkAttached(self: Tensor, attached: Tensor, dim: number): void {
  if (attached.dim !== self.dim) {
    throw runtimeError("diff expects prepend or append to be the same dimension as input");
  }
  self.shape.forEach((size, d) => {
    if (d === wrapDim(dim, self.dim) || attached.shape[d] === size) return;
    throw runtimeError(
      `diff expects the shape of tensor to prepend or append to match that of input except along the differencing dimension; input.size(${d}) = ${size}, but got tensor.size(${d}) = ${attached.shape[d]}`,
    );
  });
}

export const diff: Op<
  [self: Tensor, n?: number, dim?: number, prepend?: Tensor | null, append?: Tensor | null],
  Tensor
> = op("diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor", {
  complex: true,
  doc: "Each element minus the one before it along dim, n times over",
  out: true,
  outCheck: (_, self, n, dim, prepend, append) => {
    if (n <= 0 || self.dim === 0) return;
    const sizes = [self, prepend, append].map((t) => t?.shape[wrapDim(dim, self.dim)] ?? 0);
    // PyTorch narrows from 1 on before it looks at sizes.
    if (sizes.every((size) => size === 0)) wrapDim(1, 0);
  },
  composite: (self, n, dim, prepend, append) => {
    if (self.dim === 0) throw runtimeError("diff expects input to be at least one-dimensional");
    const attached = [prepend, append].filter((t) => t !== null);
    if (attached.length > 0) wrapDim(dim, self.dim);
    for (const t of attached) checkAttached(self, t, dim);
    // Nothing is put before or after then.
    if (n === 0) return copy_(empty(self.shape, self.dtype), self);
    const at = wrapDim(dim, self.dim);
    const parts = [prepend, self, append].filter((t) => t !== null);
    let result = parts.length > 1 ? cat(parts, dim) : self;
    const times = Math.min(n, result.shape[at] ?? 0);
    for (let i = 0; i < times; i++) {
      const size = result.shape[at] ?? 0;
      const after = part(result, dim, 1, size);
      const before = part(result, dim, 0, size - 1);
      result = result.dtype === bool ? logicalXor(after, before) : sub(after, before);
    }
    return result;
  },
  samples: [
    "c.diff()",
    "x.diff()",
    "i.diff(2, 0)",
    "m.diff()",
    "torch.diff(v, prepend=v[:1], append=v[:2])",
    "x.diff(5)",
    "s.diff()",
    "x.diff(0)",
    "x.diff(-1)",
    "torch.diff(x, dim=0, prepend=torch.zeros(1, 3))",
    "torch.diff(x, prepend=torch.zeros(3))",
    "torch.diff(x, prepend=torch.zeros(2, 1))",
    "nc.diff(dim=0)",
  ],
});

// ---- gradient

function checkGradient(self: Tensor, spacings: number, dims: number | null, edgeOrder: number, listed: boolean): void {
  if (self.dtype === uint8) throw runtimeError("torch.gradient does not support uint8 input.");
  if (dims === null && spacings !== 1 && spacings !== self.dim) {
    throw runtimeError(
      `torch.gradient expected spacing to be unspecified, a scalar or a list of length ${self.dim} but got a list of length ${spacings}`,
    );
  }
  if (dims !== null && (spacings > 1 || listed) && spacings !== dims) {
    throw runtimeError(
      `torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim arguments to have the same length, but got a spacing argument of length ${spacings} and a dim argument of length ${dims}.`,
    );
  }
  if (edgeOrder !== 1 && edgeOrder !== 2) {
    throw runtimeError("torch.gradient only supports edge_order=1 and edge_order=2.");
  }
}

function checkLength(self: Tensor, dim: number, edgeOrder: number): void {
  if ((self.shape[dim] ?? 0) <= edgeOrder) {
    throw runtimeError("torch.gradient expected each dimension size to be at least edge_order+1");
  }
}

/** a·x + b·y + c·z, with signs of the last two as PyTorch has them. */
function evenly(self: Tensor, dim: number, edgeOrder: number, step: Scalar): Tensor {
  checkLength(self, dim, edgeOrder);
  const at = (start: number, end: number | null) => part(self, dim, start, end);
  const center = divScalar(divScalar(sub(at(2, null), at(0, -2)), step), 2n);
  if (edgeOrder === 1) {
    const before = divScalar(sub(at(1, 2), at(0, 1)), step);
    const after = divScalar(sub(at(-1, null), at(-2, -1)), step);
    return cat([before, center, after], dim);
  }
  const first = add(mulScalar(at(0, 1), -1.5), mulScalar(at(1, 2), 2n));
  const before = divScalar(sub(first, mulScalar(at(2, 3), 0.5)), step);
  const last = sub(mulScalar(at(-3, -2), 0.5), mulScalar(at(-2, -1), 2n));
  const after = divScalar(add(last, mulScalar(at(-1, null), 1.5)), step);
  return cat([before, center, after], dim);
}

/** By coordinates that need not lie evenly. */
function unevenly(self: Tensor, dim: number, edgeOrder: number, coordinates: Tensor): Tensor {
  checkLength(self, dim, edgeOrder);
  const at = (start: number, end: number | null) => part(self, dim, start, end);
  const steps = diff(coordinates);
  const left = part(steps, 0, 0, -1);
  const right = part(steps, 0, 1, null);
  const along = (t: Tensor) =>
    reshape(
      t,
      self.shape.map((_, d) => (d === dim ? t.numel : 1)),
    );
  const both = add(left, right);
  const a = along(div(neg(right), mul(left, both)));
  const b = along(div(sub(right, left), mul(left, right)));
  const c = along(div(left, mul(right, both)));
  const center = add(add(mul(a, at(0, -2)), mul(b, at(1, -1))), mul(c, at(2, null)));
  if (edgeOrder === 1) {
    const before = div(sub(at(1, 2), at(0, 1)), select(steps, 0, 0));
    const after = div(sub(at(-1, null), at(-2, -1)), select(steps, 0, -1));
    return cat([before, center, after], dim);
  }
  const weigh = (weights: readonly [Tensor, Tensor, Tensor], places: readonly [Tensor, Tensor, Tensor]) =>
    add(add(mul(weights[0], places[0]), mul(weights[1], places[1])), mul(weights[2], places[2]));
  const [l0, r0] = [select(left, 0, 0), select(right, 0, 0)];
  const s0 = add(l0, r0);
  const before = weigh(
    [div(neg(add(add(l0, l0), r0)), mul(l0, s0)), div(s0, mul(l0, r0)), div(neg(l0), mul(r0, s0))],
    [at(0, 1), at(1, 2), at(2, 3)],
  );
  const [l1, r1] = [select(left, 0, -1), select(right, 0, -1)];
  const s1 = add(l1, r1);
  const after = weigh(
    [div(r1, mul(l1, s1)), div(neg(s1), mul(l1, r1)), div(add(add(r1, r1), l1), mul(r1, s1))],
    [at(-3, -2), at(-2, -1), at(-1, null)],
  );
  return cat([before, center, after], dim);
}

type Spacing = readonly Scalar[] | readonly Tensor[];

/** `listed`: the spacings were given as a list. */
function gradients(
  self: Tensor,
  spacing: Spacing,
  dims: readonly number[] | null,
  edgeOrder: number,
  listed = false,
): Tensor[] {
  checkGradient(self, spacing.length, dims?.length ?? null, edgeOrder, listed);
  if (dims?.length === 0) return [];
  if (dims !== null && self.dim === 0) throw noDimensions(dims[0] as number);
  const chosen = dims === null ? self.shape.map((_, d) => d) : reducedDims(dims, self.dim);
  for (const each of spacing) {
    if (each instanceof Tensor && each.dim !== 1) {
      throw runtimeError(
        `torch.gradient expected each element of spacing to have one dimension, but got an element with ${each.dim} dimensions!`,
      );
    }
  }
  if (listed && dims === null && spacing.length < self.dim) {
    throw new UnsupportedError("torch.gradient with fewer spacings than dimensions, past whose end PyTorch reads,");
  }
  return chosen.map((dim, i) => {
    const step = spacing.length === 1 ? spacing[0] : spacing[i];
    if (step instanceof Tensor) return unevenly(self, dim, edgeOrder, step);
    return evenly(self, dim, edgeOrder, step ?? 1);
  });
}

const one = (dim: number | null): readonly number[] | null => (dim === null ? null : [dim]);

type Gradient<S, D> = Op<[self: Tensor, spacing: S, dim: D, edgeOrder?: number], readonly Tensor[]>;

export const gradientDims: Op<[self: Tensor, dim: readonly number[], edgeOrder?: number], readonly Tensor[]> = op(
  "gradient.array(Tensor self, *, int[] dim, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at steps of 1",
    forms: ["torch"],
    composite: (self, dim, edgeOrder) => gradients(self, [1], dim, edgeOrder),
    samples: ["torch.gradient(x, dim=(0, 1), edge_order=2)", "torch.gradient(x, dim=(0, 0))"],
  },
);

export const gradientScalarDims: Gradient<Scalar, readonly number[]> = op(
  "gradient.scalararray(Tensor self, *, Scalar spacing, int[] dim, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at even steps",
    forms: ["torch"],
    composite: (self, spacing, dim, edgeOrder) => gradients(self, [spacing], dim, edgeOrder),
    samples: ["torch.gradient(x, dim=(0,), spacing=2)"],
  },
);

export const gradientScalar: Op<
  [self: Tensor, spacing?: Scalar | null, dim?: number | null, edgeOrder?: number],
  readonly Tensor[]
> = op("gradient.scalarint(Tensor self, *, Scalar? spacing=None, int? dim=None, int edge_order=1) -> Tensor[]", {
  complex: true,
  doc: "Estimate of the gradient by differences, at even steps",
  forms: ["torch"],
  composite: (self, spacing, dim, edgeOrder) => gradients(self, [spacing ?? 1], one(dim), edgeOrder),
  samples: [
    "torch.gradient(v)",
    "torch.gradient(x)",
    "torch.gradient(x, spacing=2.)",
    "torch.gradient(x, dim=0)",
    "torch.gradient(i)",
    "torch.gradient(v, spacing=0.5, edge_order=2)",
    "torch.gradient(torch.tensor([1.]))",
    "torch.gradient(x, edge_order=3)",
    "torch.gradient(u8)",
    "torch.gradient(x, dim=5)",
  ],
});

export const gradientScalars: Gradient<readonly Scalar[], number | null> = op(
  "gradient.scalarrayint(Tensor self, *, Scalar[] spacing, int? dim=None, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at even steps for each dimension",
    forms: ["torch"],
    composite: (self, spacing, dim, edgeOrder) => gradients(self, spacing, one(dim), edgeOrder, true),
    samples: [
      "torch.gradient(x, spacing=[1, 2])",
      "torch.gradient(x, spacing=[1, 2, 3])",
      "torch.gradient(x, spacing=[], dim=1)",
    ],
  },
);

export const gradientScalarsDims: Gradient<readonly Scalar[], readonly number[]> = op(
  "gradient.scalarrayarray(Tensor self, *, Scalar[] spacing, int[] dim, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at even steps for each dimension",
    forms: ["torch"],
    composite: (self, spacing, dim, edgeOrder) => gradients(self, spacing, dim, edgeOrder, true),
    samples: ["torch.gradient(x, dim=(1,), spacing=[2.])", "torch.gradient(x, spacing=[1], dim=[])"],
  },
);

export const gradientTensors: Gradient<readonly Tensor[], number | null> = op(
  "gradient.tensorarrayint(Tensor self, *, Tensor[] spacing, int? dim=None, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at given coordinates",
    forms: ["torch"],
    composite: (self, spacing, dim, edgeOrder) => gradients(self, spacing, one(dim), edgeOrder, true),
    samples: [
      "torch.gradient(x, spacing=(torch.tensor([0., 1., 3., 4.]), torch.tensor([0., 1., 5.])))",
      "torch.gradient(v, spacing=(torch.tensor([0., 1., 3.]),), edge_order=2)",
      "torch.gradient(x, dim=1, spacing=[torch.tensor([0., 1., 5.])])",
      "torch.gradient(x, dim=1, spacing=[x])",
    ],
  },
);

export const gradientTensorsDims: Gradient<readonly Tensor[], readonly number[]> = op(
  "gradient.tensorarray(Tensor self, *, Tensor[] spacing, int[] dim, int edge_order=1) -> Tensor[]",
  {
    complex: true,
    doc: "Estimate of the gradient by differences, at given coordinates",
    forms: ["torch"],
    composite: (self, spacing, dim, edgeOrder) => gradients(self, spacing, dim, edgeOrder, true),
    samples: ["torch.gradient(x, dim=(1,), spacing=[torch.tensor([0., 1., 5.])])"],
  },
);

// ---- The trapezoidal rule

/** The coordinates, so that they broadcast against y along dim. */
function alongside(x: Tensor, y: Tensor, dim: number, name: string): Tensor {
  if (x.dim === 1) {
    if (x.shape[0] !== y.shape[dim]) {
      throw runtimeError(`${name}: There must be one \`x\` value for each sample point`);
    }
    return view(
      x,
      y.shape.map((_, d) => (d === dim ? x.numel : 1)),
    );
  }
  if (x.dim < y.dim) return view(x, [...new Array<number>(y.dim - x.dim).fill(1), ...x.shape]);
  return x;
}

function refuseBool(name: string, y: Tensor, x: Tensor | null): void {
  if (y.dtype !== bool && x?.dtype !== bool) return;
  const which = x === null ? "`y`" : "`x` or `y`";
  throw runtimeError(`${name}: received a bool input for ${which}, but bool is not supported`);
}

/** Steps between coordinates along dim. */
function steps(x: Tensor, dim: number): Tensor {
  return sub(part(x, dim, 1, null), part(x, dim, 0, -1));
}

function sums(y: Tensor, dim: number): Tensor {
  return add(part(y, dim, 0, -1), part(y, dim, 1, null));
}

function reducedZeros(y: Tensor, dim: number): Tensor {
  return filled(
    y.shape.filter((_, d) => d !== dim),
    0,
    y.dtype,
  );
}

function integralByCoordinates(y: Tensor, x: Tensor, dim: number): Tensor {
  refuseBool("trapezoid", y, x);
  if (y.dim === 0) throw noDimensions(dim);
  const at = wrapDim(dim, y.dim);
  if ((y.shape[at] ?? 0) === 0) return reducedZeros(y, at);
  const across = steps(alongside(x, y, at, "trapezoid"), at);
  return divScalar(sumDim(mul(sums(y, at), across), [at]), 2);
}

function checkStep(name: string, dx: Scalar): void {
  if (typeof dx === "boolean") throw runtimeError(`${name}: Currently, we only support dx as a real number.`);
}

function integralBySteps(y: Tensor, dx: Scalar, dim: number): Tensor {
  if (y.dim === 0) {
    refuseBool("trapezoid", y, null);
    throw noDimensions(dim);
  }
  if ((y.shape[wrapDim(dim, y.dim)] ?? 0) === 0) return reducedZeros(y, wrapDim(dim, y.dim));
  refuseBool("trapezoid", y, null);
  checkStep("trapezoid", dx);
  const ends = mulScalar(add(select(y, dim, 0), select(y, dim, -1)), 0.5);
  return mulScalar(sub(sumDim(y, [dim]), ends), Number(dx));
}

for (const name of ["trapezoid", "trapz"]) {
  op<[y: Tensor, x: Tensor, dim?: number], Tensor>(`${name}.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor`, {
    complex: true,
    doc: "Integral along dim by the trapezoidal rule, at coordinates x",
    forms: ["torch"],
    composite: integralByCoordinates,
    samples: [
      `torch.${name}(y, x)`,
      `torch.${name}(y, x, dim=0)`,
      `torch.${name}(y, v)`,
      `torch.${name}(b, x)`,
      `torch.${name}(y, torch.tensor([1., 2.]))`,
      `torch.${name}(i, i)`,
    ],
  });
  const step = name === "trapz" ? "float dx=1." : "Scalar dx=1";
  op<[y: Tensor, dx?: Scalar, dim?: number], Tensor>(`${name}.dx(Tensor y, *, ${step}, int dim=-1) -> Tensor`, {
    complex: true,
    doc: "Integral along dim by the trapezoidal rule, at steps of dx",
    forms: ["torch"],
    composite: integralBySteps,
    samples: [
      `torch.${name}(y)`,
      `torch.${name}(y, dx=0.5)`,
      `torch.${name}(m)`,
      `torch.${name}(torch.tensor(1.))`,
      `torch.${name}(e, dim=0)`,
      `torch.${name}(i)`,
    ],
  });
}

export const cumulativeTrapezoidX: Op<[y: Tensor, x: Tensor, dim?: number], Tensor> = op(
  "cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor",
  {
    complex: true,
    doc: "Integrals up to each element along dim by the trapezoidal rule, at coordinates x",
    forms: ["torch"],
    composite: (y, x, dim) => {
      refuseBool("cumulative_trapezoid", y, x);
      const at = wrapDim(dim, y.dim);
      const across = steps(alongside(x, y, at, "cumulative_trapezoid"), at);
      return divScalar(cumsum(mul(sums(y, at), across), at), 2);
    },
    samples: [
      "torch.cumulative_trapezoid(y, x, dim=0)",
      "torch.cumulative_trapezoid(y, v)",
      "torch.cumulative_trapezoid(v, w)",
    ],
  },
);

export const cumulativeTrapezoid: Op<[y: Tensor, dx?: Scalar, dim?: number], Tensor> = op(
  "cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor",
  {
    complex: true,
    doc: "Integrals up to each element along dim by the trapezoidal rule, at steps of dx",
    forms: ["torch"],
    composite: (y, dx, dim) => {
      refuseBool("cumulative_trapezoid", y, null);
      checkStep("cumulative_trapezoid", dx);
      return cumsum(mulScalar(sums(y, dim), Number(dx) / 2), dim);
    },
    samples: [
      "torch.cumulative_trapezoid(y)",
      "torch.cumulative_trapezoid(i, dx=2)",
      "torch.cumulative_trapezoid(m)",
      "torch.cumulative_trapezoid(n)",
      "torch.cumulative_trapezoid(s)",
    ],
  },
);
