// Triangles and diagonals of matrices.
// Follows aten/src/ATen/native/{TriangularOps,TensorShape,ReduceOps}.cpp and derivatives.yaml.

import { indexError, runtimeError } from "../errors";
import { Complex } from "../tensor/complex";
import { bfloat16, bool, type DType, float16, int32, int64 } from "../tensor/dtype";
import { putElement, putElements } from "../tensor/moving";
import { cast, dense, denseCopy, filled, fromNumbers, numbers, readComplex, wrapNumber } from "../tensor/raw";
import { elementOffsets, noDimensions } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { checkKernel, notImplementedFor } from "./kernel-dtypes";
import { where } from "./masking";
import { diagonal, diagonalBackward } from "./slicing";
import { contiguous, view } from "./views";

// ---- Triangles and diagonals

/** A copy with zeros from a column of each row on, `upper`, or before it. */
function triangle(self: Tensor, upper: boolean, columnOf: (row: number) => number): Tensor {
  if (self.dim < 2) {
    const range = `Dimension out of range (expected to be in range of [-1, 0], but got -2)`;
    throw self.dim === 0 ? noDimensions(-2) : indexError(range);
  }
  const result = denseCopy(self);
  const rows = self.shape[self.dim - 2] as number;
  const columns = self.shape[self.dim - 1] as number;
  const elements = result.storage.array(self.dtype);
  const parts = self.dtype.isComplex ? 2 : 1;
  const clear = (from: number, to: number): void => {
    if (elements instanceof BigInt64Array) elements.fill(0n, from, to);
    else elements.fill(0, parts * from, parts * to);
  };
  for (let start = 0, row = 0; start < result.numel; start += columns, row = (row + 1) % rows) {
    const column = Math.min(Math.max(columnOf(row), 0), columns);
    if (upper) clear(start + column, start + columns);
    else clear(start, start + column);
  }
  return result;
}

export const tril: Op<[self: Tensor, diagonal?: number], Tensor> = op("tril(Tensor self, int diagonal=0) -> Tensor", {
  complex: true,
  doc: "The lower triangle of matrices, up to a diagonal; zeros above",
  inplace: true,
  forward: (self, k) => triangle(self, true, (row) => row + k + 1),
  backward: { self: { uses: ["diagonal"], grad: (g, s) => tril(g, s.int("diagonal")) } },
  samples: [
    "c.tril()",
    "x.tril()",
    "torch.tril(x, -1)",
    "b.tril(1)",
    "x.t().tril()",
    "m.tril()",
    "v.tril()",
    "torch.ones(2, 2).tril_()",
  ],
});

export const triu: Op<[self: Tensor, diagonal?: number], Tensor> = op("triu(Tensor self, int diagonal=0) -> Tensor", {
  complex: true,
  doc: "The upper triangle of matrices, from a diagonal on; zeros below",
  inplace: true,
  forward: (self, k) => triangle(self, false, (row) => row + k),
  backward: { self: { uses: ["diagonal"], grad: (g, s) => triu(g, s.int("diagonal")) } },
  samples: ["cs.triu(1)", "x.triu()", "torch.triu(x, 1)", "b.triu(-1)", "nc.triu()", "n.triu()"],
});

export const diag: Op<[self: Tensor, diagonal?: number], Tensor> = op("diag(Tensor self, int diagonal=0) -> Tensor", {
  noHalf: "diag",
  complex: true,
  doc: "A vector as the diagonal of a matrix, or the diagonal of a matrix as a vector",
  forward: (self, k) => {
    if (self.dim === 2) {
      const [rows, columns] = self.shape as [number, number];
      // PyTorch counts a negative number of elements there.
      if (k > columns || -k > rows) throw runtimeError("numel: integer multiplication overflow");
      return denseCopy(diagonal.forward(self, k, 0, 1));
    }
    if (self.dim === 1) return onDiagonal(self, k);
    throw runtimeError("matrix or a vector expected");
  },
  backward: {
    self: {
      uses: ["diagonal"],
      grad: (g, s) => {
        const { shape } = s.input("self");
        return shape.length === 1 ? diag(g, s.int("diagonal")) : diagonalBackward(g, shape, s.int("diagonal"), 0, 1);
      },
    },
  },
  samples: [
    "cv.diag()",
    "cs.diag()",
    "v.diag()",
    "torch.diag(x)",
    "x.diag(1)",
    "x.diag(-2)",
    "x.diag(3)",
    "x.diag(4)",
    "v.diag(-1)",
    "b.diag()",
    "n.diag()",
  ],
});

function onDiagonal(vector: Tensor, k: number): Tensor {
  const size = vector.numel + Math.abs(k);
  const result = filled([size, size], 0, vector.dtype);
  const at = diagonal.forward(result, k, 0, 1);
  putElements(
    result,
    elementOffsets(at.shape, at.strides, at.offset),
    vector,
    elementOffsets(vector.shape, vector.strides, vector.offset),
  );
  return result;
}

export const diagflat: Op<[self: Tensor, offset?: number], Tensor> = op(
  "diagflat(Tensor self, int offset=0) -> Tensor",
  {
    complex: true,
    doc: "The flattened tensor as the diagonal of a matrix",
    composite: (self, offset) => diag(view(contiguous(self), [-1]), offset),
    samples: ["torch.diagflat(one)"],
  },
);

function complexTotal(t: Tensor): Tensor {
  let [re, im] = [0, 0];
  for (const place of elementOffsets(t.shape, t.strides, t.offset)) {
    const element = readComplex(t, place);
    re += element.re;
    im += element.im;
  }
  return filled([], new Complex(re, im), t.dtype);
}

export const trace: Op<[self: Tensor], Tensor> = op("trace(Tensor self) -> Tensor", {
  complex: true,
  doc: "Sum of a matrix's diagonal",
  out: false,
  forward: (self) => {
    if (self.dim !== 2) throw runtimeError(`trace: expected a matrix, but got tensor with dim ${self.dim}`);
    checkKernel("trace", self.dtype, bool, float16, bfloat16);
    const along = diagonal.forward(self, 0, 0, 1);
    if (self.dtype.isComplex) return complexTotal(along);
    const dtype: DType = self.dtype.isFloatingPoint ? self.dtype : int64;
    let total = 0;
    for (const value of numbers(along)) total += value;
    return fromNumbers([total], [], dtype);
  },
  backward: {
    self: {
      uses: ["self_sizes"],
      grad: (g, s) => {
        const sizes = s.ints("self_sizes");
        const identity = filled(sizes, 0, g.dtype);
        const ones = diagonal.forward(identity, 0, 0, 1);
        putElement(identity, elementOffsets(ones.shape, ones.strides, ones.offset), filled([], 1, g.dtype));
        return where(dense(cast(identity, bool)), g, wrapNumber(0));
      },
    },
  },
  samples: ["cs.trace()", "sq.trace()", "torch.trace(x)", "n.trace()", "v.trace()"],
});

/** Row and column numbers of a triangle, row by row. */
function triangleIndices(
  half: "tril" | "triu",
  rows: number,
  columns: number,
  dtype: DType,
  keep: (distance: number) => boolean,
): Tensor {
  if (rows < 0) throw runtimeError(`row must be non-negative, got${rows}`);
  if (columns < 0) throw runtimeError(`col must be non-negative, got${columns}`);
  if (dtype !== int64 && dtype !== int32) throw notImplementedFor(`${half}_indices`, dtype);
  const first: number[] = [];
  const second: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (!keep(c - r)) continue;
      first.push(r);
      second.push(c);
    }
  }
  return fromNumbers([...first, ...second], [2, first.length], dtype);
}

type TriangleArguments = [row: number, col: number, offset?: number, dtype?: DType | null];
const triangleOptions = "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None";

export const trilIndices: Op<TriangleArguments, Tensor> = op(
  `tril_indices(int row, int col, int offset=0, ${triangleOptions}) -> Tensor`,
  {
    doc: "Row and column numbers of the lower triangle",
    forms: ["torch"],
    out: false,
    backward: null,
    forward: (row, col, offset, dtype) => triangleIndices("tril", row, col, dtype ?? int64, (d) => d <= offset),
    samples: ["torch.tril_indices(3, 3)", "torch.tril_indices(3, 4, -1)"],
  },
);

export const triuIndices: Op<TriangleArguments, Tensor> = op(
  `triu_indices(int row, int col, int offset=0, ${triangleOptions}) -> Tensor`,
  {
    doc: "Row and column numbers of the upper triangle",
    forms: ["torch"],
    out: false,
    backward: null,
    forward: (row, col, offset, dtype) => triangleIndices("triu", row, col, dtype ?? int64, (d) => d >= offset),
    samples: ["torch.triu_indices(3, 3)", "torch.triu_indices(3, 4, 1, dtype=torch.int32)"],
  },
);
