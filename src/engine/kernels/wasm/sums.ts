// Sums of float32 by WebAssembly, a piece at a time: what is copied in stays in the first caches. The same bits as
// ../cascade-sum.ts, which asks these first; false where that is to do it.

import { kernelsFor, memoryAs, reserve } from "./module";

/** Elements of a piece: a whole number of groups, and of what is carried from one level to the next. */
const PIECE = 8192;
/** Elements below which copying costs more than the loops in TypeScript. */
const LEAST = 256;
/** What an element costs, in multiplications of a product. */
const COST = 2;
/** Cascades side by side, and the bytes of their levels. */
const GROUP = 32;
const STATE = 4 * GROUP * 4;

/** Whether starts lie so far apart, one after the other. */
function areEven(starts: ArrayLike<number>, count: number, apart: number): boolean {
  const first = starts[0] as number;
  for (let r = 1; r < count; r++) if (starts[r] !== first + r * apart) return false;
  return true;
}

/** Sums of rows of neighbours, at least eight each. */
export function sumRowsByKernels(
  out: Float32Array,
  a: Float32Array,
  starts: ArrayLike<number>,
  count: number,
): boolean {
  const rows = starts.length;
  if (rows * count < LEAST || !areEven(starts, rows, count)) return false;
  const kernels = kernelsFor(rows * count * COST);
  if (kernels === null) return false;
  const { sumStart, sumMore, sumEnd, sumRows } = kernels.single;
  const [state, from, to] = reserve(kernels, STATE, PIECE * 4, PIECE) as [number, number, number];
  const memory = memoryAs(out, kernels);
  const at = from / 4;
  const start = starts[0] as number;
  if (count <= PIECE) {
    const most = Math.floor(PIECE / count);
    for (let r = 0; r < rows; r += most) {
      const some = Math.min(most, rows - r);
      memory.set(a.subarray(start + r * count, start + (r + some) * count), at);
      sumRows(to, from, some, count, state);
      out.set(memory.subarray(to / 4, to / 4 + some), r);
    }
    return true;
  }
  const groups = Math.floor(count / GROUP);
  for (let r = 0; r < rows; r++) {
    sumStart(state);
    let next = start + r * count;
    for (let done = 0; done < groups; done += PIECE / GROUP) {
      const some = Math.min(PIECE / GROUP, groups - done);
      memory.set(a.subarray(next, next + some * GROUP), at);
      sumMore(state, from, GROUP * 4, some, done, groups);
      next += some * GROUP;
    }
    const rest = count % GROUP;
    memory.set(a.subarray(next, next + rest), at);
    out[r] = sumEnd(state, from, rest);
  }
  return true;
}

/** Sums down `columns` neighbouring columns, a whole number of groups, of `count` rows `step` apart. */
export function sumColumnsByKernels(
  out: Float32Array,
  a: Float32Array,
  starts: ArrayLike<number>,
  columns: number,
  count: number,
  step: number,
): boolean {
  if (columns * count < LEAST || step > 2 * columns || !areEven(starts, columns, 1)) return false;
  const kernels = kernelsFor(columns * count * COST);
  if (kernels === null) return false;
  const { sumStart, sumMore } = kernels.single;
  // 256 rows are a whole number of what is carried, however many there are.
  const most = count * step <= PIECE ? count : 256;
  const sizes = [(columns / GROUP) * STATE, most * step * 4] as const;
  const [states, from] = reserve(kernels, ...sizes) as [number, number];
  const memory = memoryAs(out, kernels);
  const start = starts[0] as number;
  for (let j = 0; j < columns; j += GROUP) sumStart(states + (j / GROUP) * STATE);
  for (let done = 0; done < count; done += most) {
    const some = Math.min(most, count - done);
    memory.set(a.subarray(start + done * step, start + (done + some - 1) * step + columns), from / 4);
    for (let j = 0; j < columns; j += GROUP) {
      sumMore(states + (j / GROUP) * STATE, from + j * 4, step * 4, some, done, count);
    }
  }
  for (let j = 0; j < columns; j += GROUP) {
    const sums = (states + (j / GROUP) * STATE) / 4;
    out.set(memory.subarray(sums, sums + GROUP), j);
  }
  return true;
}
