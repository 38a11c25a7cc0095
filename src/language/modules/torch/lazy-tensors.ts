// Parameters and buffers of modules that do not know their sizes yet: tensors without elements, which become ordinary
// ones when they are given a shape. Behaviour and messages follow torch/nn/parameter.py.

import { getDefaultDType } from "../../../engine/tensor/promotion";
import { empty } from "../../../engine/tensor/raw";
import { Tensor } from "../../../engine/tensor/tensor";
import { runtimeError, typeError, valueError } from "../../runtime/errors";
import { PyBuiltin, PyGetSet } from "../../runtime/function";
import { builtinClass, type PyClass, type Value } from "../../runtime/object";
import { truth } from "../../runtime/operators";
import { PyList, PyTuple } from "../../runtime/value";
import { knownNames } from "./names";
import { guarded, nativeMethod, positional } from "./native";
import { dtypeArgument } from "./objects";
import { ClassedAttributes, makeParameter, parameterType, tensorBase, tensorType } from "./tensor-type";

/** Methods that work without a shape; attributes that are computed do too, but for the shape. */
const ALLOWED: ReadonlySet<string> = new Set([
  "__hash__",
  "size",
  "copy_",
  "is_floating_point",
  "half",
  "float",
  "double",
  "char",
  "short",
  "int",
  "long",
  "cuda",
  "cpu",
  "to",
  "get_device",
]);

const mixin = builtinClass("UninitializedTensorMixin");
mixin.module = "torch.nn.parameter";

function lazyType(name: string, base: PyClass, make: (data: Tensor, requiresGrad: boolean) => Tensor): PyClass {
  const cls = builtinClass(name, base);
  cls.module = "torch.nn.parameter";
  cls.hasDict = true;
  cls.subclassable = false;
  cls.mro.splice(1, 0, mixin);
  cls.construct = (_cls, args, keywords) =>
    guarded((given, named) => {
      const names = ["requires_grad", "device", "dtype"];
      const [requiresGrad = base === parameterType, , dtype = null] = positional("__new__", names, 0, given, named);
      const tensor = make(empty([0], dtypeArgument(dtype) ?? getDefaultDType()), truth(requiresGrad));
      tensor.host = new ClassedAttributes(cls);
      return tensor;
    })(args, keywords);
  cls.setMember("cls_to_become", base);
  cls.late = { find: (member) => unusable(member, name), names: () => [] };
  return cls;
}

/** A method that needs elements. */
function unusable(member: string, owner: string): Value | undefined {
  const known = knownNames("Tensor").has(member) && !ALLOWED.has(member);
  if (!known || tensorBase.lookup(member) instanceof PyGetSet) return undefined;
  const raise = (): never => {
    throw valueError(
      `Attempted to use an uninitialized parameter in <method '${member}' of 'torch._C._TensorBase' objects>. This error happens when you are using a \`LazyModule\` or explicitly manipulating \`torch.nn.parameter.${owner}\` objects. When using LazyModules Call \`forward\` with a dummy batch to initialize the parameters before calling torch functions`,
    );
  };
  return new PyBuiltin(member, raise, true);
}

function lazySelf(value: Value | undefined): Tensor {
  if (value instanceof Tensor) return value;
  throw typeError("an uninitialized tensor is needed");
}

nativeMethod(mixin, "materialize", ([self, ...args], keywords) => {
  const tensor = lazySelf(self);
  const [shape = null, , dtype = null] = positional("materialize", ["shape", "device", "dtype"], 1, args, keywords);
  const sizes = shape instanceof PyTuple || shape instanceof PyList ? shape.items.map(Number) : [Number(shape)];
  const made = empty(sizes, dtypeArgument(dtype) ?? tensor.dtype);
  tensor.storage = made.storage;
  tensor.dtype = made.dtype;
  tensor.shape = made.shape;
  tensor.strides = made.strides;
  tensor.host = null;
  return null;
});
mixin.setMember(
  "shape",
  new PyGetSet(
    "shape",
    () => {
      throw runtimeError(
        "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in `load_state_dict` when trying to load an uninitialized parameter into an initialized one. Call `forward` to initialize the parameters before accessing their attributes.",
      );
    },
    null,
  ),
);
nativeMethod(mixin, "share_memory_", () => {
  throw runtimeError(
    "Can't share memory on an uninitialized parameter or buffer. Call `forward` to initialize the parameters before calling `module.share_memory()`.",
  );
});

const parameterOrNot = lazyType("UninitializedParameter", parameterType, makeParameter);
const buffer = lazyType("UninitializedBuffer", tensorType, (data) => data);
for (const cls of [parameterOrNot, buffer]) {
  for (const text of ["__repr__", "__str__"]) nativeMethod(cls, text, () => `<${cls.name}>`);
  nativeMethod(cls, "__deepcopy__", ([self]) => {
    const tensor = lazySelf(self);
    const copy = tensor.isParameter
      ? makeParameter(empty([0], tensor.dtype), tensor.requiresGrad)
      : empty([0], tensor.dtype);
    copy.host = new ClassedAttributes(cls);
    return copy;
  });
}

/** The classes of such tensors, and what they have in common. */
export const lazyTensorTypes: readonly PyClass[] = [parameterOrNot, buffer, mixin];
