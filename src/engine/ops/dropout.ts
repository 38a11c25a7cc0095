// The dropout family: bernoulli_(1 - p) draws the noise from the default generator, for each element or for each
// channel, as aten/src/ATen/native/Dropout.cpp does on the CPU.

import { runtimeError } from "../errors";
import { fillBernoulli } from "../random/distributions";
import { bool, float16, float32, float64 } from "../tensor/dtype";
import { cast, denseCopy, empty, emptyLike, filled } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { defaultGenerator } from "./random";

/** What keeps the mean and variance of a self-normalising net: -(scale · alpha) of selu. */
const dropped = 1.7580993408473766;

/** What an input is multiplied by, and for alpha dropout what is added then. */
interface Noise {
  readonly factor: Tensor;
  readonly shift: Tensor | null;
}

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) {
    throw runtimeError(`dropout probability has to be between 0 and 1, but got ${p}`);
  }
}

/** The shape of the noise: that of the input, or one element for each channel. */
function noiseShape(input: Tensor, byFeature: boolean): readonly number[] {
  if (!byFeature) return input.shape;
  if (input.dim < 2) throw runtimeError("Feature dropout requires at least 2 dimensions in the input");
  return input.shape.map((n, d) => (d < 2 ? n : 1));
}

/** Null where nothing changes. The noise is contiguous, whatever the input is. */
function noiseFor(input: Tensor, p: number, train: boolean, byFeature: boolean, alpha: boolean): Noise | null {
  checkProbability(p);
  if (p === 0 || !train || input.numel === 0) return null;
  if (p === 1) return { factor: filled([], 0, input.dtype), shift: null };
  if (input.dtype === float16) throw runtimeError(`"bernoulli_scalar_cpu_" not implemented for 'Half'`);
  const compute = input.dtype.itemSize === 8 ? float64 : float32;
  const noise = empty(noiseShape(input, byFeature), compute);
  const values = floats(noise);
  fillBernoulli(defaultGenerator, values, 1 - p);
  if (!input.dtype.isFloatingPoint) {
    throw runtimeError(`result type Float can't be cast to the desired output type ${input.dtype.scalarName}`);
  }
  if (!alpha) {
    for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / (1 - p);
    return { factor: cast(noise, input.dtype), shift: null };
  }
  const scale = 1 / Math.sqrt((dropped * dropped * p + 1) * (1 - p));
  const shift = empty(noise.shape, compute);
  const shifts = floats(shift);
  for (let i = 0; i < values.length; i++) {
    // Rounded in two steps, as PyTorch's in-place ops round it.
    shifts[i] = ((values[i] ?? 0) - 1) * (dropped * scale);
    shifts[i] = (shifts[i] ?? 0) + dropped * scale * p;
    values[i] = (values[i] ?? 0) * scale;
  }
  return { factor: cast(noise, input.dtype), shift: cast(shift, input.dtype) };
}

type DropoutArguments = [input: Tensor, p: number, train: boolean];

interface Kind {
  readonly name: string;
  readonly doc: string;
  readonly byFeature: boolean;
  readonly alpha: boolean;
  readonly samples: readonly string[];
  readonly inPlaceSamples: readonly string[];
}

/** Declares one of the family, and its in-place form. */
function dropoutKind(kind: Kind): Op<DropoutArguments, Tensor> {
  const noise = (input: Tensor, p: number, train: boolean): Noise | null =>
    noiseFor(input, p, train, kind.byFeature, kind.alpha);
  const declared: Op<DropoutArguments, Tensor> = op(`${kind.name}(Tensor input, float p, bool train) -> Tensor`, {
    doc: kind.doc,
    forms: ["torch", "_C"],
    composite: (input, p, train) => {
      const found = noise(input, p, train);
      if (found === null) return input;
      const product = mul(input, found.factor);
      return found.shift === null ? product : add(product, found.shift);
    },
    samples: kind.samples,
  });
  const inPlace: Op<DropoutArguments, Tensor> = op(
    `${kind.name}_(Tensor(a!) self, float p, bool train) -> Tensor(a!)`,
    {
      doc: `${kind.name} over its input`,
      forms: ["torch", "_C"],
      composite: (self, p, train) => {
        const found = noise(self, p, train);
        if (found === null) return self;
        const product = mul.inPlace(self, found.factor);
        return found.shift === null ? product : add.inPlace(product, found.shift);
      },
      samples: kind.inPlaceSamples,
    },
  );
  void inPlace;
  return declared;
}

export const dropout = dropoutKind({
  name: "dropout",
  doc: "While training, zeros each element with probability p and scales the rest by 1/(1 - p)",
  byFeature: false,
  alpha: false,
  samples: [
    "F.dropout(x)",
    "F.dropout(x, 0.25)",
    "torch.dropout(x, 0.75, True)",
    "F.dropout(x.t(), 0.3)",
    "F.dropout(wide[:, ::2], 0.3)",
    "F.dropout(d, 0.4)",
    "F.dropout(x, 1.0)",
    "F.dropout(x, 0.0)",
    "F.dropout(x, 0.5, training=False)",
    "torch.dropout(x, 1.5, True)",
  ],
  inPlaceSamples: ["F.dropout(x * 1, 0.5, inplace=True)", "torch.dropout_(x * 1, 0.25, True)"],
});

export const featureDropout = dropoutKind({
  name: "feature_dropout",
  doc: "dropout of whole channels, the second dimension",
  byFeature: true,
  alpha: false,
  samples: [
    "F.dropout2d(b[None], 0.5)",
    "F.dropout2d(b, 0.4)",
    "F.dropout2d(x, 0.4)",
    "F.dropout1d(b, 0.3)",
    "F.dropout1d(x, 0.3)",
    "F.dropout3d(b[None], 0.3)",
    "F.dropout3d(b[None, :, None], 0.3)",
    "F.dropout2d(b, 1.0)",
    "F.dropout2d(b, 0.5, training=False)",
    "torch.feature_dropout(d, 0.5, True)",
    "F.dropout1d(v)",
    "F.dropout2d(v)",
    "F.dropout2d(x, 1.5)",
    "torch.feature_dropout(x, 1.5, True)",
  ],
  inPlaceSamples: ["F.dropout2d(b * 1, 0.5, inplace=True)"],
});

export const alphaDropout = dropoutKind({
  name: "alpha_dropout",
  doc: "dropout to selu's lower bound, rescaled to keep mean and variance",
  byFeature: false,
  alpha: true,
  samples: [
    "F.alpha_dropout(x, 0.5, True)",
    "F.alpha_dropout(x, 0.2, training=True)",
    "F.alpha_dropout(x)",
    "F.alpha_dropout(d, 0.4, True)",
    "F.alpha_dropout(x, 1.0, True)",
    "F.alpha_dropout(x, -1, True)",
  ],
  inPlaceSamples: ["F.alpha_dropout(x * 1, 0.5, True, inplace=True)"],
});

export const featureAlphaDropout = dropoutKind({
  name: "feature_alpha_dropout",
  doc: "alpha_dropout of whole channels",
  byFeature: true,
  alpha: true,
  samples: [
    "F.feature_alpha_dropout(b, 0.5, True)",
    "F.feature_alpha_dropout(b, 0.2, training=True)",
    "F.feature_alpha_dropout(b)",
    "F.feature_alpha_dropout(v, 0.5, True)",
  ],
  inPlaceSamples: ["F.feature_alpha_dropout(b * 1, 0.5, True, inplace=True)"],
});

export const nativeDropout: Op<[input: Tensor, p: number, train?: boolean | null], readonly Tensor[]> = op(
  "native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor)",
  {
    doc: "dropout, and which elements are kept",
    forms: ["torch"],
    recorded: 1,
    forward: (input, p, train) => {
      if (input.numel === 0) return [input, emptyLike(input, input.dtype)];
      if (train === false) return [denseCopy(input), filled(input.shape, true, bool)];
      const keep = 1 - p;
      if (!(keep >= 0 && keep <= 1)) throw runtimeError(`bernoulli_ expects p to be in [0, 1], but got p=${keep}`);
      if (!input.dtype.isFloatingPoint) {
        throw runtimeError(`result type Float can't be cast to the desired output type ${input.dtype.scalarName}`);
      }
      const mask = empty(input.shape, bool);
      // A Uint8Array by the dtype.
      fillBernoulli(defaultGenerator, mask.storage.array(bool) as Uint8Array, 1 - p);
      const scale = p === 1 ? 0 : 1 / (1 - p);
      return [mul.forward(mul.forward(input, mask), filled([], scale, input.dtype)), mask];
    },
    backward: {
      input: {
        uses: ["p", "result1", "_train"],
        grad: (g, s) => {
          if (!s.flag("train")) return mul(g, s.tensor("result1"));
          const p = s.float("p");
          return mul(mul(g, s.tensor("result1")), filled([], p === 1 ? 0 : 1 / (1 - p), g.dtype));
        },
      },
    },
    samples: [
      "torch.native_dropout(x, 0.5, True)",
      "torch.native_dropout(x, 0.5, False)",
      "torch.native_dropout(wide, 0.3, True)[0]",
    ],
  },
);
