// torch.fft: transforms of one dimension and of several, of reals, of complex numbers and of what is its own conjugate
// mirrored; sample frequencies and shifts. Follows aten/src/ATen/native/SpectralOps.cpp.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import { complexOf } from "../tensor/complex";
import { type DType, float32, float64 } from "../tensor/dtype";
import { getDefaultDType } from "../tensor/promotion";
import { fromNumbers, wrapNumber } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { conj, conjPhysical } from "./conjugation";
import { to } from "./conversion";
import { checkOptions, checkSize } from "./creation";
import { type Op, op } from "./declare";
import { fftC2c, fftC2r, fftR2c, type Normalization } from "./fourier";
import { constantPadNd } from "./padding";
import { roll } from "./rearranging";
import { slice } from "./slicing";

/** fft_norm_mode: which way of three names a direction is scaled. */
function normalization(norm: string | null, forward: boolean): Normalization {
  if (norm === null || norm === "backward") return forward ? 0 : 2;
  if (norm === "forward") return forward ? 2 : 0;
  if (norm === "ortho") return 1;
  throw runtimeError(`Invalid normalization mode: "${norm}"`);
}

/** In float32 or float64, or complex numbers of these. */
function promoted(self: Tensor, toComplex: boolean): Tensor {
  if (self.dtype.isComplex) return self;
  const dtype = self.dtype.isFloatingPoint ? self.dtype : getDefaultDType();
  if (dtype !== float32 && dtype !== float64) throw runtimeError(`Unsupported dtype ${dtype.scalarName}`);
  const wanted = toComplex ? complexOf(dtype) : dtype;
  return wanted === self.dtype ? self : to(self, wanted);
}

/** Cut off, or with zeros after it, to these sizes along dims. */
function resized(self: Tensor, dims: readonly number[], sizes: readonly number[]): Tensor {
  let result = self;
  const pad = new Array<number>(2 * self.dim).fill(0);
  dims.forEach((dim, i) => {
    const [have, want] = [result.shape[dim] ?? 0, sizes[i] ?? -1];
    if (have < want) pad[2 * (self.dim - dim) - 1] = want - have;
    if (have > want) result = slice(result, dim, 0, want, 1);
  });
  return pad.some((each) => each > 0) ? constantPadNd(result, pad, 0n) : result;
}

function checkPoints(n: number): void {
  if (n < 1) throw runtimeError(`Invalid number of data points (${n}) specified`);
}

function checkReal(self: Tensor, name: string, kind = "real"): void {
  if (!self.dtype.isComplex) return;
  throw runtimeError(`${name} expects a ${kind} input tensor, but got ${self.dtype.scalarName}`);
}

/** The dimension, and the size of self there; a tensor without dimensions has nothing along any. */
function lineOf(self: Tensor, dim: number): readonly [dim: number, size: number] {
  const wrapped = wrapDim(dim, self.dim);
  return [wrapped, self.shape[wrapped] ?? 0];
}

// ---- One dimension

interface Direction {
  readonly name: string;
  readonly forward: boolean;
}

function realToComplex(self: Tensor, n: number | null, dim: number, norm: string | null, as: Direction, half: boolean) {
  checkReal(self, as.name);
  const input = promoted(self, false);
  const [along, size] = lineOf(input, dim);
  checkPoints(n ?? size);
  const line = n === null ? input : resized(input, [along], [n]);
  const result = fftR2c(line, [along], normalization(norm, as.forward), half);
  return as.forward ? result : conj(result);
}

function complexToComplex(self: Tensor, n: number | null, dim: number, norm: string | null, as: Direction) {
  const [along, size] = lineOf(self, dim);
  checkPoints(n ?? size);
  const line = n === null ? self : resized(self, [along], [n]);
  return fftC2c(line, [along], normalization(norm, as.forward), as.forward);
}

function halfToReal(self: Tensor, n: number | null, dim: number, norm: string | null, as: Direction): Tensor {
  const input = promoted(self, true);
  const [along, size] = lineOf(input, dim);
  const length = n ?? 2 * (size - 1);
  checkPoints(length);
  const line = n === null ? input : resized(input, [along], [Math.floor(length / 2) + 1]);
  return fftC2r(as.forward ? conj(line) : line, [along], normalization(norm, as.forward), length);
}

/** What a transform writes its result with, where it is given a tensor for it. */
type Writer = "_fft_c2c" | "_fft_c2r" | "_fft_r2c" | "conj_physical";

/** Checks of `out=`: its kind of numbers, and that nobody wants gradients. */
const outOf = (name: string, complex: boolean, writer: (self: Tensor) => Writer) => (out: Tensor, self: Tensor) => {
  if (complex ? !out.dtype.isComplex : !out.dtype.isFloatingPoint) {
    const kind = complex ? "complex" : "floating point";
    throw runtimeError(`${name} expects a ${kind} output tensor, but got ${out.dtype.scalarName}`);
  }
  if (!isGradEnabled() || !(self.requiresGrad || out.requiresGrad)) return;
  throw runtimeError(
    `${writer(self)}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.`,
  );
};

type Line = [self: Tensor, n?: number | null, dim?: number, norm?: string | null];
type Body<A extends unknown[]> = (...args: A extends infer B extends unknown[] ? Required<B> : never) => Tensor;

/** Whether a transform's results are complex, for `out=`. */
type Kind = "complex" | "real";

function lineWriter(name: string, kind: Kind, self: Tensor): Writer {
  if (kind === "real") return "_fft_c2r";
  if (self.dtype.isComplex) return "_fft_c2c";
  return name.startsWith("i") ? "conj_physical" : "_fft_r2c";
}

function lineTransform(
  name: string,
  kind: Kind,
  doc: string,
  composite: Body<Line>,
  samples: string[],
): Op<Line, Tensor> {
  return op<Line, Tensor>(`fft_${name}(Tensor self, int? n=None, int dim=-1, str? norm=None) -> Tensor`, {
    doc,
    forms: [],
    aliases: [`fft.${name}`],
    out: true,
    outCheck: outOf(name, kind === "complex", (self) => lineWriter(name, kind, self)),
    complex: true,
    composite,
    samples,
  });
}

export const fft = lineTransform(
  "fft",
  "complex",
  "The discrete Fourier transform: Σ self[m]·e^(-2πi·k·m/n)",
  (self, n, dim, norm) => {
    const as = { name: "fft", forward: true };
    return self.dtype.isComplex
      ? complexToComplex(self, n, dim, norm, as)
      : realToComplex(self, n, dim, norm, as, false);
  },
  [
    "torch.fft.fft(x)",
    "torch.fft.fft(c)",
    "torch.fft.fft(c, dim=0)",
    "torch.fft.fft(c.conj(), 5)",
    "torch.fft.fft(x, 2, 0, 'ortho')",
    "torch.fft.fft(i, norm='forward')",
    "torch.fft.fft(wide)",
    "torch.fft.fft(d.t(), 7)",
    "torch.fft.fft(m)",
    "torch.fft.fft(x, norm='a')",
    "torch.fft.fft(x, 0)",
    "torch.fft.fft(x, dim=3)",
    "torch.fft.fft(s)",
    "torch.fft.fft(h.detach())",
  ],
);

export const ifft = lineTransform(
  "ifft",
  "complex",
  "The inverse discrete Fourier transform: 1/n · Σ self[m]·e^(2πi·k·m/n)",
  (self, n, dim, norm) => {
    const as = { name: "ifft", forward: false };
    return self.dtype.isComplex
      ? complexToComplex(self, n, dim, norm, as)
      : realToComplex(self, n, dim, norm, as, false);
  },
  [
    "torch.fft.ifft(x)",
    "torch.fft.ifft(c)",
    "torch.fft.ifft(c, 6, 0, 'ortho')",
    "torch.fft.ifft(x, norm='forward')",
    "torch.fft.ifft(torch.fft.fft(d))",
  ],
);

export const rfft = lineTransform(
  "rfft",
  "complex",
  "The first half of the Fourier transform of reals; the other half are its conjugates",
  (self, n, dim, norm) => realToComplex(self, n, dim, norm, { name: "rfft", forward: true }, true),
  [
    "torch.fft.rfft(x)",
    "torch.fft.rfft(x, dim=0)",
    "torch.fft.rfft(d, 4, norm='ortho')",
    "torch.fft.rfft(i, norm='forward')",
    "torch.fft.rfft(wide.t(), 5, 0)",
    "torch.fft.rfft(c)",
  ],
);

export const irfft = lineTransform(
  "irfft",
  "real",
  "The inverse of rfft: 2·(n - 1) reals unless told",
  (self, n, dim, norm) => halfToReal(self, n, dim, norm, { name: "irfft", forward: false }),
  [
    "torch.fft.irfft(c)",
    "torch.fft.irfft(c, 3)",
    "torch.fft.irfft(x, 5, 0)",
    "torch.fft.irfft(c, dim=0, norm='ortho')",
    "torch.fft.irfft(c, 9, norm='forward')",
    "torch.fft.irfft(torch.fft.rfft(d), 3)",
    "torch.fft.irfft(torch.ones(1))",
  ],
);

export const hfft = lineTransform(
  "hfft",
  "real",
  "The Fourier transform of what is its own conjugate mirrored, from its first half: reals",
  (self, n, dim, norm) => halfToReal(self, n, dim, norm, { name: "hfft", forward: true }),
  ["torch.fft.hfft(c)", "torch.fft.hfft(x, 5)", "torch.fft.hfft(c, 3, 0, 'ortho')"],
);

export const ihfft = lineTransform(
  "ihfft",
  "complex",
  "The inverse of hfft",
  (self, n, dim, norm) => realToComplex(self, n, dim, norm, { name: "ihfft", forward: false }, true),
  ["torch.fft.ihfft(x)", "torch.fft.ihfft(d, 4, 0, 'ortho')", "torch.fft.ihfft(c)"],
);

// ---- Several dimensions

interface Grid {
  readonly dims: readonly number[];
  readonly sizes: readonly number[];
}

/** Which dimensions are transformed, and to what sizes: canonicalize_fft_shape_and_dim_args. */
function gridOf(self: Tensor, s: readonly number[] | null, dim: readonly number[] | null): Grid {
  const given = dim === null ? null : dim.map((each) => wrapDim(each, self.dim));
  if (given !== null && new Set(given).size !== given.length) throw runtimeError("FFT dims must be unique");
  if (s !== null) {
    if (given !== null && given.length !== s.length) {
      throw runtimeError("When given, dim and shape arguments must have the same length");
    }
    if (s.length > self.dim) {
      throw runtimeError(`Got shape with ${s.length} values but input tensor only has ${self.dim} dimensions.`);
    }
  }
  const count = s?.length ?? self.dim;
  const dims = given ?? Array.from({ length: count }, (_, i) => self.dim - count + i);
  const sizes = dims.map((d, i) => (s === null || s[i] === -1 ? (self.shape[d] ?? 0) : (s[i] ?? 0)));
  for (const n of sizes) checkPoints(n);
  return { dims, sizes };
}

function checkAxes(grid: Grid, name: string): void {
  if (grid.sizes.length === 0) throw runtimeError(`${name} must transform at least one axis`);
}

/** The same where the last size is that of the reals that come out. */
function halfGridOf(self: Tensor, s: readonly number[] | null, dim: readonly number[] | null, name: string) {
  const grid = gridOf(self, s, dim);
  checkAxes(grid, name);
  const last = grid.dims.at(-1) ?? 0;
  const isGiven = s !== null && s.at(-1) !== -1;
  const length = isGiven ? (grid.sizes.at(-1) ?? 0) : 2 * ((self.shape[last] ?? 0) - 1);
  checkPoints(length);
  return { dims: grid.dims, sizes: [...grid.sizes.slice(0, -1), Math.floor(length / 2) + 1], last, length };
}

type Sizes = readonly number[] | null;
type Block = [self: Tensor, s?: Sizes, dim?: Sizes, norm?: string | null];

interface BlockTransform {
  readonly name: string;
  readonly kind: Kind;
  readonly doc: string;
  readonly body: Body<Block>;
  readonly samples: string[];
  readonly flatSamples: string[];
}

function blockWriter(name: string, kind: Kind): Writer {
  if (kind === "real") return "_fft_c2r";
  return name === "rfft" ? "_fft_r2c" : "_fft_c2c";
}

/** Declares the transform over any dimensions, and over the last two. */
function blockTransform({ name, kind, doc, body, samples, flatSamples }: BlockTransform): Op<Block, Tensor> {
  const declare = (full: string, dims: string, texts: string[], words: string) =>
    op<Block, Tensor>(`fft_${full}(Tensor self, int[1]? s=None, ${dims}, str? norm=None) -> Tensor`, {
      doc: words,
      forms: [],
      aliases: [`fft.${full}`],
      out: true,
      outCheck: outOf(`${name}n`, kind === "complex", () => blockWriter(name, kind)),
      complex: true,
      composite: body,
      samples: texts,
    });
  declare(`${name}2`, "int[1] dim=[-2,-1]", flatSamples, `${doc}, over the last two dimensions`);
  return declare(`${name}n`, "int[1]? dim=None", samples, `${doc}, over several dimensions`);
}

export const fftn = blockTransform({
  name: "fft",
  kind: "complex",
  doc: "The discrete Fourier transform",
  body: (self, s, dim, norm) => {
    const { dims, sizes } = gridOf(self, s, dim);
    return fftC2c(resized(promoted(self, true), dims, sizes), dims, normalization(norm, true), true);
  },
  samples: [
    "torch.fft.fftn(x)",
    "torch.fft.fftn(c, dim=(1, 0))",
    "torch.fft.fftn(b, s=(3, -1), norm='ortho')",
    "torch.fft.fftn(i, (2,))",
    "torch.fft.fftn(x, s=(1, 2, 3))",
    "torch.fft.fftn(x, s=(2,), dim=(0, 1))",
    "torch.fft.fftn(x, dim=(0, 0))",
    "torch.fft.fftn(s)",
    "torch.fft.fftn(x, s=(0, 2))",
  ],
  flatSamples: ["torch.fft.fft2(b)", "torch.fft.fft2(c, (2, 5), norm='forward')", "torch.fft.fft2(v)"],
});

export const ifftn = blockTransform({
  name: "ifft",
  kind: "complex",
  doc: "The inverse discrete Fourier transform",
  body: (self, s, dim, norm) => {
    const { dims, sizes } = gridOf(self, s, dim);
    return fftC2c(resized(promoted(self, true), dims, sizes), dims, normalization(norm, false), false);
  },
  samples: ["torch.fft.ifftn(c)", "torch.fft.ifftn(b, dim=(0, 2))", "torch.fft.ifftn(x, norm='ortho')"],
  flatSamples: ["torch.fft.ifft2(c)", "torch.fft.ifft2(b, (4, 2))"],
});

export const rfftn = blockTransform({
  name: "rfft",
  kind: "complex",
  doc: "The first half of the Fourier transform of reals",
  body: (self, s, dim, norm) => {
    checkReal(self, "rfftn", "real-valued");
    const grid = gridOf(self, s, dim);
    checkAxes(grid, "rfftn");
    return fftR2c(resized(promoted(self, false), grid.dims, grid.sizes), grid.dims, normalization(norm, true), true);
  },
  samples: [
    "torch.fft.rfftn(x)",
    "torch.fft.rfftn(b, dim=(2, 0))",
    "torch.fft.rfftn(d, (3, 5), norm='ortho')",
    "torch.fft.rfftn(c)",
    "torch.fft.rfftn(s)",
  ],
  flatSamples: ["torch.fft.rfft2(b)", "torch.fft.rfft2(x, (2, 2), norm='forward')"],
});

export const irfftn = blockTransform({
  name: "irfft",
  kind: "real",
  doc: "The inverse of rfftn",
  body: (self, s, dim, norm) => {
    const { dims, sizes, length } = halfGridOf(self, s, dim, "irfftn");
    return fftC2r(resized(promoted(self, true), dims, sizes), dims, normalization(norm, false), length);
  },
  samples: [
    "torch.fft.irfftn(c)",
    "torch.fft.irfftn(c, (3, 5))",
    "torch.fft.irfftn(x, dim=(1, 0), norm='ortho')",
    "torch.fft.irfftn(s)",
  ],
  flatSamples: ["torch.fft.irfft2(c)", "torch.fft.irfft2(torch.fft.rfft2(b), b.shape[1:])"],
});

export const hfftn = blockTransform({
  name: "hfft",
  kind: "real",
  doc: "The Fourier transform of what is its own conjugate mirrored, from its first half",
  body: (self, s, dim, norm) => {
    const { dims, sizes, last, length } = halfGridOf(self, s, dim, "hfftn");
    const mode = normalization(norm, true);
    const block = resized(promoted(self, true), dims, sizes);
    const others = dims.slice(0, -1);
    const partly = others.length > 0 ? fftC2c(block, others, mode, true) : block;
    return fftC2r(conj(partly), [last], mode, length);
  },
  samples: ["torch.fft.hfftn(c)", "torch.fft.hfftn(x, (2, 5), norm='ortho')", "torch.fft.hfftn(s)"],
  flatSamples: ["torch.fft.hfft2(c)", "torch.fft.hfft2(c, (2, 3))"],
});

export const ihfftn = blockTransform({
  name: "ihfft",
  kind: "complex",
  doc: "The inverse of hfftn",
  body: (self, s, dim, norm) => {
    const grid = gridOf(self, s, dim);
    checkAxes(grid, "ihfftn");
    const { dims, sizes } = grid;
    const mode = normalization(norm, false);
    const last = dims.at(-1) ?? 0;
    const half = fftR2c(resized(promoted(self, false), dims, sizes), [last], mode, true);
    if (dims.length === 1) return conj(half);
    return fftC2c(conjPhysical(half), dims.slice(0, -1), mode, false);
  },
  samples: [
    "torch.fft.ihfftn(x)",
    "torch.fft.ihfftn(d, (3,))",
    "torch.fft.ihfftn(b, norm='ortho')",
    "torch.fft.ihfftn(c)",
  ],
  flatSamples: ["torch.fft.ihfft2(b)", "torch.fft.ihfft2(x, (3, 4))"],
});

// ---- Frequencies and shifts

const options = "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None";
type Frequencies = [n: number, d?: number, dtype?: DType | null, layout?: string | null, device?: string | null];

export const fftfreq: Op<Frequencies, Tensor> = op(`fft_fftfreq(int n, float d=1.0, *, ${options}) -> Tensor`, {
  doc: "The frequency of each output of fft: k/(n·d), the negative ones after the positive",
  forms: [],
  aliases: ["fft.fftfreq"],
  out: true,
  noComplex: "arange_cpu",
  forward: (n, d, dtype, layout, device) => {
    checkOptions(layout, device);
    checkSize([n]);
    const wanted = dtype ?? getDefaultDType();
    if (!wanted.isFloatingPoint) throw runtimeError("fftfreq requires a floating point or complex dtype");
    const positive = Math.floor((n + 1) / 2);
    const steps = Float64Array.from({ length: n }, (_, k) => (k < positive ? k : k - n));
    return mul.forward(fromNumbers(steps, [n], wanted), wrapNumber(1 / (n * d)));
  },
  backward: null,
  samples: [
    "torch.fft.fftfreq(5)",
    "torch.fft.fftfreq(4, 0.25)",
    "torch.fft.fftfreq(0)",
    "torch.fft.fftfreq(4, 0)",
    "torch.fft.fftfreq(7, d=3, dtype=torch.float64)",
    "torch.fft.fftfreq(4, dtype=torch.int64)",
    "torch.fft.fftfreq(-1)",
  ],
});

export const rfftfreq: Op<Frequencies, Tensor> = op(`fft_rfftfreq(int n, float d=1.0, *, ${options}) -> Tensor`, {
  doc: "The frequency of each output of rfft: k/(n·d)",
  forms: [],
  aliases: ["fft.rfftfreq"],
  out: true,
  noComplex: "arange_cpu",
  forward: (n, d, dtype, layout, device) => {
    checkOptions(layout, device);
    const wanted = dtype ?? getDefaultDType();
    if (!wanted.isFloatingPoint) throw runtimeError("rfftfreq requires a floating point or complex dtype");
    const count = Math.floor(n / 2) + 1;
    checkSize([count]);
    const steps = Float64Array.from({ length: count }, (_, k) => k);
    return mul.forward(fromNumbers(steps, [count], wanted), wrapNumber(1 / (n * d)));
  },
  backward: null,
  samples: ["torch.fft.rfftfreq(5)", "torch.fft.rfftfreq(6, 0.5)", "torch.fft.rfftfreq(5, d=2, dtype=torch.float64)"],
});

type Shift = [self: Tensor, dim?: Sizes];

function shifted(self: Tensor, dim: Sizes, by: (size: number) => number): Tensor {
  const dims = dim === null ? self.shape.map((_, d) => d) : dim.map((each) => wrapDim(each, self.dim));
  return roll(
    self,
    dims.map((d) => by(self.shape[d] ?? 0)),
    dims,
  );
}

export const fftshift: Op<Shift, Tensor> = op("fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor", {
  doc: "self rolled so that frequency 0 comes to the middle",
  forms: [],
  aliases: ["fft.fftshift"],
  complex: true,
  composite: (self, dim) => shifted(self, dim, (size) => Math.floor(size / 2)),
  samples: [
    "torch.fft.fftshift(x)",
    "torch.fft.fftshift(c, 0)",
    "torch.fft.fftshift(t, dim=2)",
    "torch.fft.fftshift(torch.tensor(2))",
  ],
});

export const ifftshift: Op<Shift, Tensor> = op("fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor", {
  doc: "The inverse of fftshift",
  forms: [],
  aliases: ["fft.ifftshift"],
  complex: true,
  composite: (self, dim) => shifted(self, dim, (size) => Math.floor((size + 1) / 2)),
  samples: ["torch.fft.ifftshift(x)", "torch.fft.ifftshift(t[:3])", "torch.fft.ifftshift(c, (0, 1))"],
});
