// The short-time Fourier transform, a transform of each of many overlapping windows on a signal, and its inverse.
// Follows aten/src/ATen/native/SpectralOps.cpp. torch.stft itself, which pads the signal, is in the prelude.

import { runtimeError, type TorchError } from "../errors";
import { copyInto, empty, filled, numbers, window as windowOn } from "../tensor/raw";
import { formatShape, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { warnOnce } from "../warnings";
import { div, mul } from "./arithmetic";
import { resolveConj, viewAsComplex, viewAsReal } from "./complex-views";
import { type Op, op } from "./declare";
import { col2im } from "./folding";
import { fftC2c, fftC2r, fftR2c } from "./fourier";
import { constantPadNd } from "./padding";
import { square } from "./powers";
import { squeezeDim_, transpose_ } from "./reshaping-in-place";
import { asStrided, slice } from "./slicing";
import { clone, expand, squeezeDim, transpose, unsqueeze, view } from "./views";

// ---- Messages begin with the call as C++ prints it

function optionText(value: boolean | number | null): string {
  return value === null ? "None" : String(Number(value));
}

interface Call {
  readonly name: "stft" | "istft";
  readonly self: Tensor;
  readonly nFft: number;
  readonly hop: number;
  readonly width: number;
  readonly window: Tensor | null;
  /** "normalized=0, …", after the window. */
  readonly rest: Readonly<Record<string, boolean | number | null>>;
}

function failure(call: Call, text: string): TorchError {
  const { self, nFft, hop, width, window } = call;
  const windowText = window === null ? "None" : `${window.dtype.variableTypeName}{${formatShape(window.shape)}}`;
  const rest = Object.entries(call.rest).map(([name, value]) => `${name}=${optionText(value)}`);
  const start = `${call.name}(${self.dtype.variableTypeName}${formatShape(self.shape)}, n_fft=${nFft}, hop_length=${hop}, win_length=${width}`;
  return runtimeError(`${start}, window=${windowText}, ${rest.join(", ")}) ${text}`);
}

const onesidedComplex = "Cannot have onesided output if window or input is complex";

// ---- There

function checkSignal(call: Call): void {
  const { self, nFft, hop, width, window } = call;
  if (!self.dtype.isDifferentiable) {
    throw failure(call, ": expected a tensor of floating point or complex values");
  }
  if (self.dim < 1 || self.dim > 2) throw failure(call, ": expected a 1D or 2D tensor");
  const length = self.shape.at(-1) ?? 0;
  // The wrong number is PyTorch's.
  if (nFft <= 0 || nFft > length) throw failure(call, `: expected 0 < n_fft < ${length}, but got n_fft=${width}`);
  if (hop <= 0) throw failure(call, `: expected hop_length > 0, but got hop_length=${hop}`);
  if (width <= 0 || width > nFft) {
    throw failure(call, `: expected 0 < win_length <= n_fft, but got win_length=${width}`);
  }
  if (window !== null && (window.dim !== 1 || window.shape[0] !== width)) {
    throw failure(
      call,
      `: expected a 1D window tensor of size equal to win_length=${width}, but got window with size ${formatShape(window.shape)}`,
    );
  }
}

/** The window in the middle of n_fft elements; null where it changes nothing. */
function centred({ self, nFft, width, window }: Call): Tensor | null {
  if (width >= nFft) return window;
  const left = Math.floor((nFft - width) / 2);
  if (window !== null) return constantPadNd(window, [left, nFft - width - left], 0n);
  const result = empty([nFft], self.dtype);
  copyInto(windowOn(result, [width], [1], left), filled([width], 1n, self.dtype));
  return result;
}

type StftArguments = [
  self: Tensor,
  nFft: number,
  hop?: number | null,
  width?: number | null,
  window?: Tensor | null,
  normalized?: boolean,
  onesided?: boolean | null,
  returnComplex?: boolean | null,
];

export const stft: Op<StftArguments, Tensor> = op(
  "stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None) -> Tensor",
  {
    doc: "The Fourier transform of each window on a signal: […, frequency, window]",
    forms: ["_C"],
    complex: true,
    composite: (self, nFft, hopGiven, widthGiven, window, normalized, onesidedGiven, complexGiven) => {
      const hop = hopGiven ?? nFft >> 2;
      const rest = { normalized, onesided: onesidedGiven, return_complex: complexGiven };
      const call: Call = { name: "stft", self, nFft, hop, width: widthGiven ?? nFft, window, rest };
      const returnComplex = complexGiven ?? (self.dtype.isComplex || window?.dtype.isComplex === true);
      if (!returnComplex && complexGiven === null) {
        warnOnce(
          "stft will soon require the return_complex parameter be given for real inputs, and will further require that return_complex=True in a future PyTorch release. (Triggered internally at  ./aten/src/ATen/native/SpectralOps.cpp:801.)",
        );
      }
      checkSignal(call);
      const signal = self.dim === 1 ? unsqueeze(self, 0) : self;
      const [batch = 0, length = 0] = signal.shape;
      const [far = 0, near = 0] = signal.strides;
      const count = 1 + Math.floor((length - nFft) / hop);
      const frames = asStrided(signal, [batch, count, nFft], [far, hop * near, near]);
      const by = centred(call);
      const windowed = by === null ? frames : mul(frames, by);
      const isComplex = windowed.dtype.isComplex;
      const onesided = onesidedGiven ?? !isComplex;
      const mode = normalized ? 1 : 0;
      if (isComplex && onesided) throw runtimeError(onesidedComplex);
      const spectra = isComplex ? fftC2c(windowed, [2], mode, true) : fftR2c(windowed, [2], mode, onesided);
      transpose_(spectra, 1, 2);
      if (self.dim === 1) squeezeDim_(spectra, 0);
      return returnComplex ? spectra : viewAsReal(spectra);
    },
    samples: [
      "torch.stft(wide, 4, return_complex=True)",
      "torch.stft(wide.t()[0], 3, hop_length=2, center=False, return_complex=True)",
      "torch.stft(wide, 5, hop_length=2, win_length=4, window=torch.tensor([0.25, 1., 0.5, 0.]), return_complex=True)",
      "torch.stft(wide, 4, 2, normalized=True, onesided=False, return_complex=False)",
      "torch.stft(wide, 5, win_length=2, pad_mode='replicate', return_complex=True)",
      "torch.stft(c.t(), 4, 1, center=False)",
      "torch.stft(c.t(), 2, 1, onesided=True, center=False)",
      "torch.stft(wide, 4, hop_length=0, return_complex=True)",
      "torch.stft(wide, 4, win_length=5, return_complex=True)",
      "torch.stft(wide, 4, window=torch.ones(3), return_complex=True)",
      "torch.stft(wide, 100, center=False, return_complex=True)",
      "torch.stft(i, 2, center=False, return_complex=True)",
      "torch.stft(b, 2, center=False, return_complex=True)",
      "wide.stft(4, 2, return_complex=True)",
    ],
  },
);

// ---- And back

function checkSpectra(call: Call, input: Tensor, onesided: boolean): void {
  const { nFft, hop, width, window } = call;
  const bins = input.shape.at(-3) ?? 0;
  const expected = onesided ? Math.floor(nFft / 2) + 1 : nFft;
  if (bins !== expected) {
    const size = onesided ? "n_fft / 2 + 1" : "n_fft";
    throw failure(
      call,
      `: expected the frequency dimension (3rd to the last) of the input tensor to match ${size} when onsided=${onesided ? "True" : "False"}, but got ${bins}`,
    );
  }
  if (!(0 < hop && hop <= width)) throw failure(call, ": expected 0 < hop_length <= win_length");
  if (!(0 < width && width <= nFft)) throw failure(call, ": expected 0 < win_length <= n_fft");
  if (window !== null && (window.dim !== 1 || window.shape[0] !== width)) {
    throw failure(call, ": Invalid window shape. window has to be 1D and length of `win_length`");
  }
}

/** Complex numbers of a last dimension [real, imaginary], copied where the memory has other strides. */
function asComplex(t: Tensor): Tensor {
  const fits =
    t.strides.at(-1) === 1 && t.strides.slice(0, -1).every((stride) => stride % 2 === 0) && t.offset % 2 === 0;
  return viewAsComplex(fits ? t : clone(t, "contiguous_format"));
}

/** Frames [N, n_fft, count] added up, each hop further on: [N, 1, length]. */
function overlapped(frames: Tensor, nFft: number, hop: number): Tensor {
  const length = ((frames.shape[2] ?? 1) - 1) * hop + nFft;
  return squeezeDim(col2im(frames, [1, length], [1, nFft], [1, 1], [0, 0], [1, hop]), 2);
}

type IstftArguments = [
  self: Tensor,
  nFft: number,
  hop?: number | null,
  width?: number | null,
  window?: Tensor | null,
  center?: boolean,
  normalized?: boolean,
  onesided?: boolean | null,
  length?: number | null,
  returnComplex?: boolean,
];

export const istft: Op<IstftArguments, Tensor> = op(
  "istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor",
  {
    doc: "The signal of which self is the stft: overlapping windows added up, divided by the windows' squares",
    out: false,
    complex: true,
    composite: (self, nFft, hopGiven, widthGiven, window, center, normalized, onesidedGiven, length, returnComplex) => {
      const hop = hopGiven ?? nFft >> 2;
      const rest = { center, normalized, onesided: onesidedGiven, length, return_complex: returnComplex };
      const call: Call = { name: "istft", self, nFft, hop, width: widthGiven ?? nFft, window, rest };
      if (!self.dtype.isComplex) {
        warnOnce(
          "istft will require a complex-valued input tensor in a future PyTorch release. Matching the output from stft with return_complex=True.  (Triggered internally at  ./aten/src/ATen/native/SpectralOps.cpp:978.)",
        );
      }
      const input = self.dtype.isComplex ? viewAsReal(resolveConj(self)) : self;
      const count = input.shape[wrapDim(-2, input.dim)] ?? 0;
      const bins = input.shape[wrapDim(-3, input.dim)] ?? 0;
      if (input.numel === 0) throw failure(call, ": input tensor cannot be empty.");
      if (input.dim !== 3 && input.dim !== 4) {
        throw failure(call, `: expected a tensor with 3 or 4 dimensions, but got ${input.dim}`);
      }
      if (input.shape.at(-1) !== 2) {
        throw failure(
          call,
          `: expected the last dimension to be 2 (corresponding to real and imaginary parts), but got ${self.shape.at(-1)}`,
        );
      }
      const onesided = onesidedGiven ?? bins !== nFft;
      checkSpectra(call, input, onesided);
      const given = window ?? filled([call.width], 1n, input.dtype);
      const by = call.width === nFft ? given : (centred({ ...call, window: given }) as Tensor);
      const batched = input.dim === 3 ? unsqueeze(input, 0) : input;
      const spectra = asComplex(transpose(batched, 1, 2));
      const frames = inverse(spectra, nFft, window, normalized, onesided, returnComplex);
      const weighted = mul(frames, view(by, [1, 1, nFft]));
      const squares = unsqueeze(expand(view(square(by), [nFft, 1]), [nFft, count]), 0);
      let signal = overlapped(transpose(weighted, 1, 2), nFft, hop);
      let envelope = overlapped(squares, nFft, hop);
      const whole = signal.shape[2] ?? 0;
      const start = center ? Math.floor(nFft / 2) : 0;
      // Without a length the last element goes, as it does in PyTorch.
      const end = length !== null ? start + length : center ? -Math.floor(nFft / 2) : -1;
      signal = slice(signal, 2, start, end, 1);
      envelope = slice(envelope, 2, start, end, 1);
      if (!numbers(envelope).every((value) => Math.abs(value) >= 1e-11)) {
        throw failure(call, "window overlap add min: 1\n[ CPUBoolType{} ]");
      }
      signal = squeezeDim(div(signal, envelope), 1);
      if (input.dim === 3) signal = squeezeDim(signal, 0);
      if (end <= whole) return signal;
      warnOnce(
        "The length of signal is shorter than the length parameter. Result is being padded with zeros in the tail. Please check your center and hop_length settings. (Triggered internally at  ./aten/src/ATen/native/SpectralOps.cpp:1117.)",
      );
      return constantPadNd(signal, [0, end - whole], 0n);
    },
    samples: [
      "torch.istft(c.t(), 4, hop_length=1)",
      "torch.istft(c.t(), 5, hop_length=2, window=torch.tensor([0.25, 1., 0.5, 1., 0.75]), length=6)",
      "torch.istft(c.t(), 4, 2, win_length=3, normalized=True, length=9)",
      "torch.istft(c.t()[None], 3, 1, onesided=False)",
      "torch.istft(torch.view_as_real(c.t()), 4)",
      "torch.istft(c.t(), 6)",
      "torch.istft(c.t(), 4, hop_length=5)",
      "torch.istft(c.t(), 4, win_length=5)",
      "torch.istft(c.t(), 4, window=torch.ones(3))",
      "torch.istft(c.t(), 4, window=torch.zeros(4))",
      "torch.istft(x, 4)",
      "torch.istft(c.t(), 4, return_complex=True)",
      "c.t().istft(4, 2)",
    ],
  },
);

function inverse(
  spectra: Tensor,
  nFft: number,
  window: Tensor | null,
  normalized: boolean,
  onesided: boolean,
  returnComplex: boolean,
): Tensor {
  const mode = normalized ? 1 : 2;
  if (returnComplex) {
    if (onesided) throw runtimeError(onesidedComplex);
    return fftC2c(spectra, [2], mode, false);
  }
  if (window?.dtype.isComplex === true) {
    throw runtimeError("Complex windows are incompatible with return_complex=False");
  }
  const half = onesided ? spectra : slice(spectra, -1, 0, Math.floor(nFft / 2) + 1, 1);
  return fftC2r(half, [2], mode, nFft);
}
