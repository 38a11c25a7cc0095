// torch.finfo and torch.iinfo: the limits of a dtype. Follows torch/csrc/TypeInfo.cpp.

import { formatGeneral } from "../../../engine/tensor/decimal";
import type { DType } from "../../../engine/tensor/dtype";
import { getDefaultDType } from "../../../engine/tensor/promotion";
import { typeError } from "../../runtime/errors";
import { PyBuiltin, PyGetSet } from "../../runtime/function";
import { normalise } from "../../runtime/numbers";
import { type PyClass, PyObject, type Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { PyFloat } from "../../runtime/value";
import { guarded, positional } from "./native";
import { DTypeObject, torchClass } from "./objects";

interface FloatLimits {
  readonly bits: number;
  readonly eps: number;
  readonly max: number;
  readonly tiny: number;
  readonly resolution: number;
}

const floatLimits: Readonly<Record<string, FloatLimits>> = {
  float16: { bits: 16, eps: 2 ** -10, max: 65504, tiny: 2 ** -14, resolution: 1e-3 },
  bfloat16: { bits: 16, eps: 2 ** -7, max: (2 - 2 ** -7) * 2 ** 127, tiny: 2 ** -126, resolution: 1e-2 },
  float32: { bits: 32, eps: 2 ** -23, max: (2 - 2 ** -23) * 2 ** 127, tiny: 2 ** -126, resolution: 1e-6 },
  float64: { bits: 64, eps: 2 ** -52, max: Number.MAX_VALUE, tiny: 2 ** -1022, resolution: 1e-15 },
};

class TypeInfo extends PyObject {
  constructor(
    cls: PyClass,
    readonly dtype: DType,
  ) {
    super(cls);
  }
}

function infoClass(
  name: string,
  fields: Readonly<Record<string, (dtype: DType) => Value>>,
  shown: readonly string[],
  check: (dtype: DType) => void,
): PyClass {
  const cls = torchClass(name);
  cls.subclassable = false;
  const dtypeOf = (self: Value): DType => {
    if (self instanceof TypeInfo) return self.dtype;
    throw typeError(`descriptor of torch.${name} doesn't apply to a '${typeName(self)}' object`);
  };
  for (const [field, read] of Object.entries(fields)) {
    cls.setMember(field, new PyGetSet(field, (self) => read(dtypeOf(self)), null));
  }
  const text = ([self = null]: Value[]): string => {
    const dtype = dtypeOf(self);
    const parts = shown.map((field) => `${field}=${formatGeneral(Number(plain(fields[field]?.(dtype) ?? 0)), 6)}`);
    return `${name}(${[...parts, `dtype=${dtype.name}`].join(", ")})`;
  };
  cls.setMember("__repr__", new PyBuiltin("__repr__", text, true));
  const equals = ([self = null, other = null]: Value[]): Value =>
    other instanceof TypeInfo && other.cls === cls && dtypeOf(self) === other.dtype;
  cls.setMember("__eq__", new PyBuiltin("__eq__", equals, true));
  cls.construct = (_cls, args, keywords) =>
    guarded((given, named) => {
      const [type] = positional(name, ["type"], 0, given, named);
      if (type === undefined && name === "iinfo") {
        throw typeError('iinfo() missing 1 required positional arguments: "type"');
      }
      if (type !== undefined && !(type instanceof DTypeObject)) {
        throw typeError(`${name}(): argument 'type' (position 1) must be torch.dtype, not ${typeName(type)}`);
      }
      const dtype = type === undefined ? getDefaultDType() : type.dtype;
      check(dtype);
      return new TypeInfo(cls, dtype);
    })(args, keywords);
  return cls;
}

const plain = (value: Value): number | bigint =>
  value instanceof PyFloat ? value.value : typeof value === "number" || typeof value === "bigint" ? value : 0;

function floatField(field: Exclude<keyof FloatLimits, "bits">, sign = 1): (dtype: DType) => Value {
  return (dtype) => new PyFloat(sign * (floatLimits[dtype.name]?.[field] ?? 0));
}

export const finfoType = infoClass(
  "finfo",
  {
    bits: (dtype) => floatLimits[dtype.name]?.bits ?? 0,
    eps: floatField("eps"),
    max: floatField("max"),
    min: floatField("max", -1),
    tiny: floatField("tiny"),
    smallest_normal: floatField("tiny"),
    resolution: floatField("resolution"),
    dtype: (dtype) => dtype.name,
  },
  ["resolution", "min", "max", "eps", "smallest_normal", "tiny"],
  (dtype) => {
    if (dtype.isFloatingPoint) return;
    throw typeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'");
  },
);

const bitsOf = (dtype: DType): bigint => BigInt(8 * dtype.itemSize);
const isUnsigned = (dtype: DType): boolean => dtype.name === "uint8";

export const iinfoType = infoClass(
  "iinfo",
  {
    bits: (dtype) => 8 * dtype.itemSize,
    max: (dtype) => normalise(2n ** (bitsOf(dtype) - (isUnsigned(dtype) ? 0n : 1n)) - 1n),
    min: (dtype) => normalise(isUnsigned(dtype) ? 0n : -(2n ** (bitsOf(dtype) - 1n))),
    dtype: (dtype) => dtype.name,
  },
  ["min", "max"],
  (dtype) => {
    if (dtype.name === "bool") throw typeError("torch.bool is not supported by torch.iinfo");
    if (dtype.isInteger) return;
    throw typeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'");
  },
);
