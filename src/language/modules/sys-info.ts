// sys.flags, sys.float_info and their kin: tuples whose items have names.

import { addGetSet, defineType, guardClass, methods } from "../runtime/define";
import { type PyClass, tupleType, type Value } from "../runtime/object";
import { repr } from "../runtime/repr";
import { PyFloat, PyTuple } from "../runtime/value";

/** A tuple of named items, of a class of its own that no program can call. */
function structure(name: string, items: Readonly<Record<string, Value>>): PyTuple {
  const cls: PyClass = defineType({ name, module: "sys", base: tupleType, subclassable: false });
  cls.construct = null;
  Object.keys(items).forEach((item, i) => {
    addGetSet(cls, guardClass(PyTuple), item, (self) => self.items[i] ?? null);
  });
  for (const each of ["n_fields", "n_sequence_fields"]) cls.setMember(each, Object.keys(items).length);
  cls.setMember("n_unnamed_fields", 0);
  methods(cls, guardClass(PyTuple), {
    "__repr__()": (self) =>
      `sys.${name}(${Object.keys(items)
        .map((item, i) => `${item}=${repr(self.items[i] ?? null)}`)
        .join(", ")})`,
  });
  return new PyTuple(Object.values(items), cls);
}

export const versionInfo = structure("version_info", {
  major: 3,
  minor: 11,
  micro: 2,
  releaselevel: "final",
  serial: 0,
});

export const flags = structure("flags", {
  debug: 0,
  inspect: 0,
  interactive: 0,
  optimize: 0,
  dont_write_bytecode: 0,
  no_user_site: 0,
  no_site: 0,
  ignore_environment: 0,
  verbose: 0,
  bytes_warning: 0,
  quiet: 0,
  hash_randomization: 1,
  isolated: 0,
  dev_mode: false,
  utf8_mode: 0,
  warn_default_encoding: 0,
  safe_path: false,
  int_max_str_digits: -1,
});

export const floatInfo = structure("float_info", {
  max: new PyFloat(Number.MAX_VALUE),
  max_exp: 1024,
  max_10_exp: 308,
  min: new PyFloat(2 ** -1022),
  min_exp: -1021,
  min_10_exp: -307,
  dig: 15,
  mant_dig: 53,
  epsilon: new PyFloat(Number.EPSILON),
  radix: 2,
  rounds: 1,
});

export const intInfo = structure("int_info", {
  bits_per_digit: 30,
  sizeof_digit: 4,
  default_max_str_digits: 4300,
  str_digits_check_threshold: 640,
});

export const hashInfo = structure("hash_info", {
  width: 64,
  modulus: 2n ** 61n - 1n,
  inf: 314159,
  nan: 0,
  imag: 1000003,
  algorithm: "siphash13",
  hash_bits: 64,
  seed_bits: 128,
  cutoff: 0,
});
