// torch.finfo and torch.iinfo: what numbers of a dtype can be. Follows torch/csrc/TypeInfo.cpp.

import { realOf } from "../../../engine/tensor/complex";
import { formatGeneral } from "../../../engine/tensor/decimal";
import { bool, type DType } from "../../../engine/tensor/dtype";
import { getDefaultDType } from "../../../engine/tensor/promotion";
import { typeError } from "../../runtime/errors";
import { PyBuiltin, PyGetSet } from "../../runtime/function";
import { normalise } from "../../runtime/numbers";
import { type PyClass, PyObject, type Value } from "../../runtime/object";
import { typeName } from "../../runtime/types";
import { PyFloat } from "../../runtime/value";
import { DTypeObject, torchClass } from "./objects";

class NumberInfo extends PyObject {
  constructor(
    cls: PyClass,
    readonly dtype: DType,
  ) {
    super(cls);
  }
}

interface FloatFacts {
  readonly max: number;
  readonly eps: number;
  readonly tiny: number;
  readonly resolution: number;
}

const single: FloatFacts = { max: 2 ** 127 * (2 - 2 ** -23), eps: 2 ** -23, tiny: 2 ** -126, resolution: 1e-6 };

function floatFacts(dtype: DType): FloatFacts {
  switch (dtype.name) {
    case "float64":
      return { max: Number.MAX_VALUE, eps: 2 ** -52, tiny: 2 ** -1022, resolution: 1e-15 };
    case "float16":
      return { max: 65504, eps: 2 ** -10, tiny: 2 ** -14, resolution: 1e-3 };
    case "bfloat16":
      return { max: 2 ** 127 * (2 - 2 ** -7), eps: 2 ** -7, tiny: 2 ** -126, resolution: 1e-2 };
    default:
      return single;
  }
}

function integerRange(dtype: DType): readonly [least: bigint, greatest: bigint] {
  const bits = BigInt(dtype.itemSize * 8);
  return dtype.name === "uint8" ? [0n, 255n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

function infoClass(name: "finfo" | "iinfo"): PyClass {
  const cls = torchClass(name);
  cls.subclassable = false;
  cls.construct = (_cls, args, keywords) => {
    const given = args[0] ?? keywords?.get("type");
    if (given === undefined && name === "finfo") return new NumberInfo(cls, getDefaultDType());
    if (given === undefined) throw typeError('iinfo() missing 1 required positional arguments: "type"');
    if (!(given instanceof DTypeObject)) {
      throw typeError(`${name}(): argument 'type' (position 1) must be torch.dtype, not ${typeName(given)}`);
    }
    const { dtype } = given;
    if (name === "finfo" && !dtype.isDifferentiable) {
      throw typeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'");
    }
    if (name === "iinfo" && (dtype.isDifferentiable || dtype === bool)) {
      if (dtype === bool) throw typeError("torch.bool is not supported by torch.iinfo");
      throw typeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'");
    }
    return new NumberInfo(cls, realOf(dtype));
  };
  const getter = (attribute: string, read: (dtype: DType) => Value): void => {
    cls.setMember(attribute, new PyGetSet(attribute, (self) => read(dtypeOf(self)), null));
  };
  getter("bits", (dtype) => dtype.itemSize * 8);
  getter("dtype", (dtype) => dtype.name);
  const method = (attribute: string, implementation: PyBuiltin["implementation"]): void => {
    cls.setMember(attribute, new PyBuiltin(attribute, implementation, true));
  };
  method("__eq__", ([self = null, other = null]) => other instanceof NumberInfo && other.dtype === dtypeOf(self));
  for (const each of ["__repr__", "__str__"]) {
    method(each, ([self = null]) => (name === "finfo" ? floatText(dtypeOf(self)) : integerText(dtypeOf(self))));
  }
  if (name === "finfo") {
    getter("max", (dtype) => new PyFloat(floatFacts(dtype).max));
    getter("min", (dtype) => new PyFloat(-floatFacts(dtype).max));
    getter("eps", (dtype) => new PyFloat(floatFacts(dtype).eps));
    for (const each of ["tiny", "smallest_normal"]) getter(each, (dtype) => new PyFloat(floatFacts(dtype).tiny));
    getter("resolution", (dtype) => new PyFloat(floatFacts(dtype).resolution));
  } else {
    getter("min", (dtype) => normalise(integerRange(dtype)[0]));
    getter("max", (dtype) => normalise(integerRange(dtype)[1]));
  }
  return cls;
}

function dtypeOf(self: Value): DType {
  if (self instanceof NumberInfo) return self.dtype;
  throw typeError(`descriptor requires a number's info but received a '${typeName(self)}'`);
}

/** As C++'s streams print doubles: six digits. */
function streamed(value: number): string {
  return formatGeneral(value, 6);
}

function floatText(dtype: DType): string {
  const { max, eps, tiny, resolution } = floatFacts(dtype);
  const [most, least] = [streamed(max), streamed(-max)];
  const small = streamed(tiny);
  return `finfo(resolution=${streamed(resolution)}, min=${least}, max=${most}, eps=${streamed(eps)}, smallest_normal=${small}, tiny=${small}, dtype=${dtype.name})`;
}

function integerText(dtype: DType): string {
  const [least, greatest] = integerRange(dtype);
  return `iinfo(min=${streamed(Number(least))}, max=${streamed(Number(greatest))}, dtype=${dtype.name})`;
}

export const finfoType: PyClass = infoClass("finfo");
export const iinfoType: PyClass = infoClass("iinfo");
