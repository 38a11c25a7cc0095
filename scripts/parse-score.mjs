// How many files of a folder our parser reads exactly as CPython 3.11 does: the same syntax trees, node for node, with
// the same positions and constants, or the same refusal. Prints the score and the first differences.
//
//   node scripts/parse-score.mjs [folder]        default: Debian's standard library
//
// Not compared: positions inside f-strings (3.11's own are no model) and strings with \N{...}, which we do not decode.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const PYTHON = "/usr/bin/python3";
const folder = process.argv[2] ?? "/usr/lib/python3.11";
const MAX_SHOWN = 20;

// One JSON line per file: [path, text, tree]; the tree is null if CPython refuses the file.
const DUMP = `
import ast, io, json, os, sys, tokenize, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
def constant(value):
    if value is None: return ["none"]
    if value is ...: return ["ellipsis"]
    if isinstance(value, bool): return ["bool", value]
    if isinstance(value, int): return ["int", hex(value)]
    if isinstance(value, float): return ["float", repr(value)]
    if isinstance(value, complex): return ["complex", repr(value.imag)]
    if isinstance(value, bytes): return ["bytes", value.hex()]
    return ["str", value]
def dump(node):
    if isinstance(node, list): return [dump(item) for item in node]
    if not isinstance(node, ast.AST): return node
    name = type(node).__name__
    if not node._fields and not hasattr(node, "lineno"): return name
    fields = {"class": name}
    if hasattr(node, "lineno"):
        fields["position"] = [node.lineno, node.col_offset, node.end_lineno, node.end_col_offset]
    for field in node._fields:
        value = getattr(node, field)
        if name in ("Constant", "MatchSingleton") and field == "value": fields[field] = constant(value)
        elif field not in ("type_comment", "type_ignores"): fields[field] = dump(value)
    return fields
for root, folders, files in os.walk(sys.argv[1], followlinks=True):
    folders.sort()
    for file in sorted(files):
        if not file.endswith(".py"): continue
        path = os.path.join(root, file)
        data = open(path, "rb").read()
        try:
            text = data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0])
        except (SyntaxError, UnicodeDecodeError, LookupError):
            continue
        try:
            module = ast.parse(data)
            # Some mistakes are found after parsing: a future feature that there is not.
            compile(module, path, "exec", dont_inherit=True)
            tree = dump(module)
        except (SyntaxError, ValueError):
            tree = None
        print(json.dumps([path, text, tree]))
`;

const temporary = mkdtempSync(join(tmpdir(), "parse-score-"));
const outfile = join(temporary, "parser.mjs");
await build({
  stdin: {
    contents: `export { parseModule } from "./src/language/syntax/parser"; export { SourceText } from "./src/language/syntax/source";`,
    resolveDir: join(import.meta.dirname, ".."),
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  outfile,
});
const { parseModule, SourceText } = await import(pathToFileURL(outfile).href);
rmSync(temporary, { recursive: true });

/** The first difference between CPython's tree and ours, as a path and what differs; null if there is none. */
function difference(theirs, ours, source, path, inFString) {
  if (Array.isArray(theirs)) {
    if (!Array.isArray(ours)) return `${path}: expected a list, got ${show(ours)}`;
    if (theirs.length !== ours.length) return `${path}: expected ${theirs.length} elements, got ${ours.length}`;
    for (let i = 0; i < theirs.length; i++) {
      const found = difference(theirs[i], ours[i], source, `${path}[${i}]`, inFString);
      if (found !== null) return found;
    }
    return null;
  }
  if (theirs === null || typeof theirs !== "object") {
    const same = typeof ours === "boolean" ? Boolean(theirs) === ours : theirs === ours;
    return same ? null : `${path}: expected ${show(theirs)}, got ${show(ours)}`;
  }
  if (theirs.class !== ours?.kind) return `${path}: expected ${theirs.class}, got ${show(ours?.kind ?? ours)}`;
  const here = `${path}/${theirs.class}`;
  if (theirs.position !== undefined && !inFString) {
    const position = [ours.start, ours.end].flatMap((at) => [source.lineAt(at), source.utf8ColumnAt(at)]);
    if (theirs.position.join() !== position.join()) {
      return `${here}: expected at ${theirs.position}, got ${position}`;
    }
  }
  for (const field of Object.keys(theirs)) {
    if (field === "class" || field === "position") continue;
    const inside = inFString || theirs.class === "JoinedStr";
    const found = fieldDifference(theirs, ours, field, source, `${here}.${field}`, inside);
    if (found !== null) return found;
  }
  return null;
}

function fieldDifference(theirs, ours, field, source, path, inFString) {
  const isConstant = theirs.class === "Constant" || theirs.class === "MatchSingleton";
  if (isConstant && field === "kind")
    return difference(theirs.kind === "u", ours.unicodePrefix, source, path, inFString);
  if (!isConstant || field !== "value") return difference(theirs[field], ours[field], source, path, inFString);
  if (ours.undecoded !== undefined) return null;
  return constantsEqual(theirs.value, ours.value) ? null : `${path}: expected ${theirs.value}, got ${show(ours.value)}`;
}

function constantsEqual([type, value], ours) {
  if (type !== ours.type) return false;
  switch (type) {
    case "int":
      return (
        BigInt(value) === BigInt(ours.value) && (typeof ours.value === "number") === Number.isSafeInteger(ours.value)
      );
    case "float":
      return floatFrom(value) === ours.value;
    case "complex":
      return floatFrom(value) === ours.imag;
    case "bytes":
      return value === Buffer.from(ours.value).toString("hex");
    default:
      return value === ours.value;
  }
}

/** Python's repr of a float gives back the same double when read. */
function floatFrom(text) {
  return text === "inf" ? Number.POSITIVE_INFINITY : Number(text);
}

function show(value) {
  return JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}` : item))?.slice(0, 200);
}

function judge(text, tree) {
  const source = new SourceText("file.py", text);
  const { module, errors } = parseModule(source);
  if (errors.length > 0) {
    return tree === null ? null : `refused at line ${errors[0].line}: ${errors[0].message}`;
  }
  return tree === null ? "accepted, CPython refuses it" : difference(tree, module, source, "", false);
}

const python = spawn(PYTHON, ["-c", DUMP, folder], { stdio: ["ignore", "pipe", "inherit"] });
let total = 0;
let good = 0;
let refused = 0;
for await (const line of createInterface({ input: python.stdout })) {
  const [path, text, tree] = JSON.parse(line);
  total++;
  let found;
  try {
    found = judge(text, tree);
  } catch (error) {
    found = `crashed: ${error.stack}`;
  }
  if (found === null) good++;
  else if (total - good <= MAX_SHOWN) console.log(`${path}: ${found}`);
  if (tree === null) refused++;
}
console.log(`${good} of ${total} files (${refused} of them no Python)`);
process.exitCode = good === total && total > 0 ? 0 : 1;
