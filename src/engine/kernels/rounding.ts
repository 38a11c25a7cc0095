// What an element type makes of each step of a computation that is held in float32.

import { bfloat16ToNumber, halfToNumber, numberToBfloat16, numberToHalf } from "./copy";

export type Round = (x: number) => number;

/** By the names of the floats of up to 32 bits in ../tensor/dtype.ts. */
export const ROUNDS: ReadonlyMap<string, Round> = new Map<string, Round>([
  ["float32", Math.fround],
  ["float16", (x) => halfToNumber(numberToHalf(x))],
  ["bfloat16", (x) => bfloat16ToNumber(numberToBfloat16(x))],
]);
