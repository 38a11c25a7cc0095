// What a trace asks about the language's values. Runs no code of the program: where a repr would call the program's
// own methods, the value is named by its class instead.

import { AccumulateGrad } from "../../engine/autograd/edges";
import type { GradNode } from "../../engine/autograd/node";
import { setObserver } from "../../engine/observer";
import { findOps } from "../../engine/ops/declare";
import { tensorToString } from "../../engine/tensor/print";
import { getPrintOptions, printable } from "../../engine/tensor/print-tensor";
import { getDefaultDType } from "../../engine/tensor/promotion";
import { readElement } from "../../engine/tensor/raw";
import { Tensor } from "../../engine/tensor/tensor";
import type { ModuleEntries, ObjectInspector, PrintedAs, RecordedVariable, RecordingHost } from "../../trace/host";
import type { TensorData } from "../../trace/query/elements";
import { cutLines } from "../../trace/query/text";
import { Cell, Frame, PyBoundMethod, PyBuiltin, PyFunction } from "../runtime/function";
import { PyClass, PyObject, type Value } from "../runtime/object";
import { repr } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyDict, PyFloat, PyInstance, PyList, PyModule, PySet, PyTuple, PyUnsupported } from "../runtime/value";
import { recordedTensor } from "./contributions";

/** Items of a container that a repr goes into, and how deep. */
const MOST_ITEMS = 1000;
const MOST_DEPTH = 6;

export const recordingHost: RecordingHost = {
  position: thread,
  asTensor: (value) => (value instanceof Tensor ? value : null),
  selfOf: (frame) => (frame instanceof Frame && frame.code.takesSelf ? objectIn(frame.slots[0]) : undefined),
  globalIn: (namespace, name) => (namespace instanceof PyDict ? namespace.get(name) : undefined),
  variables: (frame) => (frame instanceof Frame ? variablesOf(frame) : []),
  asNumber: (value) => {
    if (typeof value === "number") return value;
    if (value instanceof PyFloat) return value.value;
    return value instanceof Tensor && value.shape.length === 0 ? numberOf(value) : null;
  },
};

/** A tensor as `self` would stay alive with its graph for as long as its frame is known. */
function objectIn(slot: Value | undefined): Value | undefined {
  const self = held(slot);
  return self instanceof Tensor ? undefined : self;
}

function held(slot: Value | undefined): Value | undefined {
  return slot instanceof Cell ? slot.value : slot;
}

function variablesOf({ code, slots, closure }: Frame): RecordedVariable[] {
  const found: RecordedVariable[] = [];
  for (const { name, span, slot, free } of code.recorded) {
    const value = free ? closure[slot]?.value : held(slots[slot]);
    if (value !== undefined) found.push({ name, span, value });
  }
  return found;
}

/** What the recorder passes on is what the interpreter gave it: always a value of the language. */
function asValue(value: unknown): Value {
  return value as Value;
}

export const inspector: ObjectInspector = {
  typeName: (value) => nameOf(asValue(value)),
  kindOf: (value) => kindOf(asValue(value)),
  repr: (value, maxLines) => cutLines(safeRepr(asValue(value)), maxLines),
  isModule: (value) => isModule(value),
  moduleEntries,
  optimizerParameters,
  printTensor: printRecorded,
  doc,
  variableOf: (node: GradNode) => (node instanceof AccumulateGrad ? node.variable : null),
};

function numberOf(tensor: Tensor): number | null {
  const element = readElement(tensor, 0);
  return typeof element === "number" || typeof element === "bigint" || typeof element === "boolean"
    ? Number(element)
    : null;
}

function nameOf(value: Value): string {
  return value instanceof PyUnsupported ? value.name : typeName(value);
}

function kindOf(value: Value): string {
  if (value instanceof Tensor) return "tensor";
  if (value instanceof PyClass) return "class";
  if (value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyBoundMethod) return "function";
  if (value instanceof PyModule || value instanceof PyUnsupported) return "package";
  return isModule(value) ? "module" : nameOf(value);
}

/** An nn.Module has its tables of parameters and modules from its `__init__` on. */
function isModule(value: unknown): value is PyInstance {
  if (!(value instanceof PyInstance)) return false;
  const { attributes } = value;
  return attributes?.get("_parameters") instanceof PyDict && attributes.get("_modules") instanceof PyDict;
}

function moduleEntries(value: unknown): ModuleEntries {
  const parameters: [string, Tensor | null][] = [];
  const modules: [string, unknown][] = [];
  if (isModule(value)) {
    for (const [name, entry] of entriesOf(value, "_parameters")) {
      parameters.push([name, entry instanceof Tensor ? entry : null]);
    }
    for (const [name, entry] of entriesOf(value, "_modules")) modules.push([name, entry]);
  }
  return { parameters, modules };
}

/** An optimiser has its groups of parameters from its `__init__` on. */
function optimizerParameters(value: unknown): readonly Tensor[] | null {
  const groups = value instanceof PyInstance ? value.getOwn("param_groups") : undefined;
  if (!(groups instanceof PyList)) return null;
  return groups.items.flatMap((group) => {
    const given = group instanceof PyDict ? group.get("params") : undefined;
    return given instanceof PyList ? given.items.filter((each) => each instanceof Tensor) : [];
  });
}

function entriesOf(module: PyInstance, table: string): [string, Value][] {
  const dict = module.getOwn(table);
  if (!(dict instanceof PyDict)) return [];
  return [...dict.map.values()].flatMap(({ key, value }): [string, Value][] =>
    typeof key === "string" && value !== undefined ? [[key, value]] : [],
  );
}

function safeRepr(value: Value): string {
  if (value instanceof PyUnsupported) return `<module '${value.name}'>`;
  if (!isSafe(value, 0)) return `<${nameOf(value)} object>`;
  const { recorder, poll, span, depth, handled, budget } = thread;
  const observer = setObserver(null);
  thread.recorder = null;
  thread.poll = () => {};
  try {
    return repr(value);
  } catch {
    return `<${nameOf(value)} object>`;
  } finally {
    Object.assign(thread, { recorder, poll, span, depth, handled, budget });
    setObserver(observer);
  }
}

/** Whether repr stays within the library's own code, and ends soon. */
function isSafe(value: Value, depth: number): boolean {
  if (value === null || typeof value !== "object" || value instanceof PyFloat || value instanceof Tensor) return true;
  if (value instanceof PyUnsupported || depth > MOST_DEPTH) return false;
  if (value instanceof PyClass || !(value instanceof PyObject)) return true;
  if (!isLibrary(typeOf(value).lookup("__repr__"))) return false;
  if (value instanceof PyBoundMethod) return isSafe(value.self, depth + 1);
  if (value instanceof PyList || value instanceof PyTuple) return areSafe(value.items, depth);
  if (value instanceof PySet) return value.used <= MOST_ITEMS;
  if (value instanceof PyDict) {
    return areSafe(
      [...value.map.values()].flatMap((each) => [each.key, each.value ?? null]),
      depth,
    );
  }
  if (!isModule(value)) return true;
  if (!isLibrary(typeOf(value).lookup("extra_repr"))) return false;
  return entriesOf(value, "_modules").every(([, child]) => isSafe(child, depth + 1));
}

function areSafe(items: readonly Value[], depth: number): boolean {
  return items.length <= MOST_ITEMS && items.every((item) => isSafe(item, depth + 1));
}

function isLibrary(method: Value | undefined): boolean {
  return !(method instanceof PyFunction) || method.code.library;
}

function printRecorded(data: TensorData, as: PrintedAs, maxLines: number): string {
  const suffix = {
    gradFn: as.gradFn?.name ?? null,
    requiresGrad: as.requiresGrad,
    isParameter: as.isParameter,
  };
  const options = { ...getPrintOptions(), defaultDtype: getDefaultDType().name };
  return cutLines(tensorToString(printable(recordedTensor(data)), suffix, options), maxLines);
}

function doc(name: string): string | null {
  const last = name.replace(/\(.*$/s, "").split(".").pop() ?? name;
  for (const form of ["torch", "Tensor", "F"]) {
    const found = findOps(`${form}.${last}`)[0];
    if (found !== undefined) return found.doc;
  }
  return null;
}
