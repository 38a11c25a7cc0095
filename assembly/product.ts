// Matrix products: C[n, m] = A[n, k] · B[k, m], or C + A · B. Every element is the sum over k in order, each product and
// each sum rounded to the element type: the bits of src/engine/kernels/matmul.ts. A tile of 2 rows × 4 vectors keeps
// its sums in registers. Pointers and steps are in bytes.

/** Bytes of a row of B that a tile takes: four vectors. */
const PANEL: usize = 64;

/** Rows of B whose panel stays in the first cache. */
const DEPTH = 256;

/** Rows of A that stay in the second cache. */
const HEIGHT = 128;

/** Both steps rounded. */
function addProduct<T>(sum: v128, a: v128, b: v128): v128 {
  return v128.add<T>(sum, v128.mul<T>(a, b));
}

/** 2 × 4 vectors. */
function tile2x4<T>(c: usize, cStep: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, more: bool): void {
  const d = c + cStep;
  let s0 = v128.splat<T>(<T>0);
  let s1 = s0,
    s2 = s0,
    s3 = s0,
    t0 = s0,
    t1 = s0,
    t2 = s0,
    t3 = s0;
  if (more) {
    s0 = v128.load(c);
    s1 = v128.load(c, 16);
    s2 = v128.load(c, 32);
    s3 = v128.load(c, 48);
    t0 = v128.load(d);
    t1 = v128.load(d, 16);
    t2 = v128.load(d, 32);
    t3 = v128.load(d, 48);
  }
  let e = a + aStep;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const x = v128.load_splat<T>(a);
    s0 = addProduct<T>(s0, x, b0);
    s1 = addProduct<T>(s1, x, b1);
    s2 = addProduct<T>(s2, x, b2);
    s3 = addProduct<T>(s3, x, b3);
    const y = v128.load_splat<T>(e);
    t0 = addProduct<T>(t0, y, b0);
    t1 = addProduct<T>(t1, y, b1);
    t2 = addProduct<T>(t2, y, b2);
    t3 = addProduct<T>(t3, y, b3);
    a += sizeof<T>();
    e += sizeof<T>();
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(d, t0);
  v128.store(d, t1, 16);
  v128.store(d, t2, 32);
  v128.store(d, t3, 48);
}

/** 4 × 1 vector. */
function tile4x1<T>(c: usize, cStep: usize, a: usize, aStep: usize, b: usize, bStep: usize, k: i32, more: bool): void {
  const d = c + 2 * cStep;
  let s0 = v128.splat<T>(<T>0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  if (more) {
    s0 = v128.load(c);
    s1 = v128.load(c + cStep);
    s2 = v128.load(d);
    s3 = v128.load(d + cStep);
  }
  let e = a + 2 * aStep;
  for (let p = 0; p < k; p++) {
    const x = v128.load(b);
    s0 = addProduct<T>(s0, v128.load_splat<T>(a), x);
    s1 = addProduct<T>(s1, v128.load_splat<T>(a + aStep), x);
    s2 = addProduct<T>(s2, v128.load_splat<T>(e), x);
    s3 = addProduct<T>(s3, v128.load_splat<T>(e + aStep), x);
    a += sizeof<T>();
    e += sizeof<T>();
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c + cStep, s1);
  v128.store(d, s2);
  v128.store(d + cStep, s3);
}

/** 1 × 4 vectors. */
function tile1x4<T>(c: usize, a: usize, b: usize, bStep: usize, k: i32, more: bool): void {
  let s0 = v128.splat<T>(<T>0);
  let s1 = s0,
    s2 = s0,
    s3 = s0;
  if (more) {
    s0 = v128.load(c);
    s1 = v128.load(c, 16);
    s2 = v128.load(c, 32);
    s3 = v128.load(c, 48);
  }
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<T>(a);
    s0 = addProduct<T>(s0, x, v128.load(b));
    s1 = addProduct<T>(s1, x, v128.load(b, 16));
    s2 = addProduct<T>(s2, x, v128.load(b, 32));
    s3 = addProduct<T>(s3, x, v128.load(b, 48));
    a += sizeof<T>();
    b += bStep;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
}

/** 1 × 1 vector. */
function tile1x1<T>(c: usize, a: usize, b: usize, bStep: usize, k: i32, more: bool): void {
  let s = v128.splat<T>(<T>0);
  if (more) s = v128.load(c);
  for (let p = 0; p < k; p++) {
    s = addProduct<T>(s, v128.load_splat<T>(a), v128.load(b));
    a += sizeof<T>();
    b += bStep;
  }
  v128.store(c, s);
}

/** The columns of C that belong to a panel of B, which is `width` bytes of each of its rows. */
function panel<T>(
  c: usize,
  cStep: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  n: i32,
  k: i32,
  width: usize,
  more: bool,
): void {
  let i = 0;
  if (width === PANEL) {
    for (; i + 2 <= n; i += 2) {
      tile2x4<T>(c, cStep, a, aStep, b, bStep, k, more);
      a += 2 * aStep;
      c += 2 * cStep;
    }
    if (i < n) tile1x4<T>(c, a, b, bStep, k, more);
    return;
  }
  for (; i + 4 <= n; i += 4) {
    for (let j: usize = 0; j < width; j += 16) tile4x1<T>(c + j, cStep, a, aStep, b + j, bStep, k, more);
    a += 4 * aStep;
    c += 4 * cStep;
  }
  for (; i < n; i++) {
    for (let j: usize = 0; j < width; j += 16) tile1x1<T>(c + j, a, b + j, bStep, k, more);
    a += aStep;
    c += cStep;
  }
}

/** `k` rows of `width` bytes, `bStep` apart, side by side. */
function pack(to: usize, b: usize, bStep: usize, k: i32, width: usize): void {
  if (width === PANEL) {
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
      v128.store(to, v128.load(b, 32), 32);
      v128.store(to, v128.load(b, 48), 48);
      to += PANEL;
      b += bStep;
    }
    return;
  }
  for (let p = 0; p < k; p++) {
    for (let j: usize = 0; j < width; j += 16) v128.store(to + j, v128.load(b + j));
    to += width;
    b += bStep;
  }
}

/**
 * C = A · B, or C + A · B where there is `more`. The rows of C are `cStep` apart, a multiple of 16: what is beyond their
 * elements is garbage. With `scratch`, of DEPTH · PANEL bytes, panels of B are packed there first.
 */
function product<T>(
  c: usize,
  cStep: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  scratch: usize,
  n: i32,
  k: i32,
  more: bool,
): void {
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    for (let i = 0; i < n; i += HEIGHT) {
      const height = min(HEIGHT, n - i);
      const left = a + <usize>i * aStep + <usize>p * sizeof<T>();
      const to = c + <usize>i * cStep;
      for (let j: usize = 0; j < cStep; j += PANEL) {
        const width = min(PANEL, cStep - j);
        let right = b + <usize>p * bStep + j;
        let step = bStep;
        if (scratch !== 0) {
          pack(scratch, right, bStep, depth, width);
          right = scratch;
          step = width;
        }
        panel<T>(to + j, cStep, left, aStep, right, step, height, depth, width, more || p > 0);
      }
    }
  }
}

export function product32(
  c: usize,
  cStep: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  scratch: usize,
  n: i32,
  k: i32,
  more: bool,
): void {
  product<f32>(c, cStep, a, aStep, b, bStep, scratch, n, k, more);
}

export function product64(
  c: usize,
  cStep: usize,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  scratch: usize,
  n: i32,
  k: i32,
  more: bool,
): void {
  product<f64>(c, cStep, a, aStep, b, bStep, scratch, n, k, more);
}

/** Rows read together while a matrix is transposed: each then fills whole lines of the cache. */
const STRIP = 16;

/** to[c, r] = from[r, c]. Reads and writes whole vectors: both sides have room up to a multiple of them. */
export function transpose32(to: usize, toStep: usize, from: usize, fromStep: usize, rows: i32, columns: i32): void {
  for (let r0 = 0; r0 < rows; r0 += STRIP) {
    const r1 = min(r0 + STRIP, rows);
    for (let c = 0; c < columns; c += 4) {
      for (let r = r0; r < r1; r += 4) {
        const x = from + <usize>r * fromStep + <usize>c * 4;
        const y = x + 2 * fromStep;
        const row0 = v128.load(x);
        const row1 = v128.load(x + fromStep);
        const row2 = v128.load(y);
        const row3 = v128.load(y + fromStep);
        const low01 = v128.shuffle<i32>(row0, row1, 0, 4, 1, 5);
        const high01 = v128.shuffle<i32>(row0, row1, 2, 6, 3, 7);
        const low23 = v128.shuffle<i32>(row2, row3, 0, 4, 1, 5);
        const high23 = v128.shuffle<i32>(row2, row3, 2, 6, 3, 7);
        const u = to + <usize>c * toStep + <usize>r * 4;
        const v = u + 2 * toStep;
        v128.store(u, v128.shuffle<i64>(low01, low23, 0, 2));
        v128.store(u + toStep, v128.shuffle<i64>(low01, low23, 1, 3));
        v128.store(v, v128.shuffle<i64>(high01, high23, 0, 2));
        v128.store(v + toStep, v128.shuffle<i64>(high01, high23, 1, 3));
      }
    }
  }
}

export function transpose64(to: usize, toStep: usize, from: usize, fromStep: usize, rows: i32, columns: i32): void {
  for (let r0 = 0; r0 < rows; r0 += STRIP) {
    const r1 = min(r0 + STRIP, rows);
    for (let c = 0; c < columns; c += 2) {
      for (let r = r0; r < r1; r += 2) {
        const x = from + <usize>r * fromStep + <usize>c * 8;
        const row0 = v128.load(x);
        const row1 = v128.load(x + fromStep);
        const u = to + <usize>c * toStep + <usize>r * 8;
        v128.store(u, v128.shuffle<i64>(row0, row1, 0, 2));
        v128.store(u + toStep, v128.shuffle<i64>(row0, row1, 1, 3));
      }
    }
  }
}
