// SHA-512 (FIPS 180-4), by which random seeds itself from text. Its constants are the first bits of the fractional parts
// of roots of primes, and are computed.

const MASK = (1n << 64n) - 1n;

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
}

/** The whole part of a root. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle;
  }
  return low;
}

let constants: { readonly start: readonly bigint[]; readonly rounds: readonly bigint[] } | undefined;

const rotate = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (64n - by))) & MASK;

export function sha512(data: Uint8Array): Uint8Array {
  constants ??= {
    start: primes(8).map((prime) => root(prime << 128n, 2n) & MASK),
    rounds: primes(80).map((prime) => root(prime << 192n, 3n) & MASK),
  };
  const padded = new Uint8Array(Math.ceil((data.length + 17) / 128) * 128);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(data.length) * 8n);
  const state = [...constants.start];
  for (let block = 0; block < padded.length; block += 128) {
    const words: bigint[] = [];
    const word = (i: number): bigint => words[i] ?? 0n;
    for (let i = 0; i < 80; i++) {
      if (i < 16) {
        words.push(view.getBigUint64(block + 8 * i));
        continue;
      }
      const [w15, w2] = [word(i - 15), word(i - 2)];
      const s0 = rotate(w15, 1n) ^ rotate(w15, 8n) ^ (w15 >> 7n);
      const s1 = rotate(w2, 19n) ^ rotate(w2, 61n) ^ (w2 >> 6n);
      words.push((word(i - 16) + s0 + word(i - 7) + s1) & MASK);
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const choice = (e & f) ^ (~e & MASK & g);
      const first = (h + s1 + choice + (constants.rounds[i] ?? 0n) + word(i)) & MASK;
      const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + s0 + majority) & MASK];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = ((state[i] ?? 0n) + value) & MASK;
    });
  }
  const digest = new Uint8Array(64);
  const out = new DataView(digest.buffer);
  state.forEach((value, i) => {
    out.setBigUint64(8 * i, value);
  });
  return digest;
}
