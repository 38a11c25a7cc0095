// The generator under the random module: CPython's MT19937 (Modules/_randommodule.c). What is drawn from it is
// written in the language (prelude/standard/random.py).

import { bytesOf } from "../runtime/bytes";
import { builtin, defineType, guardClass, methods } from "../runtime/define";
import { memoryError, typeError, valueError } from "../runtime/errors";
import { exactHash } from "../runtime/hash";
import { bitLength, type Int, intNegate, normalise } from "../runtime/numbers";
import type { PyClass, Value } from "../runtime/object";
import { asIndex, toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { typeName } from "../runtime/types";
import { PyBytes, PyFloat, PyInstance, PyTuple } from "../runtime/value";
import { sha512 } from "./sha512";

const SIZE = 624;
const PERIOD = 397;

class Twister extends PyInstance {
  private readonly words = new Uint32Array(SIZE);
  private index = SIZE;

  constructor(cls: PyClass) {
    super(cls);
    this.seed(0);
  }

  /** init_by_array with the 32-bit digits of the seed. */
  seed(value: Int): void {
    let rest = BigInt(value < 0 ? intNegate(value) : value);
    const key: number[] = [];
    do {
      key.push(Number(rest & 0xffffffffn));
      rest >>= 32n;
    } while (rest > 0n);
    const { words } = this;
    words[0] = 19650218;
    for (let i = 1; i < SIZE; i++) words[i] = Math.imul(1812433253, this.mixed(i - 1)) + i;
    let i = 1;
    let j = 0;
    for (let k = Math.max(SIZE, key.length); k > 0; k--) {
      words[i] = (this.word(i) ^ Math.imul(this.mixed(i - 1), 1664525)) + (key[j] ?? 0) + j;
      if (++i >= SIZE) {
        words[0] = this.word(SIZE - 1);
        i = 1;
      }
      if (++j >= key.length) j = 0;
    }
    for (let k = SIZE - 1; k > 0; k--) {
      words[i] = (this.word(i) ^ Math.imul(this.mixed(i - 1), 1566083941)) - i;
      if (++i >= SIZE) {
        words[0] = this.word(SIZE - 1);
        i = 1;
      }
    }
    words[0] = 0x80000000;
    this.index = SIZE;
  }

  /** Seeds by an int, or by the hash of anything else, as an unsigned word. */
  seedBy(value: Value): void {
    this.seed(value === null ? 0 : (asIndex(value) ?? BigInt.asUintN(64, BigInt(exactHash(value)))));
  }

  next(): number {
    if (this.index >= SIZE) this.twist();
    let y = this.word(this.index++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** An int of so many random bits. */
  bits(count: number): Int {
    let value = 0n;
    for (let done = 0; done < count; done += 32) {
      const left = count - done;
      const word = left < 32 ? this.next() >>> (32 - left) : this.next();
      value |= BigInt(word) << BigInt(done);
    }
    return normalise(value);
  }

  get state(): PyTuple {
    return new PyTuple([...this.words, this.index]);
  }

  set state(state: PyTuple) {
    state.items.forEach((item, i) => {
      if (i < SIZE) this.words[i] = Number(item);
      else this.index = Number(item);
    });
  }

  private word(i: number): number {
    return this.words[i] ?? 0;
  }

  private mixed(i: number): number {
    const word = this.word(i);
    return word ^ (word >>> 30);
  }

  private twist(): void {
    const { words } = this;
    for (let i = 0; i < SIZE; i++) {
      const y = (this.word(i) & 0x80000000) | (this.word((i + 1) % SIZE) & 0x7fffffff);
      words[i] = this.word((i + PERIOD) % SIZE) ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.index = 0;
  }
}

const twisterType: PyClass = defineType({
  name: "Random",
  module: "_random",
  construct: (cls, args) => {
    const made = new Twister(cls);
    const [seed] = args;
    // A program's subclass seeds itself, by what it will.
    if (seed !== undefined && cls === twisterType) made.seedBy(seed);
    return made;
  },
});

methods(twisterType, guardClass(Twister), {
  "seed(n=None, /)": (self, seed: Value) => {
    self.seedBy(seed);
    return null;
  },
  "random()": (self) => {
    const high = self.next() >>> 5;
    const low = self.next() >>> 6;
    return new PyFloat((high * 67108864 + low) / 9007199254740992);
  },
  "getrandbits(k, /)": (self, bits: Value) => {
    const count = Number(toIndex(bits));
    if (count < 0) throw valueError("number of bits must be non-negative");
    if (count === 0) return 0;
    if (count <= 32) return self.next() >>> (32 - count);
    if (count > 2 ** 26) throw memoryError();
    return self.bits(count);
  },
  // A whole number below n: what every choice is made of.
  "_below(n, /)": (self, limit: Value) => {
    const n = toIndex(limit);
    if (n <= 0) return 0;
    const bits = bitLength(n);
    for (;;) {
      const value = bits <= 32 ? self.next() >>> (32 - bits) : self.bits(bits);
      if (value < n) return value;
    }
  },
  "getstate()": (self) => self.state,
  "setstate(state, /)": (self, state: Value) => {
    if (!(state instanceof PyTuple)) throw typeError("state vector must be a tuple");
    if (state.items.length !== SIZE + 1) throw valueError("state vector is the wrong size");
    const index = Number(toIndex(state.items[SIZE] ?? null));
    for (const item of state.items) {
      if (asIndex(item) === undefined) throw typeError("an integer is required");
    }
    if (index < 0 || index > SIZE) throw valueError("invalid state");
    self.state = state;
    return null;
  },
});

defineModule("_random", (module) => {
  fillModule(module, {
    Random: twisterType,
    sha512: builtin("sha512(data, /)", (data: Value) => {
      const bytes = bytesOf(data);
      if (bytes === undefined) throw typeError(`a bytes-like object is required, not '${typeName(data)}'`);
      return new PyBytes(sha512(bytes));
    }),
  });
});

/** The modules that this file defines. */
export const randomModules: readonly string[] = ["_random"];
