// What single exception classes have besides BaseException's members (Objects/exceptions.c): attributes that are read
// out of the arguments until a program sets them, and texts of their own.

import { addGetSet, guardClass, methods } from "../runtime/define";
import {
  attributeErrorType,
  exceptionNamed,
  importErrorType,
  nameErrorType,
  osErrorType,
  PyException,
  stopIterationType,
  syntaxErrorType,
  systemExitType,
  typeError,
} from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import type { Keywords, PyClass, Value } from "../runtime/object";
import { asIndex } from "../runtime/operators";
import { exceptionText, repr, str } from "../runtime/repr";
import { typeName } from "../runtime/types";
import { PyBytes, PyTuple } from "../runtime/value";

const guard = guardClass(PyException);

/** An attribute that a program may set; before that, what the arguments say. */
function field(cls: PyClass, name: string, read: (self: PyException) => Value): void {
  addGetSet(
    cls,
    guard,
    name,
    (self) => {
      const own = self.fields?.get(name);
      return own === undefined ? read(self) : own;
    },
    (self, value) => {
      self.fields ??= new Map();
      self.fields.set(name, value);
    },
    (self) => {
      self.fields ??= new Map();
      self.fields.set(name, null);
    },
  );
}

/** A field's value. */
function fieldOf(self: PyException, name: string, read: (self: PyException) => Value): Value {
  const own = self.fields?.get(name);
  return own === undefined ? read(self) : own;
}

const argument = (index: number) => (self: PyException) => self.args.items[index] ?? null;

field(stopIterationType, "value", argument(0));
field(systemExitType, "code", (self) => (self.args.items.length > 1 ? self.args : argument(0)(self)));

// Keywords

const KEYWORDS: readonly (readonly [PyClass, readonly string[]])[] = [
  [importErrorType, ["name", "path"]],
  [attributeErrorType, ["name", "obj"]],
  [nameErrorType, ["name"]],
];

/** The keywords that an exception class takes, as its fields; TypeError for others. */
export function takeKeywords(self: PyException, keywords: Keywords | null): void {
  const [base, names] = KEYWORDS.find(([cls]) => self.cls.isSubclassOf(cls)) ?? [null, []];
  if (keywords === null || keywords.size === 0) return;
  if (base === null) throw typeError(`${self.cls.name}() takes no keyword arguments`);
  for (const [name, value] of keywords) {
    if (!names.includes(name)) throw typeError(`'${name}' is an invalid keyword argument for ${base.name}()`);
    self.fields ??= new Map();
    self.fields.set(name, value);
  }
  const name = keywords.get("name");
  if (typeof name === "string") self.missing = { name, object: keywords.get("obj") };
}

field(importErrorType, "name", (self) => self.missing?.name ?? null);
field(importErrorType, "path", () => null);
const importMessage = (self: PyException): Value => (self.args.items.length === 1 ? argument(0)(self) : null);
field(importErrorType, "msg", importMessage);
methods(importErrorType, guard, {
  "__str__()": (self) => {
    const message = fieldOf(self, "msg", importMessage);
    return typeof message === "string" ? message : exceptionText(self);
  },
});
field(nameErrorType, "name", (self) => self.missing?.name ?? null);
field(attributeErrorType, "name", (self) => self.missing?.name ?? null);
field(attributeErrorType, "obj", (self) => self.missing?.object ?? null);

// OSError: two to five arguments are errno, strerror, filename, winerror, filename2.

const ERRNO_CLASSES: Readonly<Record<number, string>> = {
  1: "PermissionError",
  2: "FileNotFoundError",
  3: "ProcessLookupError",
  4: "InterruptedError",
  10: "ChildProcessError",
  11: "BlockingIOError",
  13: "PermissionError",
  17: "FileExistsError",
  20: "NotADirectoryError",
  21: "IsADirectoryError",
  32: "BrokenPipeError",
  103: "ConnectionAbortedError",
  104: "ConnectionResetError",
  108: "BrokenPipeError",
  110: "TimeoutError",
  111: "ConnectionRefusedError",
  114: "BlockingIOError",
  115: "BlockingIOError",
};

osErrorType.construct = (cls, args) => {
  const [code] = args;
  const mapped = isSystem(args) && cls === osErrorType && typeof code === "number" ? ERRNO_CLASSES[code] : undefined;
  return new PyException(mapped === undefined ? cls : exceptionNamed(mapped), new PyTuple(args));
};

const isSystem = (args: readonly Value[]): boolean => args.length >= 2 && args.length <= 5;

methods(osErrorType, guard, {
  "__init__(*args)": (self, given: Value) => {
    const args = given instanceof PyTuple ? given.items : [];
    const [code = null, text = null, file, , file2] = args;
    if (isSystem(args)) {
      self.fields = new Map([
        ["errno", code],
        ["strerror", text],
      ]);
      if (file !== undefined) self.fields.set("filename", file);
      if (file2 !== undefined) self.fields.set("filename2", file2);
    }
    // A file's name is no part of the arguments.
    self.args = new PyTuple(isSystem(args) && file !== undefined && file !== null ? args.slice(0, 2) : args);
    return null;
  },
  "__str__()": (self) => {
    const of = (name: string): Value => self.fields?.get(name) ?? null;
    const head = `[Errno ${str(of("errno"))}] ${str(of("strerror"))}`;
    if (of("filename") !== null) {
      const second = of("filename2") === null ? "" : ` -> ${repr(of("filename2"))}`;
      return `${head}: ${repr(of("filename"))}${second}`;
    }
    return of("errno") !== null && of("strerror") !== null ? head : exceptionText(self);
  },
});
for (const name of ["errno", "strerror", "filename", "filename2"]) field(osErrorType, name, () => null);

// SyntaxError: a message, and where: (filename, lineno, offset, text[, end_lineno, end_offset]).

const PLACE = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
const placeOf = (self: PyException): readonly Value[] => {
  const [, place] = self.args.items;
  return self.args.items.length === 2 && place instanceof PyTuple ? place.items : [];
};
field(syntaxErrorType, "msg", argument(0));
PLACE.forEach((name, i) => {
  field(syntaxErrorType, name, (self) => placeOf(self)[i] ?? null);
});
field(syntaxErrorType, "print_file_and_line", () => null);
methods(syntaxErrorType, guard, {
  "__init__(*args)": (self, given: Value) => {
    const args = given instanceof PyTuple ? given.items : [];
    self.args = new PyTuple(args);
    const [, details] = args;
    if (args.length !== 2 || details === undefined) return null;
    const place = toArray(details);
    if (place.length < 4) throw typeError(`function takes at least 4 arguments (${place.length} given)`);
    if (place.length > 6) throw typeError(`function takes at most 6 arguments (${place.length} given)`);
    if (place.length === 5) throw typeError("end_offset must be provided when end_lineno is provided");
    self.fields = new Map(PLACE.map((name, i) => [name, place[i] ?? null]));
    return null;
  },
  "__str__()": (self) => {
    const of = (name: string, index: number): Value => fieldOf(self, name, () => placeOf(self)[index] ?? null);
    const message = str(fieldOf(self, "msg", argument(0)));
    const file = of("filename", 0);
    const line = of("lineno", 1);
    const parts = [
      ...(typeof file === "string" ? [file.slice(file.lastIndexOf("/") + 1)] : []),
      ...(typeof line === "number" ? [`line ${line}`] : []),
    ];
    return parts.length === 0 ? message : `${message} (${parts.join(", ")})`;
  },
});

// UnicodeError's subclasses: (encoding, object, start, end, reason); a translation has no encoding.

const UNICODE = ["encoding", "object", "start", "end", "reason"];

function unicodeError(name: string, kinds: readonly string[], text: (self: PyException) => string): void {
  const cls = exceptionNamed(name);
  const fields = UNICODE.slice(UNICODE.length - kinds.length);
  for (const each of UNICODE) {
    const index = fields.indexOf(each);
    field(cls, each, index < 0 ? () => null : argument(index));
  }
  methods(cls, guard, {
    "__init__(*args)": (self, given: Value) => {
      const args = given instanceof PyTuple ? given.items : [];
      if (args.length !== kinds.length) {
        throw typeError(`function takes exactly ${kinds.length} arguments (${args.length} given)`);
      }
      kinds.forEach((kind, i) => {
        checkArgument(kind, args[i] ?? null, i + 1);
      });
      self.args = new PyTuple(args);
      return null;
    },
    "__str__()": (self) => (self.args.items.length === kinds.length ? text(self) : ""),
  });
}

function checkArgument(kind: string, value: Value, place: number): void {
  if (kind === "int") {
    if (asIndex(value) === undefined) {
      throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
    }
    return;
  }
  const fits = kind === "bytes" ? value instanceof PyBytes : typeof value === "string";
  if (fits) return;
  if (kind === "bytes") throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
  throw typeError(`argument ${place} must be str, not ${typeName(value)}`);
}

const fieldText = (self: PyException, name: string, index: number): Value => fieldOf(self, name, argument(index));

/** The range of characters that is wrong, and what is wrong with it. */
function rangeOf(self: PyException, first: number): { start: number; end: number; reason: string } {
  return {
    start: Number(fieldText(self, "start", first)),
    end: Number(fieldText(self, "end", first + 1)),
    reason: str(fieldText(self, "reason", first + 2)),
  };
}

function badCharacter(object: Value, at: number): string {
  const point = typeof object === "string" ? ([...object][at]?.codePointAt(0) ?? 0) : 0;
  const hex = (width: number): string => point.toString(16).padStart(width, "0");
  return point <= 0xff ? `\\x${hex(2)}` : point <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

unicodeError("UnicodeEncodeError", ["str", "str", "int", "int", "str"], (self) => {
  const { start, end, reason } = rangeOf(self, 2);
  const codec = str(fieldText(self, "encoding", 0));
  if (end !== start + 1) return `'${codec}' codec can't encode characters in position ${start}-${end - 1}: ${reason}`;
  const character = badCharacter(fieldText(self, "object", 1), start);
  return `'${codec}' codec can't encode character '${character}' in position ${start}: ${reason}`;
});
unicodeError("UnicodeDecodeError", ["str", "bytes", "int", "int", "str"], (self) => {
  const { start, end, reason } = rangeOf(self, 2);
  const codec = str(fieldText(self, "encoding", 0));
  const object = fieldText(self, "object", 1);
  if (end !== start + 1) return `'${codec}' codec can't decode bytes in position ${start}-${end - 1}: ${reason}`;
  const byte = object instanceof PyBytes ? (object.bytes[start] ?? 0) : 0;
  return `'${codec}' codec can't decode byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}: ${reason}`;
});
unicodeError("UnicodeTranslateError", ["str", "int", "int", "str"], (self) => {
  const { start, end, reason } = rangeOf(self, 1);
  if (end !== start + 1) return `can't translate characters in position ${start}-${end - 1}: ${reason}`;
  const character = badCharacter(fieldText(self, "object", 0), start);
  return `can't translate character '${character}' in position ${start}: ${reason}`;
});

// KeyError shows its one argument's repr.
methods(exceptionNamed("KeyError"), guard, {
  "__str__()": (self) => {
    const [only] = self.args.items;
    return only !== undefined && self.args.items.length === 1 ? repr(only) : exceptionText(self);
  },
});
