// PyTorch's CPU random number generator: MT19937 with the way PyTorch draws from it. It knows nothing of tensors;
// what is made of the words is in distributions.ts.
// Follows aten/src/ATen/core/MT19937RNGEngine.h and aten/src/ATen/CPUGeneratorImpl.cpp.

const stateSize = 624;
const period = 397;
/** Seed of a generator nobody seeded (c10::detail default_rng_seed_val). */
export const defaultSeed = 67280421310721n;

/** Everything a generator is, as plain data, so that a run can be replayed from the middle. */
export interface GeneratorState {
  readonly seed: bigint;
  /** The 624 words of MT19937. */
  readonly words: Int32Array;
  /** Next word to hand out; 624 when the words must be twisted first. */
  readonly position: number;
  /** The second value of a Box-Muller pair that nobody has taken yet. */
  readonly cachedNormal: number | null;
}

export class Generator {
  private readonly words = new Int32Array(stateSize);
  private position = stateSize;
  private seed = defaultSeed;
  /** Read and cleared by the scalar normal distribution; survives across calls, as in PyTorch. */
  cachedNormal: number | null = null;

  constructor(seed: number | bigint = defaultSeed) {
    this.manualSeed(seed);
  }

  /** torch.manual_seed: a negative seed n means n + 2^64; only the low 32 bits reach the engine. */
  manualSeed(seed: number | bigint): void {
    const unsigned = BigInt.asUintN(64, typeof seed === "bigint" ? seed : BigInt(seed));
    this.seed = unsigned;
    this.cachedNormal = null;
    const words = this.words;
    let previous = Number(BigInt.asIntN(32, unsigned));
    words[0] = previous;
    for (let j = 1; j < stateSize; j++) {
      previous = (Math.imul(1812433253, previous ^ (previous >>> 30)) + j) | 0;
      words[j] = previous;
    }
    this.position = stateSize;
  }

  /** torch.initial_seed(). */
  get initialSeed(): bigint {
    return this.seed;
  }

  snapshot(): GeneratorState {
    return {
      seed: this.seed,
      words: this.words.slice(),
      position: this.position,
      cachedNormal: this.cachedNormal,
    };
  }

  restore(state: GeneratorState): void {
    this.seed = state.seed;
    this.words.set(state.words);
    this.position = state.position;
    this.cachedNormal = state.cachedNormal;
  }

  /** One word, as a signed 32-bit number: what loops want. */
  randomBits(): number {
    if (this.position === stateSize) this.twist();
    // The position is always within the 624 words here.
    let y = this.words[this.position++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** One word: an integer in [0, 2^32). */
  random(): number {
    return this.randomBits() >>> 0;
  }

  /** Two words, the first one being the high half. */
  random64(): bigint {
    const high = this.random();
    return (BigInt(high) << 32n) | BigInt(this.random());
  }

  /** Uniform in [0, 1) with 24 bits, from the low bits of one word. */
  uniformFloat32(): number {
    return (this.randomBits() & 0xffffff) * 2 ** -24;
  }

  /** Uniform in [0, 1) with 53 bits, from the low bits of two words. */
  uniformFloat64(): number {
    const high = this.randomBits() & 0x1fffff;
    return (high * 2 ** 32 + this.random()) * 2 ** -53;
  }

  /** A standard normal by Box-Muller in double: gives the cosine now and keeps the sine for the next call. */
  normal(): number {
    const cached = this.cachedNormal;
    if (cached !== null) {
      this.cachedNormal = null;
      return cached;
    }
    const u1 = this.uniformFloat64();
    const u2 = this.uniformFloat64();
    const radius = Math.sqrt(-2 * Math.log1p(-u2));
    const angle = 2 * Math.PI * u1;
    this.cachedNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  private twist(): void {
    const words = this.words;
    // Indices are within 624 by the loops' bounds.
    let current = words[0] as number;
    for (let j = 0; j < stateSize; j++) {
      const next = words[j + 1 === stateSize ? 0 : j + 1] as number;
      const mixed = (current & 0x80000000) | (next & 0x7fffffff);
      const far = words[j < stateSize - period ? j + period : j + period - stateSize] as number;
      words[j] = far ^ (mixed >>> 1) ^ (next & 1 ? 0x9908b0df : 0);
      current = next;
    }
    this.position = 0;
  }
}
