// The exponential of matrices, and least squares.
// Follows aten/src/ATen/native/{LinearAlgebra,BatchLinearAlgebra}.cpp, FunctionsManual.cpp and derivatives.yaml.

import type { Saved } from "../autograd/op-node";
import { indexError, runtimeError, UnsupportedError } from "../errors";
import { leastSquares } from "../kernels/lapack/least-squares";
import { exponential } from "../kernels/matrix-exponential";
import { float32, float64, int64 } from "../tensor/dtype";
import { broadcastTo, cast, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import { cat } from "./joining";
import {
  batchCount,
  batchShape,
  blockOf,
  checkFloating,
  checkSquare,
  columnsOf,
  commonBatch,
  emptyColumns,
  matrixSize,
} from "./linalg-parts";
import { pinv, pinvBackward } from "./linalg-pinv";
import { epsilonOf } from "./linalg-spectral";
import { matmul } from "./matmul";
import { narrow } from "./slicing";
import { matrixT, squeezeDim, unsqueeze } from "./views";

// Sizes below are of dimensions that the checks have found: `as number` says so to the compiler.

export const matrixExp: Op<[self: Tensor], Tensor> = op("linalg_matrix_exp(Tensor self) -> Tensor", {
  doc: "e^self = Σ selfᵏ/k!, of matrices",
  forms: [],
  aliases: ["linalg.matrix_exp", "torch.matrix_exp", "Tensor.matrix_exp"],
  out: false,
  forward: (self) => {
    checkSquare(self, "linalg.matrix_exp");
    checkFloating(self, "matrix_exp");
    const n = self.shape.at(-1) as number;
    const source = cast(self, float64);
    const values = source === self ? floats(columnsOf(self)) : floats(columnsOf(source));
    const result = empty(self.shape, float64);
    const out = result.storage.float64();
    for (let i = 0; i < batchCount(self); i++) {
      // Stored by columns, it is the transpose by rows: so is its exponential.
      const transposed = exponential(Float64Array.from(values.subarray(i * n * n, (i + 1) * n * n)), n);
      for (let r = 0; r < n; r++) {
        for (let c = 0; c < n; c++) out[i * n * n + r * n + c] = transposed[c * n + r] as number;
      }
    }
    return cast(result, self.dtype);
  },
  backward: {
    self: {
      uses: ["self"],
      // The upper right block of exp([Aᵀ G; 0 Aᵀ])
      grad: (g, s) => {
        const a = matrixT(s.tensor("self"));
        const n = a.shape.at(-1) as number;
        const zero = filled(a.shape, 0, a.dtype);
        const block = cat([cat([a, g], -1), cat([zero, a], -1)], -2);
        return narrow(narrow(matrixExp(block), -2, 0, n), -1, n, n);
      },
    },
  },
  samples: [
    "torch.matrix_exp(ns)",
    "torch.linalg.matrix_exp(torch.stack([ns, ns.t()]))",
    "(ns * 0.01).matrix_exp()",
    "torch.matrix_exp(torch.zeros(2, 2))",
    "torch.matrix_exp(ns.double())",
    "torch.matrix_exp(torch.ones(0, 0))",
    "torch.matrix_exp(x)",
    "torch.matrix_exp(v)",
    "torch.matrix_exp(n[:3])",
  ],
});

// ---- Least squares

const drivers: readonly string[] = ["gels", "gelsy", "gelsd", "gelss"];

type LstsqArguments = [self: Tensor, b: Tensor, rcond?: number | null, driver?: string | null];

export const lstsq: Op<LstsqArguments, readonly Tensor[]> = op(
  "linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)",
  {
    doc: "X that makes ‖self·X - b‖ least",
    out: true,
    forms: [],
    aliases: ["linalg.lstsq"],
    recorded: 1,
    forward: (self, b, rcond, driver) => {
      const name = "torch.linalg.lstsq:";
      if (self.dim < 2) throw runtimeError(`${name} input must have at least 2 dimensions.`);
      if (b.dim < 1) throw runtimeError(`${name} other must have at least 1 dimension.`);
      if (self.dtype !== b.dtype) {
        throw runtimeError(
          `${name} Expected input and other to have the same dtype, but got input's dtype ${self.dtype.scalarName} and other's dtype ${b.dtype.scalarName}`,
        );
      }
      if (self.dim - b.dim > 1) {
        throw runtimeError(
          `${name} input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= 1`,
        );
      }
      if (self.dtype !== float32 && self.dtype !== float64) {
        throw runtimeError("This function doesn't handle types other than float and double");
      }
      if (driver !== null && !drivers.includes(driver)) {
        throw runtimeError(`${name} parameter \`driver\` should be one of (gels, gelsy, gelsd, gelss)`);
      }
      const vector = self.dim - 1 === b.dim && sameShape(self.shape.slice(0, -1), b.shape);
      if (!vector && self.dim - 1 === b.dim) {
        throw runtimeError(`${name} input.size(-2) should match other.size(-1)`);
      }
      const right = vector ? unsqueeze.forward(b, -1) : b;
      const [m, n] = matrixSize(self);
      if (right.shape.at(-2) !== m) {
        throw runtimeError(
          vector || b.dim === 1
            ? `${name} input.size(-2) should match other.size(-1)`
            : `${name} input.size(-2) should match other.size(-2)`,
        );
      }
      const by = driver ?? "gelsy";
      const cut = rcond === null ? epsilonOf(self) * Math.max(m, n) : cutOf(by, rcond, self);
      const answers = solutions(self, right, cut, by, vector);
      const [, , ranks = answers[0]] = answers;
      if (rcond !== null && by === "gelsy" && numbers(ranks as Tensor).some((rank) => rank < Math.min(m, n))) {
        // PyTorch reads memory that nobody has set for the order of columns, which tells those that are left out.
        throw new UnsupportedError("torch.linalg.lstsq with a rcond that leaves columns out, by the driver gelsy");
      }
      return answers;
    },
    backward: {
      self: { uses: ["self", "b", "rcond", "driver"], grad: (_g, s, [g = null]) => lstsqBackward(g, s, true) },
      b: { uses: ["self", "b", "rcond", "driver"], grad: (_g, s, [g = null]) => lstsqBackward(g, s, false) },
    },
    // Without a driver, PyTorch reads memory that nobody has set for the order of columns: rounded, or not compared.
    samples: [
      "torch.linalg.lstsq(x, y, driver='gels')",
      "torch.linalg.lstsq(x, y[:, 0], driver='gels')",
      "torch.linalg.lstsq(x.t(), ns, driver='gels')",
      "torch.linalg.lstsq(x.detach(), y.detach(), driver='gels')",
      "torch.linalg.lstsq(x.detach(), y.detach(), driver='gelsd')",
      "torch.linalg.lstsq(x.detach(), y.detach(), driver='gelss')",
      "torch.linalg.lstsq(b, torch.stack([x, y]), driver='gels')",
      "torch.linalg.lstsq(b.detach()[:1], torch.stack([x, y]).detach(), driver='gelsd')[2:]",
      "torch.linalg.lstsq(b.detach()[:, None], torch.stack([x, y])[None].detach(), driver='gelss')[2:]",
      "torch.linalg.lstsq(x.double(), y.double(), driver='gels')[0]",
      "torch.linalg.lstsq(x.detach(), y.detach())[0].round(decimals=3)",
      "torch.linalg.lstsq(x.detach(), y.detach())[1:]",
      "torch.linalg.lstsq(torch.ones(3, 2), torch.ones(3))[0].round(decimals=3)",
      "torch.linalg.lstsq((v[:, None] * v).detach(), ns.detach())[2]",
      "torch.linalg.lstsq(b.detach(), torch.stack([x[:, 0], y[:, 0]]).detach())[0].round(decimals=3)",
      "torch.linalg.lstsq(x.detach(), y.detach(), 2, driver='gelss')",
      "torch.linalg.lstsq(x.detach(), y.detach(), 2, driver='gelsd')[2:]",
      "torch.linalg.lstsq(torch.zeros(3, 2), torch.ones(3, 1))",
      "torch.linalg.lstsq(n, n)",
      "torch.linalg.lstsq(x, x[:2])",
      "torch.linalg.lstsq(v, v)",
      "torch.linalg.lstsq(x, y, driver='foo')",
      "torch.linalg.lstsq(x, y.double())",
    ],
  },
);

/** LAPACK's own where a driver does not take what is given. */
function cutOf(driver: string, rcond: number, a: Tensor): number {
  const taken = driver === "gelsd" ? rcond > 0 && rcond < 1 : rcond >= 0;
  return taken ? rcond : epsilonOf(a) / 2;
}

function solutions(a: Tensor, b: Tensor, rcond: number, driver: string, vector: boolean): Tensor[] {
  const [m, n] = matrixSize(a);
  const k = b.shape.at(-1) as number;
  const batch = commonBatch(a, b);
  const own = columnsOf(a, [...batch, m, n]);
  const right = columnsOf(b, [...batch, m, k]);
  const count = batchCount(own);
  const solution = emptyColumns([...batch, Math.max(m, n), k], a.dtype);
  // Facts about a itself come once for each of its matrices, however many right sides that meets.
  const alone = batchShape(a);
  const several = alone.reduce((total, size) => total * size, 1);
  const matrixOf = numbers(
    broadcastTo(
      fromNumbers(
        Array.from({ length: several }, (_, i) => i),
        alone,
        int64,
      ),
      batch,
    ),
  );
  const ranks = new Array<number>(several).fill(0);
  const bySvd = driver === "gelsd" || driver === "gelss";
  const values = bySvd ? empty([...alone, Math.min(m, n)], a.dtype) : empty([0], a.dtype);
  const residuals: number[] = [];
  for (let i = 0; i < count; i++) {
    const found = leastSquares(
      driver === "gels" ? "full" : bySvd ? "values" : "pivots",
      m,
      n,
      k,
      blockOf(own, i),
      blockOf(right, i),
      rcond,
    );
    const matrix = matrixOf[i] ?? 0;
    ranks[matrix] = found.rank;
    const to = blockOf(solution, i);
    for (let j = 0; j < k; j++) to.data.set(found.x.data.subarray(j * n, j * n + n), to.start + j * to.ld);
    if (bySvd) floats(values).set(found.values, matrix * Math.min(m, n));
    residuals.push(...found.residuals);
  }
  const full = m > n && driver !== "gelsy" && ranks.every((rank) => rank === n);
  const left = empty(full ? [...batch, k] : [0], a.dtype);
  if (full) floats(left).set(residuals);
  const rank = driver === "gels" ? empty([0], int64) : fromNumbers(ranks, alone, int64);
  const x = narrow.forward(solution, -2, 0, n);
  return [vector ? squeezeDim.forward(x, -1) : x, left, rank, values];
}

/** X = A⁺·B */
function lstsqBackward(g: Tensor | null, s: Saved, ofSelf: boolean): Tensor | null {
  if (g === null) return null;
  const a = s.tensor("self");
  const right = s.tensor("b");
  // PyTorch takes a vector for a matrix here, and fails.
  if (g.dim === 1) throw indexError("Dimension out of range (expected to be in range of [-1, 0], but got -2)");
  if (g.dim < a.dim) throw new UnsupportedError("the gradient of torch.linalg.lstsq of a batch of vectors");
  const inverse = pinv(a);
  return ofSelf ? pinvBackward(matmul(g, matrixT(right)), inverse, a) : matmul(matrixT(inverse), g);
}
