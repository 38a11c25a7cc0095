// Sums of float32 in PyTorch's order, as src/engine/kernels/cascade-sum.ts has them: 32 cascades side by side, which are
// the lanes of four vectors of eight in a row, or 32 columns. A group is what one step adds to each of them.

/** Bytes of a group. */
const GROUP: usize = 128;
const LEVELS: usize = 4;

/** Levels of 32 partial sums. The first is what the cascades end in. */
const STATE: usize = GROUP * LEVELS;

/** Adds `groups` groups, `step` bytes apart, to the 32 sums at `to`. */
function addGroups(to: usize, from: usize, step: usize, groups: i32): void {
  let s0 = v128.load(to);
  let s1 = v128.load(to, 16);
  let s2 = v128.load(to, 32);
  let s3 = v128.load(to, 48);
  let s4 = v128.load(to, 64);
  let s5 = v128.load(to, 80);
  let s6 = v128.load(to, 96);
  let s7 = v128.load(to, 112);
  for (let i = 0; i < groups; i++) {
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
    s4 = f32x4.add(s4, v128.load(from, 64));
    s5 = f32x4.add(s5, v128.load(from, 80));
    s6 = f32x4.add(s6, v128.load(from, 96));
    s7 = f32x4.add(s7, v128.load(from, 112));
    from += step;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
  v128.store(to, s4, 64);
  v128.store(to, s5, 80);
  v128.store(to, s6, 96);
  v128.store(to, s7, 112);
}

/** Bits of the number of groups after which a level is carried to the next, for `count` groups in all. */
function powerOf(count: i32): i32 {
  return max(4, (32 - clz(count - 1)) / <i32>LEVELS);
}

export function sumStart32(state: usize): void {
  memory.fill(state, 0, STATE);
}

/**
 * Goes on with groups `done` and later, of `count` in all: a whole number of chunks of 2^power, or all that are left,
 * after which the sums lie at `state`.
 */
export function sumMore32(state: usize, from: usize, step: usize, groups: i32, done: i32, count: i32): void {
  const power = powerOf(count);
  const chunk = 1 << power;
  const end = done + groups;
  let i = done;
  for (; count >= 16 && i + chunk <= end; from += <usize>chunk * step) {
    addGroups(state, from, step, chunk);
    i += chunk;
    for (let level = 1; level < <i32>LEVELS; level++) {
      const upper = state + <usize>level * GROUP;
      const lower = upper - GROUP;
      for (let j: usize = 0; j < GROUP; j += 16) {
        v128.store(upper + j, f32x4.add(v128.load(upper + j), v128.load(lower + j)));
      }
      memory.fill(lower, 0, GROUP);
      if ((i & ((chunk - 1) << (level * power))) !== 0) break;
    }
  }
  if (end < count) return;
  addGroups(state, from, step, end - i);
  for (let level: usize = 1; level < LEVELS; level++) addGroups(state, state + level * GROUP, GROUP, 1);
}

/** The end of a row's sum: `rest` elements from `from` are no whole group. */
export function sumEnd32(state: usize, from: usize, rest: i32): f32 {
  const vectors = rest >> 3;
  for (let v = 0; v < vectors; v++) {
    v128.store(state, f32x4.add(v128.load(state), v128.load(from)));
    v128.store(state, f32x4.add(v128.load(state, 16), v128.load(from, 16)), 16);
    from += 32;
  }
  let sum: f32 = 0;
  for (let i = vectors * 8; i < rest; i++, from += 4) sum += load<f32>(from);
  for (let lane: usize = 0; lane < 32; lane += 4) {
    const at = state + lane;
    sum += load<f32>(at) + load<f32>(at, 32) + load<f32>(at, 64) + load<f32>(at, 96);
  }
  return sum;
}

/** The sums of rows that lie side by side. */
export function sumRows32(to: usize, from: usize, rows: i32, count: i32, state: usize): void {
  const groups = count >> 5;
  for (let r = 0; r < rows; r++) {
    sumStart32(state);
    sumMore32(state, from, GROUP, groups, 0, groups);
    const whole = from + <usize>groups * GROUP;
    store<f32>(to, sumEnd32(state, whole, count & 31));
    from += <usize>count * 4;
    to += 4;
  }
}
