// The small objects of torch that are not tensors: dtypes, devices, layouts, memory formats, generators, Size.
// Names and reprs follow torch/csrc (Dtype.cpp, Device.cpp, Layout.cpp, MemoryFormat.cpp, Size.cpp).

import type { Generator } from "../../../engine/random/generator";
import { noteComplex } from "../../../engine/tensor/complex";
import type { DType } from "../../../engine/tensor/dtype";
import * as engine from "../../../engine/tensor/dtype";
import { exceptionNamed, Refusal, raised, runtimeError, typeError } from "../../runtime/errors";
import { PyBuiltin, PyGetSet } from "../../runtime/function";
import { toArray } from "../../runtime/iterate";
import {
  boolType,
  builtinClass,
  complexType,
  floatType,
  intType,
  type PyClass,
  PyObject,
  tupleType,
  type Value,
} from "../../runtime/object";
import { asIndex } from "../../runtime/operators";
import { repr } from "../../runtime/repr";
import { tupleItem } from "../../runtime/subscript";
import { typeName } from "../../runtime/types";
import { PyTuple } from "../../runtime/value";

/** A built-in class of torch. */
export function torchClass(name: string, base?: PyClass, layout?: PyClass): PyClass {
  const cls = builtinClass(name, base, layout);
  cls.module = "torch";
  return cls;
}

export function addMethod(cls: PyClass, name: string, implementation: PyBuiltin["implementation"]): void {
  const method = new PyBuiltin(name, implementation, true);
  method.owner = cls;
  cls.setMember(name, method);
}

function addGetter(cls: PyClass, name: string, read: (self: Value) => Value): void {
  cls.setMember(name, new PyGetSet(name, read, null));
}

// dtype

export const dtypeType = torchClass("dtype");
dtypeType.subclassable = false;

export class DTypeObject extends PyObject {
  constructor(private readonly given: DType) {
    super(dtypeType);
  }

  get dtype(): DType {
    if (this.given.isComplex) noteComplex();
    return this.given;
  }
}

const dtypeObjects: ReadonlyMap<DType, DTypeObject> = new Map(
  engine.dtypes.map((dtype) => [dtype, new DTypeObject(dtype)]),
);

export function dtypeObject(dtype: DType): DTypeObject {
  const object = dtypeObjects.get(dtype);
  if (object === undefined) throw new Error(`no object for dtype ${dtype.name}`);
  return object;
}

/** Every name of a dtype in torch: torch.float, torch.half, … */
export const dtypeNames: ReadonlyMap<string, DType> = new Map<string, DType>([
  ...engine.dtypes.map((dtype): [string, DType] => [dtype.name, dtype]),
  ["float", engine.float32],
  ["double", engine.float64],
  ["half", engine.float16],
  ["long", engine.int64],
  ["int", engine.int32],
  ["short", engine.int16],
  ["cfloat", engine.complex64],
  ["cdouble", engine.complex128],
]);

/** `float`, `int`, `complex` and `bool` as dtypes; undefined for any other value. */
export function pythonScalarDType(value: Value): DType | undefined {
  if (value === floatType) return engine.float64;
  if (value === intType) return engine.int64;
  if (value === complexType) {
    noteComplex();
    return engine.complex128;
  }
  return value === boolType ? engine.bool : undefined;
}

const dtypeOf = (self: Value): DType => {
  if (self instanceof DTypeObject) return self.dtype;
  throw typeError(`descriptor requires a 'torch.dtype' object but received a '${typeName(self)}'`);
};

addMethod(dtypeType, "__repr__", ([self = null]) => `torch.${dtypeOf(self).name}`);
addMethod(dtypeType, "__reduce__", ([self = null]) => dtypeOf(self).name);
addGetter(dtypeType, "is_floating_point", (self) => dtypeOf(self).isFloatingPoint);
addGetter(dtypeType, "is_complex", (self) => dtypeOf(self).isComplex);
addGetter(dtypeType, "is_signed", (self) => dtypeOf(self) !== engine.uint8 && dtypeOf(self) !== engine.bool);
addGetter(dtypeType, "itemsize", (self) => dtypeOf(self).itemSize);

/** The dtype that an argument names, with None for the default one. */
export function dtypeArgument(value: Value | undefined): DType | null {
  if (value === undefined || value === null) return null;
  if (value instanceof DTypeObject) return value.dtype;
  const python = pythonScalarDType(value);
  if (python !== undefined) return python;
  throw typeError(`dtype must be torch.dtype, not ${typeName(value)}`);
}

// device

export const deviceType = torchClass("device");
deviceType.subclassable = false;

const deviceKinds =
  "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, ort, xla, lazy, vulkan, mps, meta, hpu, privateuseone";

export class Device extends PyObject {
  private constructor(
    readonly kind: string,
    readonly index: number | null,
  ) {
    super(deviceType);
  }

  static readonly cpu = new Device("cpu", null);

  static accepts(value: Value): boolean {
    return value instanceof Device || typeof value === "string" || typeof value === "number";
  }

  /** A device from what people write for one; only the CPU is there. */
  static from(value: Value): Device {
    if (value instanceof Device) return value;
    if (typeof value === "number" && value < 0) throw new Refusal("a device of a negative number");
    if (typeof value === "number") return new Device("cuda", value);
    if (typeof value !== "string")
      throw typeError(`device(): argument 'device' must be torch.device, not ${typeName(value)}`);
    const match = /^([a-z]+)(?::(\d+))?$/.exec(value);
    const kind = match?.[1] ?? "";
    if (match === null) throw runtimeError(`Invalid device string: '${value}'`);
    if (!deviceKinds.split(", ").includes(kind)) {
      throw runtimeError(`Expected one of ${deviceKinds} device type at start of device string: ${kind}`);
    }
    return new Device(kind, match[2] === undefined ? null : Number(match[2]));
  }

  get text(): string {
    return this.index === null ? this.kind : `${this.kind}:${this.index}`;
  }
}

/** There is no other device than the CPU. */
export function requireCpu(device: Device): Value {
  if (device.kind === "cpu") return device;
  if (device.kind === "cuda") throw raised(exceptionNamed("AssertionError"), "Torch not compiled with CUDA enabled");
  throw new Refusal(`the device ${device.text}`);
}

const deviceOf = (self: Value): Device => {
  if (self instanceof Device) return self;
  throw typeError(`descriptor requires a 'torch.device' object but received a '${typeName(self)}'`);
};

deviceType.construct = (_cls, args, keywords) => {
  const kind = args[0] ?? keywords?.get("device") ?? keywords?.get("type") ?? null;
  const index = args[1] ?? keywords?.get("index") ?? null;
  if (index !== null && asIndex(index) === undefined) {
    const place = args.length > 1 ? " (position 2)" : "";
    throw typeError(`Device(): argument 'index'${place} must be int, not ${typeName(index)}`);
  }
  return Device.from(typeof index === "number" && typeof kind === "string" ? `${kind}:${index}` : kind);
};
addMethod(deviceType, "__init__", () => null);
addMethod(deviceType, "__repr__", ([self = null]) => {
  const { kind, index } = deviceOf(self);
  return index === null ? `device(type='${kind}')` : `device(type='${kind}', index=${index})`;
});
addMethod(deviceType, "__str__", ([self = null]) => deviceOf(self).text);
addMethod(
  deviceType,
  "__eq__",
  ([self = null, other = null]) => other instanceof Device && deviceOf(self).text === other.text,
);
addMethod(
  deviceType,
  "__ne__",
  ([self = null, other = null]) => !(other instanceof Device) || deviceOf(self).text !== other.text,
);
addGetter(deviceType, "type", (self) => deviceOf(self).kind);
addGetter(deviceType, "index", (self) => deviceOf(self).index);

// layout, memory_format

export const layoutType = torchClass("layout");

export class Layout extends PyObject {
  constructor(readonly name: string) {
    super(layoutType);
  }
}

export const strided = new Layout("strided");
addMethod(layoutType, "__repr__", ([self = null]) => `torch.${self instanceof Layout ? self.name : ""}`);

export const memoryFormatType = torchClass("memory_format");

export class MemoryFormat extends PyObject {
  constructor(readonly name: string) {
    super(memoryFormatType);
  }
}

export const memoryFormats: readonly MemoryFormat[] = [
  "contiguous_format",
  "preserve_format",
  "channels_last",
  "channels_last_3d",
].map((name) => new MemoryFormat(name));
addMethod(memoryFormatType, "__repr__", ([self = null]) => `torch.${self instanceof MemoryFormat ? self.name : ""}`);

// Generator

export const generatorClass = torchClass("Generator");
generatorClass.module = "torch._C";
generatorClass.module = "torch._C";

export class GeneratorObject extends PyObject {
  constructor(readonly generator: Generator) {
    super(generatorClass);
  }
}

// Size: a tuple with a repr of its own.

export const sizeType = torchClass("Size", tupleType);

export function size(shape: readonly number[]): PyTuple {
  return new PyTuple([...shape], sizeType);
}

const itemsOf = (self: Value): readonly Value[] => {
  if (self instanceof PyTuple) return self.items;
  throw typeError(`descriptor requires a 'torch.Size' object but received a '${typeName(self)}'`);
};

addMethod(sizeType, "__repr__", ([self = null]) => `torch.Size([${itemsOf(self).map(repr).join(", ")}])`);
addMethod(sizeType, "__str__", ([self = null]) => `torch.Size([${itemsOf(self).map(repr).join(", ")}])`);
addMethod(sizeType, "numel", ([self = null]) => itemsOf(self).reduce<number>((n, size) => n * Number(size), 1));

sizeType.construct = (_cls, args) => {
  const items = args.length === 0 ? [] : toArray(args[0] ?? null);
  items.forEach((item, i) => {
    if (typeof item !== "number") {
      throw typeError(`torch.Size() takes an iterable of 'int' (item ${i} is '${typeName(item)}')`);
    }
  });
  return new PyTuple(items, sizeType);
};
addMethod(sizeType, "__init__", () => null);
addMethod(sizeType, "__add__", ([self = null, other = null]) => {
  if (!(other instanceof PyTuple)) {
    throw typeError(`can only concatenate tuple (not "${typeName(other)}") to tuple`);
  }
  return new PyTuple([...itemsOf(self), ...other.items], sizeType);
});
for (const name of ["__mul__", "__rmul__"]) {
  addMethod(sizeType, name, ([self = null, count = null]) => {
    const times = asIndex(count);
    if (times === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
    const items: Value[] = [];
    for (let i = 0; i < Number(times); i++) items.push(...itemsOf(self));
    return new PyTuple(items, sizeType);
  });
}
addMethod(sizeType, "__getitem__", ([self = null, index = null]) => {
  const found = tupleItem(new PyTuple(itemsOf(self)), index);
  return found instanceof PyTuple ? new PyTuple(found.items, sizeType) : found;
});
