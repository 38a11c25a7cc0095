// How Python's int and float are held: three candidates in the same closure-compiled loops, side by side.
// A prototype for docs/decisions/0002-int-and-float.md, not part of the product.
//   floats boxed    int is a JS number, float a PyFloat object
//   ints boxed      int is a PyInt object, float a JS number
//   whole boxed     int is a JS number, float a JS number too unless its value is whole (then a PyFloat)
// Run: node bench/prototypes/int-float.mjs [rounds]

const MAX = Number.MAX_SAFE_INTEGER;

class PyFloat {
  constructor(value) {
    this.value = value;
  }
}
class PyInt {
  constructor(value) {
    this.value = value;
  }
}
const slow = (what) => {
  throw new Error(`slow path: ${what}`);
};

const floatsBoxed = {
  int: (value) => value,
  float: (value) => new PyFloat(value),
  show: (v) => (v instanceof PyFloat ? `float ${v.value}` : `int ${v}`),
  add: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number") {
      if (typeof b === "number") {
        const c = a + b;
        return c <= MAX && c >= -MAX ? c : slow("big");
      }
      if (b instanceof PyFloat) return new PyFloat(a + b.value);
    } else if (a instanceof PyFloat) {
      if (b instanceof PyFloat) return new PyFloat(a.value + b.value);
      if (typeof b === "number") return new PyFloat(a.value + b);
    }
    return slow("add");
  },
  mul: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number") {
      if (typeof b === "number") {
        const c = a * b + 0;
        return c <= MAX && c >= -MAX ? c : slow("big");
      }
      if (b instanceof PyFloat) return new PyFloat(a * b.value);
    } else if (a instanceof PyFloat) {
      if (b instanceof PyFloat) return new PyFloat(a.value * b.value);
      if (typeof b === "number") return new PyFloat(a.value * b);
    }
    return slow("mul");
  },
  mod: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number" && typeof b === "number" && b !== 0) {
      const c = a % b;
      return c !== 0 && c < 0 !== b < 0 ? c + b : c + 0;
    }
    return slow("mod");
  },
  less: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number" && typeof b === "number") return a < b;
    if (a instanceof PyFloat && b instanceof PyFloat) return a.value < b.value;
    return slow("less");
  },
};

const intsBoxed = {
  int: (value) => new PyInt(value),
  float: (value) => value,
  show: (v) => (v instanceof PyInt ? `int ${v.value}` : `float ${v}`),
  add: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number") {
      if (typeof b === "number") return a + b;
      if (b instanceof PyInt) return a + b.value;
    } else if (a instanceof PyInt) {
      if (b instanceof PyInt) {
        const c = a.value + b.value;
        return c <= MAX && c >= -MAX ? new PyInt(c) : slow("big");
      }
      if (typeof b === "number") return a.value + b;
    }
    return slow("add");
  },
  mul: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number") {
      if (typeof b === "number") return a * b;
      if (b instanceof PyInt) return a * b.value;
    } else if (a instanceof PyInt) {
      if (b instanceof PyInt) {
        const c = a.value * b.value + 0;
        return c <= MAX && c >= -MAX ? new PyInt(c) : slow("big");
      }
      if (typeof b === "number") return a.value * b;
    }
    return slow("mul");
  },
  mod: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (a instanceof PyInt && b instanceof PyInt && b.value !== 0) {
      const c = a.value % b.value;
      return new PyInt(c !== 0 && c < 0 !== b.value < 0 ? c + b.value : c + 0);
    }
    return slow("mod");
  },
  less: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (a instanceof PyInt && b instanceof PyInt) return a.value < b.value;
    if (typeof a === "number" && typeof b === "number") return a < b;
    return slow("less");
  },
};

// A whole result is an int only when both operands are ints, that is bare and whole.
const boxWhole = (x) => (Number.isInteger(x) ? new PyFloat(x) : x);
const wholeBoxed = {
  int: (value) => value,
  float: boxWhole,
  show: (v) => (v instanceof PyFloat ? `float ${v.value}` : Number.isInteger(v) ? `int ${v}` : `float ${v}`),
  add: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number" && typeof b === "number") {
      const c = a + b;
      if (!Number.isInteger(c)) return c;
      if (Number.isInteger(a) && Number.isInteger(b)) return c <= MAX && c >= -MAX ? c : slow("big");
      return new PyFloat(c);
    }
    return boxWhole((typeof a === "number" ? a : a.value) + (typeof b === "number" ? b : b.value));
  },
  mul: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number" && typeof b === "number") {
      const c = a * b + 0;
      if (!Number.isInteger(c)) return c;
      if (Number.isInteger(a) && Number.isInteger(b)) return c <= MAX && c >= -MAX ? c : slow("big");
      return new PyFloat(c);
    }
    return boxWhole((typeof a === "number" ? a : a.value) * (typeof b === "number" ? b : b.value));
  },
  mod: floatsBoxed.mod,
  less: (l, r) => (f) => {
    const a = l(f);
    const b = r(f);
    if (typeof a === "number" && typeof b === "number") return a < b;
    return (typeof a === "number" ? a : a.value) < (typeof b === "number" ? b : b.value);
  },
};

const local = (slot) => (f) => f.slots[slot];
const constant = (value) => () => value;
const assign = (slot, value) => (f) => {
  f.slots[slot] = value(f);
  return 0;
};
const block =
  (...statements) =>
  (f) => {
    for (let i = 0; i < statements.length; i++) {
      const completion = statements[i](f);
      if (completion !== 0) return completion;
    }
    return 0;
  };
const whileLoop = (test, body) => (f) => {
  while (test(f) === true) if (body(f) !== 0) return 1;
  return 0;
};

/** The three loops, with slots i, n, s, x. */
function programs(kit) {
  const [i, n, s, x] = [0, 1, 2, 3].map(local);
  const { int, float, add, mul, mod, less } = kit;
  const next = assign(0, add(i, constant(int(1))));
  const loop = (...body) => whileLoop(less(i, n), block(...body, next));
  return {
    // s = (s + i * 3) % 1000003
    ints: loop(assign(2, mod(add(s, mul(i, constant(int(3)))), constant(int(1000003))))),
    // x = x * 0.9999 + 0.37; s = s + x
    floats: loop(assign(3, add(mul(x, constant(float(0.9999))), constant(float(0.37)))), assign(2, add(s, x))),
    // x = x + i * 0.5; s = s + i % 7
    mixed: loop(assign(3, add(x, mul(i, constant(float(0.5))))), assign(2, add(s, mod(i, constant(int(7)))))),
  };
}

const N = 1_000_000;
const rounds = Number(process.argv[2] ?? 9);
const kits = { "floats boxed": floatsBoxed, "ints boxed": intsBoxed, "whole boxed": wholeBoxed };
const only = process.argv[3];
const times = {};
for (let round = 0; round < rounds; round++) {
  for (const [kitName, kit] of Object.entries(kits)) {
    if (only !== undefined && kitName !== only) continue;
    for (const [name, program] of Object.entries(programs(kit))) {
      const floatSum = name === "floats";
      const frame = { slots: [kit.int(0), kit.int(N), floatSum ? kit.float(0) : kit.int(0), kit.float(0)] };
      const start = performance.now();
      program(frame);
      const key = `${kitName} | ${name}`;
      times[key] ??= { ms: [], result: "" };
      times[key].ms.push(performance.now() - start);
      times[key].result = `${kit.show(frame.slots[2])}, ${kit.show(frame.slots[3])}`;
    }
  }
}
for (const [key, { ms, result }] of Object.entries(times)) {
  ms.sort((a, b) => a - b);
  console.log(`${key}: ${ms[ms.length >> 1].toFixed(1)} ms (${ms[0].toFixed(1)}..${ms.at(-1).toFixed(1)})  ${result}`);
}
