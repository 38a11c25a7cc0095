// PyTorch's native-function notation as plain data: `sum.dim(Tensor self, int[1]? dim, *, ScalarType? dtype=None) -> Tensor`.
// Only the notation: what an op does is in declare.ts. Follows the grammar in aten/src/ATen/native/README.md.

export type SchemaKind =
  | "Tensor"
  | "Scalar"
  | "int"
  | "float"
  | "bool"
  | "str"
  | "ScalarType"
  | "Generator"
  | "Layout"
  | "Device"
  | "MemoryFormat"
  /** Nested sequences of numbers, as torch.tensor takes: not of PyTorch's notation. */
  | "Data";

export interface SchemaType {
  readonly kind: SchemaKind;
  /** `Tensor?`, `int[]?`: None is accepted. */
  readonly optional: boolean;
  readonly list: boolean;
  /** `Tensor?[]`: elements may be None. */
  readonly elementOptional: boolean;
  /** `int[1]`: a bare value is taken as a list of so many. */
  readonly listSize: number | null;
  /** `Tensor(a)`: results that carry the same letter are views of this argument. */
  readonly alias: string | null;
  /** `Tensor(a!)`: written in place. */
  readonly written: boolean;
}

/** A default, as the engine passes arguments: an `int` is a number, an integer `Scalar` a bigint, None null. */
export type SchemaDefault = number | bigint | boolean | string | null | readonly number[];

export interface SchemaArgument {
  readonly name: string;
  readonly type: SchemaType;
  /** Undefined where the argument must be given. */
  readonly default: SchemaDefault | undefined;
  readonly keywordOnly: boolean;
}

export interface SchemaReturn {
  readonly name: string | null;
  readonly type: SchemaType;
}

export interface Schema {
  /** Base name: "softmax". */
  readonly name: string;
  /** What follows the dot, or "". */
  readonly overload: string;
  readonly arguments: readonly SchemaArgument[];
  readonly returns: readonly SchemaReturn[];
  /** The notation itself. */
  readonly text: string;
}

const kinds: readonly SchemaKind[] = [
  "Tensor",
  "Scalar",
  "int",
  "float",
  "bool",
  "str",
  "ScalarType",
  "Generator",
  "Layout",
  "Device",
  "MemoryFormat",
  "Data",
];

// A call that names no reduction gets none, whatever the notation says: PyTorch reads the default's name as a number.
const reductions: ReadonlyMap<string, number> = new Map([
  ["None", 0],
  ["Mean", 0],
  ["Sum", 2],
]);

// Most arguments and types stand in many schemas: each text is parsed once.
const knownArguments = new Map<string, SchemaArgument>();
const knownTypes = new Map<string, SchemaType>();

/** Parses one schema; throws on what is not one, for schemas are written by us. */
export function parseSchema(text: string): Schema {
  const match = /^([\w]+)(?:\.(\w+))?\((.*)\) -> (.+)$/s.exec(text);
  if (match === null) throw new Error(`not a schema: ${text}`);
  const [, name = "", overload = "", argumentList = "", returnList = ""] = match;
  const args: SchemaArgument[] = [];
  let keywordOnly = false;
  for (const part of splitTopLevel(argumentList)) {
    if (part === "*") keywordOnly = true;
    else args.push(parseArgument(part, keywordOnly, text));
  }
  return { name, overload, arguments: args, returns: parseReturns(returnList, text), text };
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  if (last !== "") parts.push(last);
  return parts;
}

function parseArgument(text: string, keywordOnly: boolean, schema: string): SchemaArgument {
  const key = keywordOnly ? `*${text}` : text;
  let argument = knownArguments.get(key);
  if (argument === undefined) {
    argument = readArgument(text, keywordOnly, schema);
    knownArguments.set(key, argument);
  }
  return argument;
}

function readArgument(text: string, keywordOnly: boolean, schema: string): SchemaArgument {
  const match = /^(\S+) (\w+)(?:=(.*))?$/s.exec(text);
  if (match === null) throw new Error(`not an argument: ${text} in ${schema}`);
  const [, typeText = "", name = "", defaultText] = match;
  const type = parseType(typeText, schema);
  const value = defaultText === undefined ? undefined : parseDefault(defaultText, type);
  return { name, type, default: value, keywordOnly };
}

function parseReturns(text: string, schema: string): SchemaReturn[] {
  const parts = text.startsWith("(") ? splitTopLevel(text.slice(1, -1)) : [text];
  return parts.map((part) => {
    const [typeText = "", name] = part.split(" ");
    return { name: name ?? null, type: parseType(typeText, schema) };
  });
}

function parseType(text: string, schema: string): SchemaType {
  let type = knownTypes.get(text);
  if (type === undefined) {
    type = readType(text, schema);
    knownTypes.set(text, type);
  }
  return type;
}

function readType(text: string, schema: string): SchemaType {
  const match = /^(\w+)(?:\((\w)(!)?\))?(\?)?(?:\[(\d*)\])?(\?)?$/.exec(text);
  const kind = kinds.find((k) => k === match?.[1]);
  if (match === null || kind === undefined) throw new Error(`not a type: ${text} in ${schema}`);
  const [, , alias, written, inner, size, outer] = match;
  const list = size !== undefined;
  return {
    kind,
    optional: list ? outer !== undefined : inner !== undefined,
    list,
    elementOptional: list && inner !== undefined,
    listSize: size === undefined || size === "" ? null : Number(size),
    alias: alias ?? null,
    written: written !== undefined,
  };
}

function parseDefault(text: string, type: SchemaType): SchemaDefault {
  if (text === "None" && type.optional) return null;
  if (text === "True") return true;
  if (text === "False") return false;
  if (text.startsWith('"') || text.startsWith("'")) return text.slice(1, -1);
  if (text.startsWith("[")) {
    const inner = text.slice(1, -1).trim();
    return inner === "" ? [] : inner.split(",").map(Number);
  }
  const reduction = reductions.get(text);
  if (reduction !== undefined) return reduction;
  if (text === "contiguous_format" || text === "preserve_format") return text;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`not a default: ${text}`);
  // In a list type, a bare default stands for every element (`int[2] stride=1`).
  if (type.list) return new Array<number>(type.listSize ?? 1).fill(value);
  return type.kind === "Scalar" && /^-?\d+$/.test(text) ? BigInt(text) : value;
}
