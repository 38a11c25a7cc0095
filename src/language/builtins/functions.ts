// The built-in functions. Constructors (list, int, …) are classes and live beside their types.

import { deleteAttribute, getAttribute, getAttributeOr, setAttribute } from "../runtime/attributes";
import { isByteString } from "../runtime/bytes";
import { call, callMember, callWith, isCallable } from "../runtime/call";
import { ABSENT, argumentBinder, builtin, defineType, rawBuiltin, unsupported } from "../runtime/define";
import { overflowError, Refusal, typeError, valueError } from "../runtime/errors";
import { PyGenerator } from "../runtime/generator";
import { addressOf, exactHash } from "../runtime/hash";
import { isInstanceOf, isSubclassOf } from "../runtime/instance-checks";
import {
  collect,
  iterate,
  iteratorTypes,
  nextOf,
  pythonIterator,
  ReverseIterator,
  stopIteration,
  toArray,
} from "../runtime/iterate";
import { intPowerModulo } from "../runtime/numbers";
import { builtinClass, objectType, type PyClass, type Value } from "../runtime/object";
import { add, asNumber, BINARY, binary, compare, lessThan, toIndex, truth, unboxed } from "../runtime/operators";
import { asciiRepr, formatValue, repr, str } from "../runtime/repr";
import { sortValues } from "../runtime/sort";
import { lengthOf } from "../runtime/subscript";
import { safepoint, thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import {
  PyByteArray,
  PyBytes,
  PyComplex,
  PyDict,
  PyFloat,
  PyIterator,
  PyList,
  PyModule,
  PyRange,
  PyTuple,
} from "../runtime/value";
import { textLength } from "../text/points";
import { directory } from "./object";

const textOr = (value: Value, name: string, fallback: string): string => {
  if (value === null) return fallback;
  if (typeof value === "string") return value;
  throw typeError(`${name} must be None or a string, not ${typeName(value)}`);
};

/** What sys.stdout and sys.stderr are: something print can write to. */
export const textStreamType = builtinClass("TextIOWrapper");
textStreamType.module = "_io";

/** What a program has put in the place of sys.stdout. */
function exchangedOutput(): Value {
  const names = thread.system?.globals;
  const output = names?.get("stdout");
  return output === undefined || output === names?.get("__stdout__") ? null : output;
}

function printValues(values: Value, sep: Value, end: Value, file: Value, flush: Value): Value {
  const parts = values instanceof PyTuple ? values.items : [];
  const separator = textOr(sep, "sep", " ");
  const last = textOr(end, "end", "\n");
  const target = file ?? exchangedOutput();
  if (target !== null) {
    // Piece by piece, as the file's own write sees it in CPython.
    const write = (text: string): Value => call(getAttribute(target, "write"), [text]);
    parts.forEach((part, i) => {
      if (i > 0) write(separator);
      write(str(part));
    });
    write(last);
    if (truth(flush)) call(getAttribute(target, "flush"), []);
    return null;
  }
  let text = "";
  parts.forEach((part, i) => {
    text += i === 0 ? str(part) : separator + str(part);
  });
  text += last;
  thread.recorder?.print(thread.span, text);
  thread.write(text);
  return null;
}

function sum(iterable: Value, start: Value): Value {
  let total = start;
  const iterator = iterate(iterable);
  if (typeof unboxed(start) === "string") throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof PyBytes) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  let item = iterator.next();
  if (typeof total === "number") {
    let whole = total;
    for (; typeof item === "number"; item = iterator.next()) {
      if (!Number.isSafeInteger(whole + item)) break;
      whole += item;
    }
    total = whole;
  }
  if (item instanceof PyFloat && (typeof total === "number" || total instanceof PyFloat)) {
    let float = typeof total === "number" ? total : total.value;
    for (; item instanceof PyFloat || typeof item === "number"; item = iterator.next()) {
      float += typeof item === "number" ? item : item.value;
    }
    total = new PyFloat(float);
  }
  for (; item !== undefined; item = iterator.next()) total = add(total, item);
  return total;
}

/** min and max: `wins` tells whether the candidate goes before the best so far. */
function extreme(name: string, wins: (candidate: Value, best: Value) => boolean) {
  return rawBuiltin(name, (args, keywords) => {
    const key = keywords?.get("key") ?? null;
    const fallback = keywords?.get("default");
    for (const each of keywords?.keys() ?? []) {
      if (each !== "key" && each !== "default")
        throw typeError(`'${each}' is an invalid keyword argument for ${name}()`);
    }
    const [first] = args;
    if (first === undefined) throw typeError(`${name} expected at least 1 argument, got 0`);
    if (args.length > 1 && fallback !== undefined) {
      throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    if (args.length === 2 && keywords === null) {
      const second = args[1] as Value;
      return wins(second, first) ? second : first;
    }
    const source = args.length === 1 ? iterate(first) : iterate(new PyList(args));
    let best: Value | undefined;
    let bestKey: Value = null;
    for (let item = source.next(); item !== undefined; item = source.next()) {
      const itemKey = key === null ? item : callWith(key, item);
      if (best === undefined || wins(itemKey, bestKey)) {
        best = item;
        bestKey = itemKey;
      }
    }
    if (best !== undefined) return best;
    if (fallback !== undefined) return fallback;
    throw valueError(`${name}() arg is an empty sequence`);
  });
}

function greaterThan(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a > b;
  return truth(compare("Gt", a, b));
}

function absolute(value: Value): Value {
  if (typeof value === "number") return Math.abs(value);
  const number = asNumber(unboxed(value));
  if (number instanceof PyFloat) return new PyFloat(Math.abs(number.value));
  if (number !== undefined) return number < 0 ? (typeof number === "number" ? -number : -number) : number;
  const method = typeOf(value).lookup("__abs__");
  if (method === undefined) throw typeError(`bad operand type for abs(): '${typeName(value)}'`);
  return callMember(method, value, []);
}

function roundValue(value: Value, digits: Value): Value {
  const method = typeOf(value).lookup("__round__");
  if (method === undefined) throw typeError(`type ${typeName(value)} doesn't define __round__ method`);
  return callMember(method, value, digits === null ? [] : [digits]);
}

function power(base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return BINARY.Pow(base, exponent);
  if ([base, exponent, modulus].some((each) => unboxed(each) instanceof PyComplex)) throw valueError("complex modulo");
  const [a, b, c] = [base, exponent, modulus].map((each) => asNumber(unboxed(each)));
  if (a === undefined || b === undefined || c === undefined) {
    const names = [base, exponent, modulus].map((each) => `'${typeName(each)}'`).join(", ");
    throw typeError(`unsupported operand type(s) for ** or pow(): ${names}`);
  }
  if (a instanceof PyFloat || b instanceof PyFloat || c instanceof PyFloat) {
    throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
  }
  return intPowerModulo(a, b, c);
}

const DIVMOD = { name: "__divmod__", reflected: "__rdivmod__", inPlace: "", sign: "divmod()" };

function divmod(a: Value, b: Value): Value {
  return binary(DIVMOD, a, b);
}

function radix(value: Value, base: number, prefix: string): string {
  const index = toIndex(value);
  return `${index < 0 ? "-" : ""}${prefix}${(index < 0 ? -index : index).toString(base)}`;
}

function ord(value: Value): Value {
  if (typeof value === "string" && value.length === 1) return value.charCodeAt(0);
  const text = unboxed(value);
  if (isByteString(value)) {
    const { bytes } = value;
    const { length } = bytes;
    if (length !== 1) throw typeError(`ord() expected a character, but string of length ${length} found`);
    return bytes[0] ?? 0;
  }
  if (typeof text !== "string") throw typeError(`ord() expected string of length 1, but ${typeName(value)} found`);
  const length = textLength(text);
  if (length !== 1) throw typeError(`ord() expected a character, but string of length ${length} found`);
  return text.codePointAt(0) ?? 0;
}

function chr(value: Value): Value {
  const point = Number(toIndex(value));
  if (point !== (point | 0)) {
    throw overflowError("Python int too large to convert to C int");
  }
  if (point < 0 || point > 0x10ffff) throw valueError("chr() arg not in range(0x110000)");
  return point < 0x10000 ? String.fromCharCode(point) : String.fromCodePoint(point);
}

function next(iterator: Value, fallback: Value): Value {
  const value = nextOf(iterator);
  if (value !== undefined) return value;
  if (fallback !== ABSENT) return fallback;
  throw iterator instanceof PyGenerator ? iterator.end() : stopIteration();
}

function reversed(value: Value): Value {
  if (value instanceof PyDict) {
    const keys = [...value.map.values()].map((entry) => entry.key);
    return new ReverseIterator((i) => keys[i], keys.length, reversedType);
  }
  const method = typeOf(value).lookup("__reversed__");
  if (method !== undefined && method !== null) return callMember(method, value, []);
  if (value instanceof PyRange) {
    return new ReverseIterator((i) => value.start + i * value.step, value.length, iteratorTypes.range);
  }
  if (value instanceof PyList)
    return new ReverseIterator((i) => value.items[i], value.items.length, iteratorTypes.listReverse);
  if (value instanceof PyTuple && value.cls.immutable) {
    return new ReverseIterator((i) => value.items[i], value.items.length, reversedType);
  }
  if (typeof value === "string") {
    const characters = [...value];
    return new ReverseIterator((i) => characters[i], characters.length, reversedType);
  }
  const getItem = typeOf(value).lookup("__getitem__");
  if (getItem === undefined || typeOf(value).lookup("__len__") === undefined) {
    throw typeError(`'${typeName(value)}' object is not reversible`);
  }
  return new ReverseIterator((i) => callMember(getItem, value, [i]), lengthOf(value), reversedType);
}

/** A lazy iterator class whose instances step through a JavaScript function. */
class Stepper extends PyIterator {
  constructor(
    cls: PyClass,
    private readonly step: () => Value | undefined,
  ) {
    super(cls);
  }

  next(): Value | undefined {
    safepoint();
    return this.step();
  }
}

const reversedType = defineType({ name: "reversed", construct: (_, args) => reversed(args[0] ?? null) });

const enumerateType = defineType({
  name: "enumerate",
  construct: (cls, args, keywords) => {
    const [iterable = keywords?.get("iterable"), start = keywords?.get("start") ?? 0] = args;
    if (iterable === undefined) throw typeError("enumerate() missing required argument 'iterable'");
    const source = iterate(iterable);
    let index: Value = toIndex(start);
    return new Stepper(cls, () => {
      const item = source.next();
      if (item === undefined) return undefined;
      const pair = new PyTuple([index, item]);
      index = typeof index === "number" && index < Number.MAX_SAFE_INTEGER ? index + 1 : add(index, 1);
      return pair;
    });
  },
});

const zipType = defineType({
  name: "zip",
  construct: (cls, args, keywords) => {
    if (keywords !== null && keywords.size > 1) {
      throw typeError(`zip() takes at most 1 keyword argument (${keywords.size} given)`);
    }
    for (const name of keywords?.keys() ?? []) {
      if (name !== "strict") throw typeError(`'${name}' is an invalid keyword argument for zip()`);
    }
    const strict = truth(keywords?.get("strict") ?? false);
    const sources = args.map((each) => iterate(each));
    const [a, b] = sources;
    if (a !== undefined && b !== undefined && sources.length === 2 && !strict) {
      return new Stepper(cls, () => {
        const first = a.next();
        const second = first === undefined ? undefined : b.next();
        return first === undefined || second === undefined ? undefined : new PyTuple([first, second]);
      });
    }
    return new Stepper(cls, () => {
      if (sources.length === 0) return undefined;
      const items: Value[] = [];
      for (let i = 0; i < sources.length; i++) {
        const item = sources[i]?.next();
        if (item === undefined) {
          if (strict) checkStrict(sources, i);
          return undefined;
        }
        items.push(item);
      }
      return new PyTuple(items);
    });
  },
});

function checkStrict(sources: readonly PyIterator[], ended: number): void {
  const before = (count: number): string => (count === 1 ? "argument 1" : `arguments 1-${count}`);
  if (ended > 0) throw valueError(`zip() argument ${ended + 1} is shorter than ${before(ended)}`);
  for (let i = 1; i < sources.length; i++) {
    if (sources[i]?.next() !== undefined) throw valueError(`zip() argument ${i + 1} is longer than ${before(i)}`);
  }
}

const mapType = defineType({
  name: "map",
  construct: (cls, args) => {
    const [fn, ...iterables] = args;
    if (fn === undefined || iterables.length === 0) throw typeError("map() must have at least two arguments.");
    const sources = iterables.map((each) => iterate(each));
    const [only] = sources;
    if (only !== undefined && sources.length === 1) {
      return new Stepper(cls, () => {
        const item = only.next();
        return item === undefined ? undefined : callWith(fn, item);
      });
    }
    return new Stepper(cls, () => {
      const items: Value[] = [];
      for (const source of sources) {
        const item = source.next();
        if (item === undefined) return undefined;
        items.push(item);
      }
      return call(fn, items);
    });
  },
});

const filterType = defineType({
  name: "filter",
  construct: (cls, args) => {
    const [fn, iterable] = args;
    if (fn === undefined || iterable === undefined) throw typeError(`filter expected 2 arguments, got ${args.length}`);
    const source = iterate(iterable);
    return new Stepper(cls, () => {
      for (;;) {
        const item = source.next();
        if (item === undefined) return undefined;
        if (truth(fn === null ? item : callWith(fn, item))) return item;
      }
    });
  },
});

function namespaceOf(value: Value): Value {
  if (value === ABSENT) throw new Refusal("vars() without an argument");
  const dict = getAttributeOr(value, "__dict__");
  if (dict === undefined) throw typeError("vars() argument must have __dict__ attribute");
  return dict;
}

function attributeName(name: Value): string {
  const text = unboxed(name);
  if (typeof text !== "string") throw typeError("attribute name must be string, not ".concat(`'${typeName(name)}'`));
  return text;
}

const bindSorted = argumentBinder("sort(*, key=None, reverse=False)");

/** Every built-in function by name. */
export const builtinFunctions: Readonly<Record<string, Value>> = {
  print: builtin("print(*args, sep=None, end=None, file=None, flush=False)", printValues),
  len: builtin("len(obj, /)", (value: Value) => lengthOf(value)),
  sum: builtin("sum(iterable, /, start=0)", sum),
  min: extreme("min", lessThan),
  max: extreme("max", greaterThan),
  abs: builtin("abs(x, /)", absolute),
  round: builtin("round(number, ndigits=None)", roundValue),
  pow: builtin("pow(base, exp, mod=None)", power),
  divmod: builtin("divmod(x, y, /)", divmod),
  isinstance: builtin("isinstance(obj, class_or_tuple, /)", isInstanceOf),
  issubclass: builtin("issubclass(cls, class_or_tuple, /)", isSubclassOf),
  getattr: builtin("getattr(object, name, default=?, /)", (object: Value, name: Value, fallback: Value) => {
    if (fallback === ABSENT) return getAttribute(object, attributeName(name));
    const found = getAttributeOr(object, attributeName(name));
    return found === undefined ? fallback : found;
  }),
  setattr: builtin("setattr(obj, name, value, /)", (object: Value, name: Value, value: Value) => {
    setAttribute(object, attributeName(name), value);
    return null;
  }),
  hasattr: builtin(
    "hasattr(obj, name, /)",
    (object: Value, name: Value) => getAttributeOr(object, attributeName(name)) !== undefined,
  ),
  delattr: builtin("delattr(obj, name, /)", (object: Value, name: Value) => {
    deleteAttribute(object, attributeName(name));
    return null;
  }),
  repr: builtin("repr(obj, /)", (value: Value) => repr(value)),
  ascii: builtin("ascii(obj, /)", (value: Value) => asciiRepr(value)),
  format: builtin("format(value, format_spec='', /)", (value: Value, spec: Value) => {
    if (typeof spec !== "string") throw typeError(`format() argument 2 must be str, not ${typeName(spec)}`);
    return formatValue(value, spec);
  }),
  hash: builtin("hash(obj, /)", exactHash),
  id: builtin("id(obj, /)", (value: Value) => addressOf(value)),
  callable: builtin("callable(obj, /)", (value: Value) => isCallable(value)),
  iter: builtin("iter(object, sentinel=?, /)", (source: Value, sentinel: Value) => {
    if (sentinel === ABSENT) return pythonIterator(source);
    if (!isCallable(source)) throw typeError("iter(v, w): v must be callable");
    return new Stepper(iteratorTypes.callable, () => {
      const value = call(source, []);
      return truth(compare("Eq", value, sentinel)) ? undefined : value;
    });
  }),
  next: builtin("next(iterator, default=?, /)", next),
  all: builtin("all(iterable, /)", (iterable: Value) => {
    const source = iterate(iterable);
    for (let item = source.next(); item !== undefined; item = source.next()) if (!truth(item)) return false;
    return true;
  }),
  any: builtin("any(iterable, /)", (iterable: Value) => {
    const source = iterate(iterable);
    for (let item = source.next(); item !== undefined; item = source.next()) if (truth(item)) return true;
    return false;
  }),
  sorted: rawBuiltin("sorted", (args, keywords) => {
    if (args.length !== 1) throw typeError(`sorted expected 1 argument, got ${args.length}`);
    const [key, reverse] = keywords === null ? [] : bindSorted([], keywords);
    return new PyList(sortValues(collect(args[0] ?? null), key ?? null, toIndex(reverse ?? false) !== 0));
  }),
  bin: builtin("bin(number, /)", (value: Value) => radix(value, 2, "0b")),
  oct: builtin("oct(number, /)", (value: Value) => radix(value, 8, "0o")),
  hex: builtin("hex(number, /)", (value: Value) => radix(value, 16, "0x")),
  ord: builtin("ord(c, /)", ord),
  chr: builtin("chr(i, /)", chr),
  vars: builtin("vars(object=?, /)", namespaceOf),
  dir: builtin("dir(object=?, /)", (value: Value) => {
    if (value === ABSENT) throw new Refusal("dir() without an argument");
    // A module may have a __dir__ of its own, a class one by its metaclass.
    const own = value instanceof PyModule ? value.globals.get("__dir__") : undefined;
    if (own !== undefined) return new PyList(sortValues(toArray(call(own, [])), null, false));
    const custom = value instanceof PyModule ? undefined : typeOf(value).lookup("__dir__");
    if (custom === undefined || custom === objectType.own("__dir__")) return new PyList(directory(value));
    return new PyList(sortValues(toArray(callMember(custom, value, [])), null, false));
  }),
  // Without an argument these look at the caller's frame, which the compiler does at a direct call.
  globals: builtin("globals()", unsupported("globals() called indirectly")),
  locals: builtin("locals()", unsupported("locals() called indirectly")),
  open: builtin("open(*args, **kwargs)", unsupported("open() (a program has no files)")),
  input: builtin("input(*args)", unsupported("input()")),
  eval: builtin("eval(*args)", unsupported("eval()")),
  exec: builtin("exec(*args)", unsupported("exec()")),
  compile: builtin("compile(*args, **kwargs)", unsupported("compile()")),
  breakpoint: builtin("breakpoint(*args, **kwargs)", unsupported("breakpoint()")),
  __import__: builtin("__import__(*args, **kwargs)", unsupported("__import__()")),
};

/** Built-in classes that are iterators. */
export const lazyClasses: readonly PyClass[] = [enumerateType, zipType, mapType, filterType, reversedType];
