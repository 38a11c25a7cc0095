// A generator's state as the bytes that torch.get_rng_state gives: seed, place, 624 words of 64 bits, the kept normal.
// Follows CPUGeneratorImplState in aten/src/ATen/CPUGeneratorImpl.cpp.

import { runtimeError } from "../errors";
import type { Generator } from "./generator";

const legacyLength = 5048;
const length = 5056;
const wordCount = 624;
const wordsAt = 24;
const normalAt = wordsAt + 8 * wordCount;

export function stateBytes(generator: Generator): Uint8Array {
  const { seed, words, position, cachedNormal } = generator.snapshot();
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, seed, true);
  // The first word is the seed's until the first draw makes new words.
  const fresh = position === wordCount && words[0] === Number(BigInt.asIntN(32, seed));
  view.setInt32(8, fresh ? 1 : wordCount + 1 - position, true);
  view.setInt32(12, 1, true);
  view.setBigUint64(16, BigInt(fresh ? 0 : position), true);
  for (let i = 0; i < wordCount; i++) view.setUint32(wordsAt + 8 * i, words[i] ?? 0, true);
  if (cachedNormal !== null) {
    view.setFloat64(normalAt + 8, cachedNormal, true);
    view.setInt32(normalAt + 24, 1, true);
  }
  return bytes;
}

export function restoreBytes(generator: Generator, bytes: Uint8Array): void {
  if (bytes.length !== length && bytes.length !== legacyLength) {
    throw runtimeError(
      `Expected either a CPUGeneratorImplStateLegacy of size ${legacyLength} or a CPUGeneratorImplState of size ${length} but found the input RNG state size to be ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const left = view.getInt32(8, true);
  const seeded = view.getInt32(12, true);
  const next = view.getBigUint64(16, true);
  if (seeded !== 1 || left < 1 || left > wordCount || next > BigInt(wordCount)) {
    throw runtimeError("Invalid mt19937 state");
  }
  const words = new Int32Array(wordCount);
  for (let i = 0; i < wordCount; i++) words[i] = view.getInt32(wordsAt + 8 * i, true);
  const isKept = view.getInt32(normalAt + 24, true) === 1;
  generator.restore({
    seed: view.getBigUint64(0, true),
    words,
    position: left === 1 ? wordCount : Number(next),
    cachedNormal: isKept ? view.getFloat64(normalAt + 8, true) : null,
  });
}
