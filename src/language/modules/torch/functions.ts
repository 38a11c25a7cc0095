// Functions of the module torch that are no ops: making tensors from data, the generator's seed, settings, questions
// about dtypes.

import { isAnomalyEnabled, isNanChecked } from "../../../engine/autograd/anomaly";
import { isGradEnabled, isInferenceModeEnabled } from "../../../engine/autograd/grad-mode";
import { findOps } from "../../../engine/ops/declare";
import { type DType, dtypes } from "../../../engine/tensor/dtype";
import { defaultPrintOptions, printProfiles } from "../../../engine/tensor/print";
import { getPrintOptions, setPrintOptions } from "../../../engine/tensor/print-tensor";
import {
  canCast,
  getDefaultDType,
  promoteTypes,
  resultTypeOf,
  setDefaultDType,
} from "../../../engine/tensor/promotion";
import { empty } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { type PyRaise, runtimeError, typeError } from "../../runtime/errors";
import { PyBuiltin, PyFunction, PyGetSet } from "../../runtime/function";
import { type Keywords, PyClass, typeType, type Value } from "../../runtime/object";
import { str } from "../../runtime/repr";
import { typeName, typeOf } from "../../runtime/types";
import { PyFloat, PyList, PyRange, PyTuple } from "../../runtime/value";
import { scalarFrom } from "./arguments";
import { tensorFromData } from "./data";
import { callOp } from "./engine";
import { mismatchMessage } from "./invalid-arguments";
import { guarded, nativeFunction, nativeMethod, positional } from "./native";
import { arrayTensor, sharedTensor } from "./numpy-bridge";
import {
  Device,
  DTypeObject,
  dtypeArgument,
  dtypeObject,
  pythonScalarDType,
  requireCpu,
  sizeType,
  strided,
  torchClass,
} from "./objects";
import { requireGrad } from "./ops";
import { tensorBase, tensorType } from "./tensor-type";

const copyWarning =
  "To copy construct from a tensor, it is recommended to use sourceTensor.clone().detach() or sourceTensor.clone().detach().requires_grad_(True), rather than torch.tensor(sourceTensor).";

/** torch.tensor and its kin; `warn` shows a UserWarning at the caller's line. */
export function dataFunctions(warn: (message: string) => void): PyBuiltin[] {
  return [
    nativeFunction("tensor", (args, keywords) => {
      const [given = null, dtype, grad] = tensorArguments("tensor", args, keywords);
      if (given instanceof Tensor) warn(copyWarning);
      const data = arrayTensor(given) ?? given;
      const made = data instanceof Tensor ? copyOf(data, dtype) : tensorFromData(data, dtype);
      if (grad) requireGrad(made);
      return made;
    }),
    nativeFunction("as_tensor", (args, keywords) => {
      const [given = null, dtype] = tensorArguments("as_tensor", args, keywords);
      const data = sharedTensor(given) ?? given;
      if (!(data instanceof Tensor)) return tensorFromData(data, dtype);
      return dtype === null || dtype === data.dtype ? data : callOp("_to_copy", data, dtype);
    }),
    nativeFunction("from_numpy", (args, keywords) => {
      const [array = null] = positional("from_numpy", ["ndarray"], 1, args, keywords);
      const tensor = sharedTensor(array);
      if (tensor === undefined) throw typeError(`expected np.ndarray (got ${typeName(array)})`);
      return tensor;
    }),
  ];
}

function tensorArguments(
  name: string,
  args: readonly Value[],
  keywords: Keywords | null,
): [Value, DType | null, boolean] {
  if (args.length > 1) throw typeError(`${name}() takes 1 positional argument but ${args.length} were given`);
  const names = ["data", "dtype", "device", "requires_grad", "pin_memory"];
  for (const keyword of keywords?.keys() ?? []) {
    if (!names.includes(keyword)) throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
  }
  const device = keywords?.get("device") ?? null;
  if (device !== null) requireCpu(Device.from(device));
  const data = args[0] ?? keywords?.get("data");
  if (data === undefined && args.length === 0 && keywords?.has("data") !== true) {
    throw typeError(`${name}() missing 1 required positional arguments: "data"`);
  }
  const dtype = keywords?.get("dtype") ?? null;
  const grad = keywords?.get("requires_grad") ?? false;
  if (typeof grad !== "boolean") {
    throw typeError(`${name}(): argument 'requires_grad' must be bool, not ${typeName(grad)}`);
  }
  return [data ?? null, dtypeOrError(name, dtype), grad];
}

function dtypeOrError(name: string, value: Value): DType | null {
  try {
    return dtypeArgument(value);
  } catch {
    throw typeError(`${name}(): argument 'dtype' must be torch.dtype, not ${typeName(value)}`);
  }
}

function copyOf(data: Tensor, dtype: DType | null): Tensor {
  const bare = callOp("detach", data);
  return dtype === null || dtype === data.dtype ? callOp("clone", bare, null) : callOp("_to_copy", bare, dtype);
}

/** torch.Tensor(...) and torch.LongTensor(...): sizes, or data of a fixed dtype. */
function legacyTensor(args: readonly Value[], keywords: Keywords | null, dtype: DType): Tensor {
  const [first] = args;
  if (keywords !== null && keywords.size > 0) throw legacyMismatch(args, keywords);
  if (first === undefined) return empty([0], dtype);
  if (first instanceof Tensor && args.length === 1) {
    if (first.dtype !== dtype && dtype !== getDefaultDType()) {
      throw typeError(`expected ${dtype.scalarName} (got ${first.dtype.scalarName})`);
    }
    return callOp("alias", callOp("detach", first));
  }
  if (typeof first === "number") return empty(legacySizes(args), dtype);
  if (args.length === 1) {
    if (first instanceof PyTuple && first.cls === sizeType) return empty(legacySizes(first.items), dtype);
    if (typeof first === "string") throw typeError("new(): invalid data type 'str'");
    const array = arrayTensor(first);
    if (array !== undefined) return callOp("_to_copy", array, dtype);
    if (!(first instanceof PyList || first instanceof PyTuple || first instanceof PyRange)) {
      throw typeError(`new(): data must be a sequence (got ${typeName(first)})`);
    }
    return tensorFromData(first, dtype);
  }
  throw legacyMismatch(args, null);
}

const legacyOverloads = [
  "(*, torch.device device)",
  "(torch.Storage storage)",
  "(Tensor other)",
  "(tuple of ints size, *, torch.device device)",
  "(object data, *, torch.device device)",
];

function legacyMismatch(args: readonly Value[], keywords: Keywords | null): PyRaise {
  return typeError(mismatchMessage("new", legacyOverloads, args, keywords));
}

function legacySizes(items: readonly Value[]): number[] {
  return items.map((item, i) => {
    if (typeof item !== "number") {
      throw typeError(
        `new(): argument 'size' must be tuple of ints, but found element of type ${typeName(item)} at pos ${i + 1}`,
      );
    }
    if (item < 0) throw runtimeError(`Trying to create tensor with negative dimension ${item}: [${items.join(", ")}]`);
    return item;
  });
}

tensorType.construct = (_cls, args, keywords) =>
  guarded((given, named) => legacyTensor(given, named, getDefaultDType()))(args, keywords);

nativeMethod(tensorBase, "new", ([self = null, ...args], keywords) => {
  if (!(self instanceof Tensor)) throw typeError("descriptor 'new' requires a tensor");
  return legacyTensor(args, keywords, self.dtype);
});

/** The class of the legacy tensor types: an instance of one is a tensor of its dtype. */
const legacyTypeType = torchClass("tensortype", typeType);
legacyTypeType.subclassable = false;
legacyTypeType.construct = (_cls, [, bases]) => {
  const base = bases instanceof PyTuple ? bases.items.find((each) => typeOf(each) === legacyTypeType) : undefined;
  if (base instanceof PyClass) throw typeError(`type 'torch.${base.name}' is not an acceptable base type`);
  throw typeError("cannot create 'torch.tensortype' instances");
};

const legacyDTypes = new Map<Value, DType>();

function dtypeOfLegacy(type: Value): DType {
  const dtype = legacyDTypes.get(type);
  if (dtype === undefined) throw typeError(`a 'torch.tensortype' is needed, not '${typeName(type)}'`);
  return dtype;
}

nativeMethod(legacyTypeType, "__instancecheck__", ([self = null, value = null]) => {
  return value instanceof Tensor && value.dtype === dtypeOfLegacy(self);
});
for (const [name, read] of [
  ["dtype", (self: Value) => dtypeObject(dtypeOfLegacy(self))],
  ["layout", () => strided],
  ["is_cuda", () => false],
  ["is_sparse", () => false],
] as const) {
  legacyTypeType.setMember(name, new PyGetSet(name, read, null));
}

/** torch.FloatTensor, torch.LongTensor, … by name. */
export const legacyTypes: ReadonlyMap<string, PyClass> = new Map(
  dtypes
    .filter((dtype) => !dtype.isComplex)
    .map((dtype) => {
      const name = dtype.tensorTypeName.slice("torch.".length);
      const cls = torchClass(name);
      cls.cls = legacyTypeType;
      legacyDTypes.set(cls, dtype);
      cls.subclassable = false;
      cls.construct = (_cls, args, keywords) =>
        guarded((given, named) => legacyTensor(given, named, dtype))(args, keywords);
      return [name, cls];
    }),
);

/** torch.set_printoptions. */
const setPrintoptions = nativeFunction("set_printoptions", (args, keywords) => {
  const names = ["precision", "threshold", "edgeitems", "linewidth", "profile", "sci_mode"];
  const values = positional("set_printoptions", names, 0, args, keywords);
  const [precision, threshold, edgeItems, lineWidth, profile, sciMode] = values;
  const isProfile = profile === "default" || profile === "short" || profile === "full";
  const base = isProfile ? { ...getPrintOptions(), ...printProfiles[profile] } : getPrintOptions();
  const number = (value: Value | undefined, otherwise: number): number =>
    value instanceof PyFloat ? value.value : typeof value === "number" ? value : otherwise;
  setPrintOptions({
    ...base,
    precision: number(precision, base.precision),
    threshold: number(threshold, base.threshold),
    edgeItems: Math.max(1, number(edgeItems, base.edgeItems)),
    lineWidth: number(lineWidth, base.lineWidth),
    sciMode: typeof sciMode === "boolean" ? sciMode : null,
  });
  return null;
});

/** Settings that every run starts with. */
export function resetSettings(): void {
  setPrintOptions(defaultPrintOptions);
  const [float32] = dtypes;
  if (float32 !== undefined) setDefaultDType(float32);
}

function floatingDefault(value: Value): DType {
  const dtype = value instanceof DTypeObject ? value.dtype : null;
  if (dtype === null)
    throw typeError("invalid dtype object: only floating-point types are supported as the default type");
  if (!dtype.isFloatingPoint) throw typeError("only floating-point types are supported as the default type");
  return dtype;
}

function tensorArgument(name: string, value: Value | undefined): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError(`${name}(): argument 'input' (position 1) must be Tensor, not ${typeName(value ?? null)}`);
}

/** The arguments of promote_types and can_cast. */
function twoDTypes(
  name: string,
  names: readonly [string, string],
  args: readonly Value[],
  keywords: Keywords | null,
): [DType, DType] {
  const values = positional(name, names, 2, args, keywords);
  const [first, second] = values.map((value = null, i) => {
    const dtype = value instanceof DTypeObject ? value.dtype : pythonScalarDType(value);
    if (dtype !== undefined) return dtype;
    const place = i < args.length ? ` (position ${i + 1})` : "";
    throw typeError(`${name}(): argument '${names[i]}'${place} must be torch.dtype, not ${typeName(value)}`);
  });
  if (first === undefined || second === undefined) throw new Error(`${name}: two names, two values`);
  return [first, second];
}

const resultTypeOverloads = [
  "(Tensor tensor, Tensor other)",
  "(Number scalar, Tensor tensor)",
  "(Tensor tensor, Number other)",
  "(Number scalar1, Number scalar2)",
];

function checkResultTypeArguments(args: readonly Value[], keywords: Keywords | null): void {
  const fits = args.every((arg) => arg instanceof Tensor || scalarFrom(arg) !== undefined);
  if (args.length !== 2 || keywords !== null || !fits) {
    throw typeError(mismatchMessage("result_type", resultTypeOverloads, args, keywords));
  }
}

/** torch.typename: the dotted name of a value's type, a tensor's by its dtype. */
function typenameOf(value: Value): string {
  if (value instanceof Tensor) return value.dtype.tensorTypeName;
  if (value instanceof PyFunction) return `${str(value.module)}.${value.qualname}`;
  // Ops that are functions of torch have their place in C++; a built-in function elsewhere has only its name.
  if (value instanceof PyBuiltin && value.owner === null) {
    return findOps(`torch.${value.name}`).length > 0 ? `torch._VariableFunctionsClass.${value.name}` : value.name;
  }
  const cls = value instanceof PyClass ? value : typeOf(value);
  const module = cls.members.get("__module__")?.value ?? cls.module;
  return typeof module === "string" && module !== "builtins" ? `${module}.${cls.name}` : cls.name;
}

export const plainFunctions: readonly PyBuiltin[] = [
  setPrintoptions,
  nativeFunction("is_tensor", (args, keywords) => {
    const [value] = positional("is_tensor", ["obj"], 1, args, keywords);
    return value instanceof Tensor;
  }),
  nativeFunction("is_grad_enabled", () => isGradEnabled()),
  nativeFunction("is_inference_mode_enabled", () => isInferenceModeEnabled()),
  nativeFunction("is_inference", ([value]) => tensorArgument("is_inference", value).isInference),
  nativeFunction("is_anomaly_enabled", () => isAnomalyEnabled()),
  nativeFunction("is_anomaly_check_nan_enabled", () => isNanChecked()),
  nativeFunction("typename", (args, keywords) =>
    typenameOf(positional("typename", ["o"], 1, args, keywords)[0] ?? null),
  ),
  nativeFunction("get_default_dtype", () => dtypeObject(getDefaultDType())),
  nativeFunction("set_default_dtype", (args, keywords) => {
    const [dtype = null] = positional("set_default_dtype", ["d"], 1, args, keywords);
    setDefaultDType(floatingDefault(dtype));
    return null;
  }),
  nativeFunction("is_floating_point", ([value]) => tensorArgument("is_floating_point", value).dtype.isFloatingPoint),
  nativeFunction("is_complex", ([value]) => tensorArgument("is_complex", value).dtype.isComplex),
  nativeFunction("numel", ([value]) => tensorArgument("numel", value).numel),
  nativeFunction("get_num_threads", () => 1),
  nativeFunction("set_num_threads", ([count = null]) => {
    if (typeof count !== "number") throw runtimeError(`set_num_threads expects an int, but got ${typeName(count)}`);
    if (count <= 0) throw runtimeError("set_num_threads expects a positive integer");
    return null;
  }),
  nativeFunction("result_type", (args, keywords) => {
    checkResultTypeArguments(args, keywords);
    const tensors = args.filter((arg) => arg instanceof Tensor);
    const numbers = args.filter((arg) => !(arg instanceof Tensor)).map(scalarFrom);
    return dtypeObject(
      resultTypeOf(
        tensors,
        numbers.filter((each) => each !== undefined),
      ),
    );
  }),
  nativeFunction("promote_types", (args, keywords) => {
    const [a, b] = twoDTypes("promote_types", ["type1", "type2"], args, keywords);
    return dtypeObject(promoteTypes(a, b));
  }),
  nativeFunction("can_cast", (args, keywords) => {
    const [from, to] = twoDTypes("can_cast", ["from", "to"], args, keywords);
    return canCast(from, to);
  }),
];
