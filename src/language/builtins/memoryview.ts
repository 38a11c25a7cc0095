// memoryview of bytes and bytearray: one dimension of unsigned bytes, which is what these two give
// (Objects/memoryobject.c). Other formats and shapes, which `cast` makes, are refused.

import { bytesOf, isByteString, openView } from "../runtime/bytes";
import { ABSENT, addGetSet, argumentBinder, defineType, guardClass, methods } from "../runtime/define";
import { indexError, notImplementedErrorType, Refusal, raised, typeError, valueError } from "../runtime/errors";
import { GeneratedIterator } from "../runtime/iterate";
import { memoryViewType, NotImplemented, type Value } from "../runtime/object";
import { asIndex, unboxed } from "../runtime/operators";
import { objectRepr } from "../runtime/repr";
import { sliceIndices } from "../runtime/subscript";
import { typeName } from "../runtime/types";
import { PyBytes, PyInstance, PyList, PyMemoryView, PySlice, PyTuple } from "../runtime/value";
import { compareBytes } from "../text/latin";
import { hexText } from "./bytes";

const bindView = argumentBinder("memoryview(object)");
memoryViewType.subclassable = false;
memoryViewType.construct = (_, args, keywords) => {
  const [source = null] = bindView(args, keywords);
  if (source instanceof PyMemoryView) return openView(source).part(0, 1, source.length);
  if (isByteString(source)) return new PyMemoryView(source, 0, 1, source.bytes.length, source instanceof PyBytes);
  if (source instanceof PyInstance && typeName(source) === "ndarray") throw new Refusal("memoryview of an array");
  throw typeError(`memoryview: a bytes-like object is required, not '${typeName(source)}'`);
};

/** The offset of the item that a key of one dimension means. */
function placeOf(view: PyMemoryView, key: Value): number {
  if (key instanceof PyTuple) {
    const { length } = key.items;
    if (length === 0) throw raised(notImplementedErrorType, "sub-views are not implemented");
    if (length > 1) throw typeError(`cannot index 1-dimension view with ${length}-element tuple`);
    if (!(key.items[0] instanceof PySlice)) return placeOf(view, key.items[0] ?? null);
    throw raised(notImplementedErrorType, "multi-dimensional slicing is not implemented");
  }
  const index = asIndex(key);
  if (index === undefined) throw typeError("memoryview: invalid slice key");
  if (typeof index === "bigint") throw indexError("cannot fit 'int' into an index-sized integer");
  const at = index < 0 ? index + view.length : index;
  if (at < 0 || at >= view.length) throw indexError("index out of bounds on dimension 1");
  return view.start + at * view.step;
}

function partOf(view: PyMemoryView, slice: PySlice): PyMemoryView {
  const { start, step, length } = sliceIndices(slice, view.length);
  return view.part(start, step, length);
}

function writable(view: PyMemoryView): void {
  if (openView(view).readonly) throw typeError("cannot modify read-only memory");
}

function assign(view: PyMemoryView, key: Value, value: Value): void {
  writable(view);
  const { bytes } = view.source;
  if (key instanceof PySlice) {
    const fresh = anyBytes(value)?.slice();
    if (fresh === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
    const { start, step, length } = sliceIndices(key, view.length);
    if (fresh.length !== length) {
      throw valueError("memoryview assignment: lvalue and rvalue have different structures");
    }
    fresh.forEach((byte, i) => {
      bytes[view.start + (start + i * step) * view.step] = byte;
    });
    return;
  }
  const at = placeOf(view, key);
  const byte = asIndex(value);
  if (byte === undefined) throw typeError("memoryview: invalid type for format 'B'");
  if (byte < 0 || byte > 255) throw valueError("memoryview: invalid value for format 'B'");
  bytes[at] = Number(byte);
}

/** The bytes of a bytes-like object, those of a view with a step too. */
function anyBytes(value: Value): Uint8Array | undefined {
  return value instanceof PyMemoryView ? openView(value).bytes : bytesOf(value);
}

function equal(view: PyMemoryView, other: Value): Value {
  if (view === other) return true;
  if (view.released || (other instanceof PyMemoryView && other.released)) return false;
  const bytes = anyBytes(other);
  return bytes === undefined ? NotImplemented : compareBytes(view.bytes, bytes) === 0;
}

const iteratorType = defineType({ name: "memory_iterator", subclassable: false });

function* items(view: PyMemoryView): Iterator<Value> {
  for (let i = 0; i < view.length; i++) yield view.source.bytes[openView(view).start + i * view.step] ?? 0;
}

function checkOrder(order: Value): void {
  const text = unboxed(order);
  if (text === null) return;
  if (typeof text !== "string") {
    throw typeError(`tobytes() argument 'order' must be str or None, not ${typeName(order)}`);
  }
  if (text !== "C" && text !== "F" && text !== "A") throw valueError("order must be 'C', 'F' or 'A'");
}

const guard = guardClass(PyMemoryView);
methods(memoryViewType, guard, {
  "__repr__()": (view) => {
    const address = objectRepr(view).replace(/^.* at /, "");
    return `<${view.released ? "released memory" : "memory"} at ${address}`;
  },
  "__len__()": (view) => openView(view).length,
  "__iter__()": (view) => new GeneratedIterator(items(openView(view)), iteratorType),
  "__getitem__(key, /)": (view, key: Value) => {
    openView(view);
    return key instanceof PySlice ? partOf(view, key) : (view.source.bytes[placeOf(view, key)] ?? 0);
  },
  "__setitem__(key, value, /)": (view, key: Value, value: Value) => {
    assign(view, key, value);
    return null;
  },
  "__delitem__(key, /)": (view) => {
    writable(view);
    throw typeError("cannot delete memory");
  },
  "__eq__(other, /)": equal,
  "__ne__(other, /)": (view, other: Value) => {
    const result = equal(view, other);
    return result === NotImplemented ? result : result !== true;
  },
  "__enter__()": openView,
  "__exit__(*args)": (view) => {
    view.release();
    return null;
  },
  "release()": (view) => {
    view.release();
    return null;
  },
  "tobytes(order=None)": (view, order: Value) => {
    openView(view);
    checkOrder(order);
    return new PyBytes(view.bytes.slice());
  },
  "tolist()": (view) => new PyList([...openView(view).bytes]),
  "hex(sep=?, bytes_per_sep=1)": (view, separator: Value, group: Value) =>
    hexText(openView(view).bytes, separator, group),
  "toreadonly()": (view) => openView(view).part(0, 1, view.length, true),
  "cast(format, shape=?)": (view, format: Value, shape: Value) => {
    if (format !== "B" || shape !== ABSENT || !openView(view).isContiguous) throw new Refusal("memoryview.cast");
    return view.part(0, 1, view.length);
  },
});

const ATTRIBUTES: Readonly<Record<string, (view: PyMemoryView) => Value>> = {
  obj: (view) => view.source,
  nbytes: (view) => view.length,
  readonly: (view) => view.readonly,
  itemsize: () => 1,
  format: () => "B",
  ndim: () => 1,
  shape: (view) => new PyTuple([view.length]),
  strides: (view) => new PyTuple([view.step]),
  suboffsets: () => new PyTuple([]),
  c_contiguous: (view) => view.isContiguous,
  f_contiguous: (view) => view.isContiguous,
  contiguous: (view) => view.isContiguous,
};
for (const [name, read] of Object.entries(ATTRIBUTES)) {
  addGetSet(memoryViewType, guard, name, (view) => read(openView(view)));
}
