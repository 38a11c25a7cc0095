// Steps of optimisers by WebAssembly, a piece at a time: the parameter, its gradient and what the optimiser keeps are
// copied in, and what is written of them out. The same bits as ../optimizer-steps.ts, whose loops ask this first.

import { type Kernels, kernelsFor, memoryAs, reserve } from "./module";

/** Elements below which copying costs more than the loops in TypeScript. */
const LEAST = 512;
/** Elements of a piece. */
const PIECE = 4096;

/** Elements from a place on, which a step reads, and writes unless they are the gradient's. */
export interface Operand {
  readonly array: Float32Array;
  readonly offset: number;
  readonly isWritten: boolean;
}

/** Runs `step` over pieces of all operands; it is given their places in memory and bytes. False where the caller is to do it. */
export function stepByKernels(
  operands: readonly Operand[],
  n: number,
  step: (kernels: Kernels, places: readonly number[], bytes: number) => void,
): boolean {
  const [first] = operands;
  if (first === undefined || n < LEAST) return false;
  const kernels = kernelsFor(n);
  if (kernels === null) return false;
  const places = reserve(kernels, ...operands.map(() => PIECE * 4));
  const memory = memoryAs(first.array, kernels);
  for (let i = 0; i < n; i += PIECE) {
    const count = Math.min(PIECE, n - i);
    operands.forEach(({ array, offset }, k) => {
      memory.set(array.subarray(offset + i, offset + i + count), (places[k] as number) / 4);
    });
    step(kernels, places, count * 4);
    operands.forEach(({ array, offset, isWritten }, k) => {
      const place = (places[k] as number) / 4;
      if (isWritten) array.set(memory.subarray(place, place + count), offset + i);
    });
  }
  return true;
}
