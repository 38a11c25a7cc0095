// A complex number, and how complex elements lie in memory: as pairs of reals, the real part first, so that element i
// of a complex64 storage is at 2i and 2i + 1 of its Float32Array. Strides and offsets of a complex tensor count
// elements, not reals. Movers of elements go through `partPlaces`; computing kernels are in ../kernels/complex.ts.

import { UnsupportedError } from "../errors";
import { complex64, complex128, type DType, float32, float64 } from "./dtype";

/** A Python complex as the engine takes it. */
export class Complex {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {
    noteComplex();
  }

  /** Arithmetic of JavaScript would read NaN here: an op that does not know complex numbers must say so. */
  valueOf(): never {
    throw new UnsupportedError("a complex number here");
  }
}

let noted = false;

/** Said by everything that makes complex numbers, dtypes or tensors: before, ops need not look for them. */
export function noteComplex(): void {
  noted = true;
}

/** Whether this process has met anything complex. */
export function complexInUse(): boolean {
  return noted;
}

/** The dtype of a complex dtype's parts; a real one itself. */
export function realOf(dtype: DType): DType {
  return dtype === complex64 ? float32 : dtype === complex128 ? float64 : dtype;
}

/** The complex dtype with parts of this dtype; float16 has none here. */
export function complexOf(dtype: DType): DType {
  return dtype === float64 || dtype === complex128 ? complex128 : complex64;
}

/** Where the reals of the elements at `positions` are, in an array as Storage.array gives it. */
export function partPlaces(dtype: DType, positions: ArrayLike<number>): ArrayLike<number> {
  if (!dtype.isComplex) return positions;
  const places = new Float64Array(positions.length * 2);
  for (let i = 0; i < positions.length; i++) {
    // i counts within.
    const place = 2 * (positions[i] as number);
    places[2 * i] = place;
    places[2 * i + 1] = place + 1;
  }
  return places;
}
