// The nodes of the backward graph as Python sees them: a class per name, next_functions, saved values, hooks.
// Follows torch/csrc/autograd/python_cpp_function.cpp.

import { AccumulateGrad } from "../../../engine/autograd/edges";
import { GradNode, type SavedTensor, type SavedValue } from "../../../engine/autograd/node";
import { OpNode } from "../../../engine/autograd/op-node";
import { freedMessage, type SavedTensorHooks, SavedVariable } from "../../../engine/autograd/saved-variable";
import { Tensor } from "../../../engine/tensor/tensor";
import { call } from "../../runtime/call";
import { attributeError, runtimeError, typeError } from "../../runtime/errors";
import { PyGetSet } from "../../runtime/function";
import { builtinClass, type PyClass, type Value } from "../../runtime/object";
import { typeName, typeOf } from "../../runtime/types";
import { PyDict, PyFloat, PyList, PyTuple, registerHostType } from "../../runtime/value";
import { nativeMethod } from "./native";
import { dtypeObject } from "./objects";
import { pythonScalar } from "./scalars";

const classes = new Map<string, PyClass>();

/** The class of all nodes; each name has a subclass of its own. */
export const nodeType = builtinClass("node");
const metadata = new WeakMap<GradNode, PyDict>();

registerHostType(GradNode, { classOf: (node) => classNamed(node.name) });
registerHostType(OpNode, { classOf: (node) => classNamed(node.name) });
registerHostType(AccumulateGrad, { classOf: (node) => classNamed(node.name) });

function classNamed(name: string): PyClass {
  const known = classes.get(name);
  if (known !== undefined) return known;
  const cls = builtinClass(name, nodeType);
  cls.subclassable = false;
  classes.set(name, cls);
  return cls;
}

export const nodeSelf = (value: Value | undefined): GradNode => {
  if (value instanceof GradNode) return value;
  throw typeError(`descriptor of a backward node doesn't apply to a '${typeName(value ?? null)}' object`);
};

function attribute(name: string, read: (node: GradNode) => Value): void {
  nodeType.setMember(name, new PyGetSet(name, (value) => read(nodeSelf(value)), null));
}

attribute(
  "next_functions",
  (node) =>
    new PyTuple(node.nextEdges.map((edge) => new PyTuple(edge === null ? [null, 0] : [edge.node, edge.inputNr]))),
);
attribute("requires_grad", () => true);
attribute("metadata", (node) => {
  const known = metadata.get(node);
  if (known !== undefined) return known;
  const made = new PyDict();
  metadata.set(node, made);
  return made;
});
attribute("variable", (node) => {
  if (node instanceof AccumulateGrad) return node.variable;
  throw missing(node, "variable");
});
nativeMethod(nodeType, "name", ([node]) => nodeName(nodeSelf(node)));
nativeMethod(nodeType, "__getattr__", ([value, asked = ""]) => {
  const node = nodeSelf(value);
  const text = String(asked);
  const name = /^_(raw_)?saved_(.*)$/.exec(text);
  if (name !== null && node instanceof OpNode) {
    const [, raw, attribute = ""] = name;
    const { saved } = node;
    if (saved === null) throw runtimeError(freedMessage);
    const found = saved.get(attribute);
    if (raw !== undefined && found instanceof SavedVariable) return found;
    if (raw === undefined && found !== undefined) return savedValue(found, node, attribute);
  }
  throw missing(node, text);
});

nativeMethod(nodeType, "__dir__", ([value]) => {
  const node = nodeSelf(value);
  const names = new Set(["__class__", "__dir__", "__repr__"]);
  for (const cls of typeOf(node).mro) for (const name of cls.members.keys()) names.add(name);
  if (node instanceof OpNode) {
    const { saves, schema } = node.declaration;
    for (const { name, hidden, source, index } of saves) {
      if (hidden) continue;
      names.add(`_saved_${name}`);
      const isArgument = source === "argument" && schema.arguments[index]?.type.kind === "Tensor";
      if (isArgument || source === "result") names.add(`_raw_saved_${name}`);
    }
  }
  return new PyList([...names]);
});

/** name() of the nodes that are not generated has its C++ namespace. */
function nodeName(node: GradNode): string {
  if (node instanceof AccumulateGrad) return "torch::autograd::AccumulateGrad";
  return node.name === "CopySlices" || node.name === "Error" ? `torch::autograd::${node.name}` : node.name;
}

function missing(node: GradNode, name: string): unknown {
  return attributeError(`'${node.name}' object has no attribute '${name}'`, name, node);
}

function savedValue(value: SavedValue, node: OpNode, name: string): Value {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return pythonScalar(value);
  if (typeof value === "number") return isFloatArgument(node, name) ? new PyFloat(value) : unsigned(value);
  if (isList(value)) {
    const floats = isFloatArgument(node, name);
    return new PyTuple(
      value.map((item) => (item instanceof SavedVariable ? item.unpackForProgram() : plain(item, floats))),
    );
  }
  if (value instanceof SavedVariable) return value.unpackForProgram();
  if ("tensor" in value) return value.tensor;
  return dtypeObject(value);
}

function plain(item: number | SavedTensor | null, isFloat: boolean): Value {
  if (typeof item === "number") return isFloat ? new PyFloat(item) : unsigned(item);
  return item === null ? null : item.tensor;
}

/** torch._C._autograd.SavedTensor: a saved tensor before it is unpacked. */
const savedTensorType = builtinClass("SavedTensor");
savedTensorType.module = "torch._C._autograd";
registerHostType(SavedVariable, { classOf: () => savedTensorType });
nativeMethod(savedTensorType, "register_hooks", ([self, pack = null, unpack = null]) => {
  if (self instanceof SavedVariable) self.registerHooks(savedTensorHooks(pack, unpack));
  return null;
});

/** Two functions of the program as the engine's hooks. */
export function savedTensorHooks(pack: Value, unpack: Value): SavedTensorHooks {
  return {
    pack: (tensor) => call(pack, [tensor]),
    unpack: (packed) => {
      // What pack gave is a Python value.
      const result = call(unpack, [packed as Value]);
      if (result instanceof Tensor) return result;
      throw typeError(
        `Output of saved tensor unpack_hook expected to be a Tensor but got result of type ${typeName(result)}`,
      );
    },
  };
}

type SavedList = Extract<SavedValue, readonly unknown[]>;

function isList(value: SavedValue): value is SavedList {
  return Array.isArray(value);
}

/** PyTorch shows an int64 as if it had no sign. */
function unsigned(value: number): Value {
  if (value >= 0) return value === 2 ** 63 ? 2n ** 63n - 1n : value;
  return BigInt(value) + 2n ** 64n;
}

/** A number in a slot is an int by the schema, or a Python float. */
function isFloatArgument(node: OpNode, name: string): boolean {
  const kind = node.declaration.schema.arguments.find((argument) => argument.name === name)?.type.kind;
  return kind === "float" || kind === "Scalar";
}
