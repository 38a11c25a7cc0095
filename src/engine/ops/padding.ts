// Padding: with a constant, by reflection, by repeating the edge, and around the corner.
// Follows aten/src/ATen/native/{PadNd,ReflectionPad,ReplicationPadding}.cpp and derivatives.yaml.

import { runtimeError, TorchError } from "../errors";
import type { Extent } from "../kernels/convolution";
import { type AxisMap, type GridMap, gatherGrids, scatterGrids } from "../kernels/grids";
import { Complex } from "../tensor/complex";
import { float32, float64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { copyInto, dense, empty, fill, filled, window } from "../tensor/raw";
import { formatShape, numelOf, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { copy_ } from "./conversion";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { checkFits } from "./kernel-dtypes";
import { slice } from "./slicing";
import { clone } from "./views";

type Ints = readonly number[];

// Sizes and pads below are within their lists' lengths by the loops' bounds: `as number` says so to the compiler.

/** `t` without `left` and `right` elements at the ends of a dimension. */
function trimmed(t: Tensor, dim: number, left: number, right: number): Tensor {
  const size = t.shape[dim] as number;
  const length = size - left - right;
  if (left > size) wrapDim(left, size);
  if (length < 0) throw runtimeError(`start (0) + length (${length}) exceeds dimension size (${size - left}).`);
  return window(
    t,
    t.shape.map((n, i) => (i === dim ? length : n)),
    t.strides,
    t.offset + left * (t.strides[dim] as number),
  );
}

/** Pads come in pairs from the last dimension to the first. */
function padsOf(pad: Ints, rank: number): { dim: number; left: number; right: number }[] {
  const pairs = pad.length / 2;
  return Array.from({ length: pairs }, (_, i) => ({
    dim: rank - 1 - i,
    left: pad[2 * i] as number,
    right: pad[2 * i + 1] as number,
  }));
}

function padConstant(self: Tensor, pad: Ints, value: Scalar): Tensor {
  if (pad.length % 2 !== 0) throw runtimeError(`Length of pad must be even but instead it equals ${pad.length}`);
  if (pad.length > 2 * self.dim) {
    throw runtimeError(
      `Length of pad should be no more than twice the number of dimensions of the input. Pad length is ${pad.length}while the input has ${self.dim}dimensions.`,
    );
  }
  const pads = padsOf(pad, self.dim).reverse();
  let source = self;
  for (const { dim, left, right } of pads) source = trimmed(source, dim, Math.max(-left, 0), Math.max(-right, 0));
  // Where nothing is put around, the value is never looked at.
  if (pad.every((size) => size <= 0)) return clone.forward(source, null);
  const shape = [...source.shape];
  for (const { dim, left, right } of pads) shape[dim] = (shape[dim] as number) + Math.max(left, 0) + Math.max(right, 0);
  const result = empty(shape, self.dtype);
  checkFits(value, self.dtype);
  if (value instanceof Complex || !Object.is(Number(value), 0)) fill(result, value);
  let start = 0;
  for (const { dim, left } of pads) start += Math.max(left, 0) * (result.strides[dim] as number);
  copyInto(window(result, source.shape, result.strides, start), source);
  return result;
}

export const constantPadNd: Op<[self: Tensor, pad: Ints, value?: Scalar], Tensor> = op(
  "constant_pad_nd(Tensor self, int[] pad, Scalar value=0) -> Tensor",
  {
    complex: true,
    doc: "A constant around the last dimensions; negative pads cut off",
    forms: ["torch"],
    out: false,
    forward: padConstant,
    backward: {
      self: {
        uses: ["pad"],
        grad: (g, s) =>
          constantPadNd(
            g,
            s.ints("pad").map((v) => -v),
            0n,
          ),
      },
    },
    samples: [
      "torch.constant_pad_nd(x, (1, 2), 2)",
      "torch.constant_pad_nd(x, (1,))",
      "torch.constant_pad_nd(i, [], 1.5j)",
      "torch.constant_pad_nd(c, (1, -1))",
      "torch.constant_pad_nd(c, (1, 1), 2j)",
      "torch.constant_pad_nd(i, (1, 1), 2j)",
      "torch.constant_pad_nd(x, (1, 1), -0.)",
      "torch.constant_pad_nd(x, (1, 1, 1, 1, 1, 1))",
    ],
  },
);

type Kind = "reflection" | "replication";
type Spatial = 1 | 2 | 3;

/** Where each element along a padded axis comes from. */
function axisMap(kind: Kind, size: number, left: number, right: number): AxisMap {
  const map = new Int32Array(Math.max(size + left + right, 0));
  for (let i = 0; i < map.length; i++) {
    const at = i - left;
    if (kind === "replication") map[i] = Math.min(Math.max(at, 0), size - 1);
    else map[i] = at < 0 ? -at : at < size ? at : 2 * (size - 1) - at;
  }
  return map;
}

interface Plan {
  readonly shape: Ints;
  readonly size: Extent;
  readonly map: GridMap;
  readonly count: number;
}

function planOf(kind: Kind, spatial: Spatial, shape: Ints, padding: Ints): Plan {
  const rank = shape.length;
  const lead = shape.slice(0, rank - spatial);
  const sizes = shape.slice(rank - spatial);
  const maps = sizes.map((size, i) => {
    const pair = 2 * (spatial - 1 - i);
    return axisMap(kind, size, padding[pair] as number, padding[pair + 1] as number);
  });
  const one = new Int32Array(1);
  const [width = one, height = one, depth = one] = [...maps].reverse();
  const [w = 1, h = 1, d = 1] = [...sizes].reverse();
  return {
    shape: [...lead, ...maps.map((map) => map.length)],
    size: [d, h, w],
    map: [depth, height, width],
    count: numelOf(lead),
  };
}

/** Only the batch may be empty. */
function checkInput(kind: Kind, spatial: Spatial, self: Tensor): void {
  const batch = self.dim === spatial + 2;
  // Lines to reflect may be none, too.
  const mayLackFirst = batch || (kind === "reflection" && spatial === 1);
  const whole = !self.shape.some((size, i) => size === 0 && !(mayLackFirst && i === 0));
  if (whole && (batch || self.dim === spatial + 1)) return;
  const ranks = `${spatial + 1}D or ${spatial + 2}D (batch mode) tensor`;
  if (kind === "reflection" && spatial < 3) {
    throw runtimeError(
      `${ranks} expected for input, but got: [ ${self.dtype.variableTypeName}{${self.shape.join(",")}} ]`,
    );
  }
  throw runtimeError(
    `Expected ${ranks} with possibly 0 batch size and other non-zero dimensions for input, but got: ${formatShape(self.shape)}`,
  );
}

function checkPads(kind: Kind, spatial: Spatial, self: Tensor, padding: Ints): void {
  if (padding.length !== 2 * spatial) {
    throw runtimeError(`padding size is expected to be ${2 * spatial}, but got: ${padding.length}`);
  }
  const pads = padsOf(padding, self.dim);
  if (kind === "reflection") {
    for (const [i, { dim, left, right }] of pads.entries()) {
      const size = self.shape[dim] as number;
      if (left < size && right < size) continue;
      const of = spatial === 2 ? self.dim : formatShape(self.shape);
      throw runtimeError(
        `Argument #${4 + 2 * i}: Padding size should be less than the corresponding input dimension, but got: padding (${left}, ${right}) at dimension ${dim} of input ${of}`,
      );
    }
  }
  const results = pads.map(({ dim, left, right }) => (self.shape[dim] as number) + left + right);
  if (results.every((size) => size < 1)) {
    const names = ["W", "H", "D"].slice(0, spatial).reverse();
    const inputs = names.map((name, i) => `${name}: ${self.shape[self.dim - spatial + i]}`).join(", ");
    const outputs = names.map((name, i) => `${name}: ${results[spatial - 1 - i]}`).join(" ");
    throw runtimeError(
      kind === "reflection" && spatial === 1
        ? `2input (${inputs})is too small. Calculated output ${outputs}`
        : `input (${inputs}) is too small. Calculated output ${outputs}`,
    );
  }
  if (results.some((size) => size < 0)) {
    const shape = [...self.shape.slice(0, self.dim - spatial), ...[...results].reverse()];
    const size = shape.find((n) => n < 0);
    throw runtimeError(`Trying to create tensor with negative dimension ${size}: ${formatShape(shape)}`);
  }
}

function padded(kind: Kind, spatial: Spatial, self: Tensor, padding: Ints): Tensor {
  checkInput(kind, spatial, self);
  checkPads(kind, spatial, self, padding);
  const { shape, size, map, count } = planOf(kind, spatial, self.shape, padding);
  if (self.dtype !== float32 && self.dtype !== float64) {
    const suffix = kind === "reflection" && spatial < 3 ? "" : "_cpu";
    throw runtimeError(`"${kind}_pad${spatial}d${suffix}" not implemented for '${self.dtype.scalarName}'`);
  }
  const source = dense(self);
  const result = empty(shape, self.dtype);
  gatherGrids(floats(result), floats(source), source.offset, count, size, map);
  return result;
}

function paddedBackward(kind: Kind, spatial: Spatial, g: Tensor, self: Tensor, padding: Ints): Tensor {
  const { size, map, count } = planOf(kind, spatial, self.shape, padding);
  const source = dense(g);
  const result = empty(self.shape, g.dtype);
  scatterGrids(floats(result), floats(source), source.offset, count, size, map);
  return result;
}

type PadOp = Op<[self: Tensor, padding: Ints], Tensor>;

function edgePad(kind: Kind, spatial: Spatial, samples: readonly string[]): PadOp {
  const name = `${kind}_pad${spatial}d`;
  const list = `int[${2 * spatial}]`;
  const node = `${kind === "reflection" ? "Reflection" : "Replication"}Pad${spatial}DBackward`;
  const backward: Op<[g: Tensor, self: Tensor, padding: Ints], Tensor> = op(
    `${name}_backward(Tensor grad_output, Tensor self, ${list} padding) -> Tensor`,
    {
      doc: `The gradient of ${name}: what was taken more than once is added`,
      forms: [],
      node: `${node}Backward0`,
      forward: (g, self, padding) => paddedBackward(kind, spatial, g, self, padding),
      backward: {
        grad_output: { uses: ["padding"], grad: (g, s) => forward(g, s.ints("padding")) },
        self: (g, s) => filled(s.input("self").shape, 0, g.dtype),
      },
      samples: [],
    },
  );
  const forward: PadOp = op(`${name}(Tensor self, ${list} padding) -> Tensor`, {
    doc:
      kind === "reflection"
        ? "Pads with the elements near the edge, mirrored; the edge itself is not repeated"
        : "Pads with the element at the edge",
    forms: [],
    node: `${node}0`,
    forward: (self, padding) => padded(kind, spatial, self, padding),
    backward: {
      self: { uses: ["self", "padding"], grad: (g, s) => backward(g, s.tensor("self"), s.ints("padding")) },
    },
    samples,
  });
  return forward;
}

const edgePads: Readonly<Record<Kind, readonly PadOp[]>> = {
  reflection: [
    edgePad("reflection", 1, [
      "F.pad(b, (1, 2), mode='reflect')",
      "F.pad(x, (2, 0), mode='reflect')",
      "F.pad(b.transpose(1, 2), (-1, 2), mode='reflect')",
      "torch.autograd.grad((F.pad(b, (1, 2), mode='reflect') ** 2).sum(), b, create_graph=True)",
      "F.pad(b, (1, 3), 'reflect')",
      "F.pad(x, (3, 1), 'reflect')",
      "F.pad(b, (-2, -1), 'reflect')",
      "F.pad(b[:, :, :0], (1, 1), 'reflect')",
      "F.pad(i, (1, 1), 'reflect')",
    ]),
    edgePad("reflection", 2, [
      "F.pad(im, (1, 2, 3, 0), mode='reflect')",
      "F.pad(b, (0, 1, 2, -1), mode='reflect')",
      "F.pad(im, (1, 5, 1, 1), 'reflect')",
      "F.pad(b, (1, 1, 4, 1), 'reflect')",
      "F.pad(im[:, :, :0], (1, 1, 1, 1), 'reflect')",
      "F.pad(im.half(), (1, 1, 1, 1), 'reflect')",
    ]),
    edgePad("reflection", 3, [
      "F.pad(im.reshape(1, 2, 2, 2, 5), (1, 2, 1, 0, 0, 1), mode='reflect')",
      "F.pad(im.reshape(1, 2, 2, 2, 5), (1, 2, 2, 0, 0, 1), mode='reflect')",
      "F.pad(im.reshape(1, 2, 2, 2, 5), (-3, -3, 1, 1, 1, 1), 'reflect')",
      "F.pad(im[None, :, :, :0], (1, 1, 1, 1, 1, 1), 'reflect')",
      "F.pad(i[None, None], (1, 1, 1, 1, 0, 0), 'reflect')",
    ]),
  ],
  replication: [
    edgePad("replication", 1, [
      "F.pad(b, (1, 4), mode='replicate')",
      "F.pad(x.double(), (-1, 2), mode='replicate')",
      "torch.autograd.grad((F.pad(b, (1, 4), mode='replicate') ** 2).sum(), b, create_graph=True)",
      "F.pad(b, (-2, -2), 'replicate')",
      "F.pad(b[:, :, :0], (1, 1), 'replicate')",
      "F.pad(i, (1, 1), 'replicate')",
    ]),
    edgePad("replication", 2, [
      "F.pad(im, (1, 2, 3, 0), mode='replicate')",
      "F.pad(b, (4, 1, 2, -1), mode='replicate')",
    ]),
    edgePad("replication", 3, ["F.pad(im.reshape(1, 2, 2, 2, 5), (1, 2, 1, 0, 0, 1), mode='replicate')"]),
  ],
};

/** Elements of a dimension, as out.slice(dim, start, end). */
function part(t: Tensor, dim: number, start: number, end: number): Tensor {
  return slice(t, dim, start, end, 1);
}

/** The input goes to the middle, then each end gets what is at the other; corners are written more than once. */
function padCircular(self: Tensor, padding: Ints): Tensor {
  const spatial = self.dim - 2;
  if (padding.length + 4 !== 2 * self.dim) {
    throw runtimeError(`Invalid padding size, expected ${2 * spatial} but got ${padding.length}`);
  }
  const pads = padsOf(padding, self.dim);
  const shape = [...self.shape];
  for (const { dim, left, right } of [...pads].reverse()) {
    const size = self.shape[dim] as number;
    if (left > size || right > size) throw runtimeError("Padding value causes wrapping around more than once.");
    shape[dim] = size + left + right;
    if (shape[dim] < 0) throw runtimeError("Negative padding value is resulting in an empty dimension");
  }
  const out = empty(shape, self.dtype);
  let inside = out;
  let source = self;
  for (const { dim, left, right } of pads) {
    inside = part(inside, dim, Math.max(left, 0), (shape[dim] as number) - Math.max(right, 0));
    source = part(source, dim, Math.max(-left, 0), (self.shape[dim] as number) - Math.max(-right, 0));
  }
  copy_(inside, source);
  for (const { dim, left, right } of pads) {
    const size = shape[dim] as number;
    if (left > 0) {
      const end = size - Math.max(right, 0);
      copy_(part(out, dim, 0, left), part(out, dim, end - left, end));
    }
    if (right > 0) {
      const start = Math.max(left, 0);
      copy_(part(out, dim, size - right, size), part(out, dim, start, start + right));
    }
  }
  return out;
}

const modes = ["constant", "reflect", "replicate", "circular"];

export const pad: Op<[self: Tensor, pad: Ints, mode?: string, value?: number | null], Tensor> = op(
  "pad(Tensor self, int[] pad, str mode='constant', float? value=None) -> Tensor",
  {
    complex: true,
    doc: "Pads the last dimensions: with a constant, or with elements of the input (reflect, replicate, circular)",
    forms: ["F"],
    composite: (self, pads, mode, value) => {
      if (!modes.includes(mode)) throw new TorchError("NotImplementedError", `Unrecognised padding mode ${mode}`);
      if (pads.length % 2 !== 0) throw runtimeError("Padding length must be divisible by 2");
      if (pads.length > 2 * self.dim) throw runtimeError("Padding length too large");
      if (mode === "constant") return constantPadNd(self, pads, value ?? 0);
      if (value !== null && value !== 0) {
        throw runtimeError(`Padding mode "${mode}" doesn't take in value argument`);
      }
      const spatial = pads.length / 2;
      if (spatial < 1 || spatial > 3 || (self.dim !== spatial + 1 && self.dim !== spatial + 2)) {
        throw new TorchError(
          "NotImplementedError",
          "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now",
        );
      }
      if (mode === "circular") return padCircular(self, pads);
      const run = edgePads[mode === "reflect" ? "reflection" : "replication"][spatial - 1];
      if (run === undefined) throw new Error(`no padding in ${spatial} dimensions`);
      return run(self, pads);
    },
    samples: [
      "F.pad(x, (1, 2))",
      "F.pad(x, (0, 0, 1, 2), value=1.5)",
      "F.pad(b, [1, 0, 0, 2, 1, 1], 'constant', -2)",
      "F.pad(x, (-1, 2, -1, -1))",
      "F.pad(nc, (1, 1))",
      "F.pad(ex, (1, 1))",
      "F.pad(e, (1, 1, 2, 0))",
      "F.pad(s, ())",
      "F.pad(i, (1, 1), value=1.7)",
      "F.pad(m, (1, 1), value=1.0)",
      "F.pad(u8, (1, 1), value=3)",
      "F.pad(z, (1, 1), value=float('inf'))",
      "torch.autograd.grad((F.pad(x, (1, 2)) ** 2).sum(), x, create_graph=True)",
      "F.pad(b, (1, 2), mode='circular')",
      "F.pad(im, (1, 2, 3, 0), mode='circular')",
      "F.pad(b, (-1, 2), mode='circular')",
      "F.pad(im.reshape(1, 2, 2, 2, 5), (1, 2, 1, 0, 0, 1), mode='circular')",
      "F.pad(k[None], (1, 1), mode='circular')",
      "F.pad(x, (1,))",
      "F.pad(x, (1, 1, 1, 1, 1, 1))",
      "F.pad(x, (-2, -2))",
      "F.pad(x, (-4, 5))",
      "F.pad(x, (1, 1), 'mirror')",
      "F.pad(x, (1, 1), 'reflect', 1)",
      "F.pad(v, (1, 1), 'reflect')",
      "F.pad(im, (1, 1), 'reflect')",
      "F.pad(x, (1, 1), 'circular')",
      "F.pad(b, (4, 1), 'circular')",
      "F.pad(b, (-2, -2), 'circular')",
      "F.pad(b, (1, 1, 1, 1), 'circular')",
      "F.pad(x, (1, 1), value='a')",
      "F.pad(x, 1)",
    ],
  },
);
