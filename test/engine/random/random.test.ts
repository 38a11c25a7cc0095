import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as distributions from "../../../src/engine/random/distributions";
import { Generator } from "../../../src/engine/random/generator";

interface Golden {
  readonly count: number;
  readonly first: readonly (number | string)[];
  readonly hash: number;
}

// Written by scripts/oracle/random-goldens.mjs.
const goldens = JSON.parse(readFileSync(new URL("goldens/random.json", import.meta.url), "utf8")) as Record<
  string,
  unknown
>;
const golden = (name: string): Golden => goldens[name] as Golden;

type Elements = Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;

function expectGolden(name: string, values: Elements): void {
  const { count, first, hash } = golden(name);
  expect(values.length).toBe(count);
  const shown = [...values.subarray(0, 4)].map((value) => (typeof value === "bigint" ? String(value) : value));
  expect(shown).toEqual(first);
  let fnv = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
    fnv = Math.imul(fnv ^ byte, 0x01000193) >>> 0;
  }
  expect(fnv).toBe(hash);
}

function into<T extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  values: T,
  fill: (set: distributions.SetElement) => void,
): T {
  fill((index, value) => {
    values[index] = value;
  });
  return values;
}

describe("uniform", () => {
  test.each([3, 100003])("rand(%i) is PyTorch's", (n) => {
    const out = new Float32Array(n);
    distributions.fillUniformFloat32(new Generator(0), out);
    expectGolden(`rand ${n}`, out);
  });

  test("rand of float64 is PyTorch's", () => {
    const out = new Float64Array(1000);
    distributions.fillUniformFloat64(new Generator(7), out);
    expectGolden("rand double 1000", out);
  });

  test.each([
    ["half", 11],
    ["bfloat16", 8],
  ] as const)("rand of %s is PyTorch's", (name, digits) => {
    const generator = new Generator(7);
    const out = into(new Float32Array(500), (set) => distributions.eachUniform(generator, 500, digits, 0, 1, set));
    expectGolden(`rand ${name} 500`, out);
  });

  test("uniform_(-0.3, 0.45) is fused as PyTorch's, element by element too", () => {
    const out = new Float32Array(10000);
    distributions.fillUniformFloat32(new Generator(1), out, -0.3, 0.45);
    expectGolden("uniform -0.3 0.45 10000", out);
    const each = into(new Float32Array(10000), (set) =>
      distributions.eachUniform(new Generator(1), 10000, 24, -0.3, 0.45, set),
    );
    expectGolden("uniform -0.3 0.45 10000", each);
  });

  test("uniform_ of float64 is PyTorch's, element by element too", () => {
    const out = new Float64Array(1000);
    distributions.fillUniformFloat64(new Generator(1), out, -0.3, 0.45);
    expectGolden("uniform double -0.3 0.45 1000", out);
    const each = into(new Float64Array(1000), (set) =>
      distributions.eachUniform(new Generator(1), 1000, 53, -0.3, 0.45, set),
    );
    expectGolden("uniform double -0.3 0.45 1000", each);
  });
});

describe("normal", () => {
  test.each([1, 2, 3, 15, 16, 17, 31, 32, 33, 100, 1000, 100003])("randn(%i) is PyTorch's", (n) => {
    const out = new Float32Array(n);
    distributions.fillNormalFloat32(new Generator(0), out);
    expectGolden(`randn ${n}`, out);
  });

  test("the spare value of a small randn outlives a large one", () => {
    const generator = new Generator(5);
    const out = new Float32Array(26);
    distributions.fillNormalFloat32(generator, out.subarray(0, 3));
    distributions.fillNormalFloat32(generator, out.subarray(3, 23));
    distributions.fillNormalFloat32(generator, out.subarray(23));
    expectGolden("randn 3 20 3", out);
  });

  test.each([10, 40])("normal_(0.3, 1.7) of %i elements is PyTorch's", (n) => {
    const out = new Float32Array(n);
    distributions.fillNormalFloat32(new Generator(5), out, 0.3, 1.7);
    expectGolden(`normal 0.3 1.7 ${n}`, out);
  });

  test("a transposed tensor is filled one by one, in its own order", () => {
    const generator = new Generator(5);
    // empty(6, 5).t(): five rows of six; the elements are visited in the order of memory.
    const memory = into(new Float32Array(30), (set) => distributions.eachNormal(generator, 30, 0.3, 1.7, set));
    const seen = new Float32Array(30);
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 6; column++) seen[row * 6 + column] = memory[column * 5 + row] ?? Number.NaN;
    }
    expectGolden("normal transposed 5x6", seen);
  });

  test.each([5, 35])("randn(%i) of float64 is PyTorch's to the last bits", (n) => {
    const out = new Float64Array(n);
    distributions.fillNormalFloat64(new Generator(5), out);
    const expected = goldens[`randn double ${n}`] as number[];
    out.forEach((value, index) => {
      const wanted = expected[index] ?? Number.NaN;
      // V8's logarithm, sine and cosine differ from glibc's in the last bit of some values.
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 2 ** -51);
    });
  });
});

describe("integers", () => {
  test.each([
    ["randint -5 12 1000", -5n, 12n],
    ["randint 2^40 100", 0n, 2n ** 40n],
    ["randint whole range 100", -(2n ** 63n), 2n ** 63n - 1n],
    ["randint far 100", 2n ** 60n, 2n ** 60n + 1000n],
  ])("%s is PyTorch's", (name, from, to) => {
    const out = new BigInt64Array(golden(name).count);
    distributions.fillRandintInt64(new Generator(3), out, from, to);
    expectGolden(name, out);
  });

  test("randint of other dtypes is PyTorch's", () => {
    const ints = into(new Int32Array(100), (set) => distributions.eachRandint(new Generator(3), 100, -9n, 9n, set));
    expectGolden("randint int32 100", ints);
    const floats = into(new Float32Array(100), (set) => distributions.eachRandint(new Generator(3), 100, 0n, 9n, set));
    expectGolden("randint float 100", floats);
  });

  test("random_() is PyTorch's for every kind of dtype", () => {
    const longs = new BigInt64Array(100);
    distributions.fillRandomInt64(new Generator(3), longs);
    expectGolden("random int64 100", longs);
    const random = <T extends Float32Array | Float64Array | Uint8Array>(out: T, range: bigint): T =>
      into(out, (set) => distributions.eachRandom(new Generator(3), 100, range, set));
    expectGolden("random float 100", random(new Float32Array(100), 2n ** 24n + 1n));
    expectGolden("random double 100", random(new Float64Array(100), 2n ** 53n + 1n));
    expectGolden("random uint8 100", random(new Uint8Array(100), 256n));
    expectGolden("random bool 100", random(new Uint8Array(100), 2n));
  });

  test.each([0, 1, 10, 1000])("randperm(%i) is PyTorch's", (n) => {
    const order = distributions.randperm(new Generator(2), n);
    expectGolden(`randperm ${n}`, BigInt64Array.from(order, BigInt));
  });
});

describe("other distributions", () => {
  test("bernoulli_(p) is PyTorch's", () => {
    const out = new Float32Array(1000);
    distributions.fillBernoulli(new Generator(4), out, 0.3);
    expectGolden("bernoulli_ 0.3 1000", out);
    const each = into(new Float32Array(1000), (set) => distributions.eachBernoulli(new Generator(4), 1000, 0.3, set));
    expectGolden("bernoulli_ 0.3 1000", each);
  });

  test("dropout keeps what PyTorch keeps", () => {
    const out = new Float32Array(1000);
    distributions.fillBernoulli(new Generator(4), out, 0.6);
    expectGolden("dropout 0.4 1000", out);
  });

  test("bernoulli(probabilities) is PyTorch's", () => {
    const floats = into(new Float32Array(1000), (set) =>
      distributions.eachBernoulliOf(new Generator(4), 1000, false, (i) => Math.fround(i / 1000), set),
    );
    expectGolden("bernoulli float 1000", floats);
    const doubles = into(new Float64Array(1000), (set) =>
      distributions.eachBernoulliOf(new Generator(4), 1000, true, (i) => i / 1000, set),
    );
    expectGolden("bernoulli double 1000", doubles);
  });

  test("exponential_ is PyTorch's", () => {
    const out = into(new Float32Array(1000), (set) => distributions.eachExponential(new Generator(4), 1000, 1.5, set));
    expectGolden("exponential 1.5 1000", out);
  });
});

describe("the generator", () => {
  test.each([-1n, -12345678901n, 2n ** 32n + 5n, 2n ** 64n - 3n])("seed %i is taken as PyTorch takes it", (seed) => {
    const generator = new Generator();
    generator.manualSeed(seed);
    expect(String(generator.initialSeed)).toBe((goldens[`seed ${seed}`] as { initial: string }).initial);
    const out = new Float32Array(4);
    distributions.fillUniformFloat32(generator, out);
    expectGolden(`seed ${seed}`, out);
  });

  test("a snapshot brings back the stream with its spare normal value", () => {
    const generator = new Generator(9);
    for (let i = 0; i < 700; i++) generator.random();
    generator.normal();
    const state = generator.snapshot();
    const draw = () => [generator.normal(), generator.random(), generator.random64(), generator.uniformFloat64()];
    const first = draw();
    for (let i = 0; i < 1000; i++) generator.random();
    generator.manualSeed(1);
    generator.restore(state);
    expect(generator.initialSeed).toBe(9n);
    expect(draw()).toEqual(first);
  });
});
