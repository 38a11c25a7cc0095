// Eigenvalues and eigenvectors of square matrices that need not be symmetric. Follows
// aten/src/ATen/native/BatchLinearAlgebra.cpp. Of real matrices up to 75 rows: from there on LAPACK goes another way, and
// what it finds comes in another order.

import { isGradEnabled } from "../autograd/grad-mode";
import { linAlgError, runtimeError, UnsupportedError } from "../errors";
import { type Spectrum, spectrum } from "../kernels/lapack/eigenvectors";
import { complexOf } from "../tensor/complex";
import { emptyStrided, fromArray, numbers } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { floats } from "./elementwise";
import {
  batchCount,
  batchShape,
  blockOf,
  checkImplemented,
  checkSquare,
  columnStrides,
  columnsOf,
  matrixSize,
} from "./linalg-parts";

/** LAPACK's NMIN. */
const MOST_ROWS = 75;

function checkInput(self: Tensor, name: string): void {
  checkSquare(self, name);
  if (!self.dtype.isFloatingPoint) throw runtimeError(`Unknown Complex ScalarType for ${self.dtype.scalarName}`);
}

function spectra(self: Tensor, name: string, withVectors: boolean): Spectrum[] {
  const [n] = matrixSize(self);
  if (n > MOST_ROWS) throw new UnsupportedError(`torch.${name} of more than ${MOST_ROWS} rows`);
  const copy = columnsOf(self);
  return Array.from({ length: batchCount(self) }, (_, i) => {
    const found = spectrum(n, blockOf(copy, i), withVectors);
    if (found.info === 0) return found;
    const where = self.dim === 2 ? "" : `(Batch element ${i}): `;
    throw linAlgError(
      `torch.${name}: ${where}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: ${found.info}).`,
    );
  });
}

/** All eigenvalues: [..., n]. */
function valuesOf(self: Tensor, found: readonly Spectrum[]): Tensor {
  const [n] = matrixSize(self);
  const pairs = found.flatMap(({ re, im }) => Array.from(re, (x, i) => [x, im[i] ?? 0]).flat());
  const array = floats(self) instanceof Float32Array ? Float32Array.from(pairs) : Float64Array.from(pairs);
  return fromArray(array, [...batchShape(self), n], complexOf(self.dtype));
}

/** All eigenvectors as columns: [..., n, n], stored by columns. */
function vectorsOf(self: Tensor, found: readonly Spectrum[]): Tensor {
  const [n] = matrixSize(self);
  const result = emptyStrided(self.shape, columnStrides(self.shape), complexOf(self.dtype));
  // The array of the parts; see complex.ts.
  const array = result.storage.array(result.dtype) as Float64Array;
  found.forEach(({ im, vectors }, batch) => {
    if (vectors === null) return;
    const element = (i: number, k: number) => vectors.data[vectors.start + i + k * vectors.ld] ?? 0;
    for (let k = 0; k < n; k++) {
      const part = im[k] ?? 0;
      const [own, other] = part === 0 ? [k, -1] : part > 0 ? [k, k + 1] : [k - 1, k];
      for (let i = 0; i < n; i++) {
        const at = 2 * (batch * n * n + k * n + i);
        array[at] = element(i, own);
        array[at + 1] = other < 0 ? 0 : part > 0 ? element(i, other) : -element(i, other);
      }
    }
  });
  return result;
}

const noGradient = () => {
  throw new UnsupportedError("the gradient of torch.linalg.eig");
};

export const linalgEig: Op<[self: Tensor], readonly Tensor[]> = op(
  "linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)",
  {
    doc: "Eigenvalues and eigenvectors of square matrices: complex, whatever the matrices are",
    out: true,
    forms: [],
    aliases: ["linalg.eig"],
    forward: (self) => {
      checkInput(self, "linalg.eig");
      checkImplemented(self, "linalg_eig_out_cpu");
      if (!numbers(self).every(Number.isFinite)) {
        throw runtimeError("torch.linalg.eig: input tensor should not contain infs or NaNs.");
      }
      const found = spectra(self, "linalg.eig", true);
      return [valuesOf(self, found), vectorsOf(self, found)];
    },
    backward: { self: { uses: ["eigenvalues", "eigenvectors"], grad: noGradient } },
    samples: [
      "torch.linalg.eig(ns.detach())",
      "torch.linalg.eig(torch.tensor([[0., 1.], [-1., 0.]]))",
      "torch.linalg.eig(torch.tensor([[2., 1.], [0., 2.]]))",
      "torch.linalg.eig(torch.stack([sq.detach(), sq.detach().t() + 1]))",
      "torch.linalg.eig(sq.detach().double())",
      "torch.linalg.eig(torch.zeros(0, 0))",
      "torch.linalg.eig(x)",
      "torch.linalg.eig(v)",
      "torch.linalg.eig(torch.tensor([[1., float('nan')], [1., 2.]]))",
      "torch.linalg.eig(torch.ones(2, 2).long())",
    ],
  },
);

export const linalgEigvals: Op<[self: Tensor], Tensor> = op("linalg_eigvals(Tensor self) -> Tensor", {
  doc: "Eigenvalues of square matrices: complex, whatever the matrices are",
  out: true,
  forms: [],
  aliases: ["linalg.eigvals"],
  composite: (self) => {
    if (isGradEnabled() && self.requiresGrad) return linalgEig(self)[0] as Tensor;
    checkInput(self, "linalg.eigvals");
    checkImplemented(self, "linalg_eig_out_cpu");
    if (!numbers(self).every(Number.isFinite)) throw new UnsupportedError("torch.linalg.eigvals of infs or NaNs");
    return valuesOf(self, spectra(self, "linalg.eigvals", false));
  },
  samples: [
    "torch.linalg.eigvals(ns.detach())",
    "torch.linalg.eigvals(torch.stack([sq.detach(), sq.detach().t() + 1]))",
    "torch.linalg.eigvals(torch.tensor([[3.]]))",
    "torch.linalg.eigvals(x)",
    "torch.linalg.eigvals(x.detach())",
  ],
});
