// Moves what a module that is loaded when it is asked for declares into the function that loads it. esbuild leaves a
// module's functions beside that function, where all of them are made at each start and take room in V8's code cache,
// used or not. Inside, V8 does not look at them before the module is wanted.
//
// Works on what esbuild writes without minifying: each module follows a comment with its path, and a statement of the
// top level begins and ends at a line's start. Imports make no circles, so that nobody calls a function of a module that
// is not loaded.
import { parseSync } from "@swc/core";

const MODULE = /^(?=\/\/ [\w@./-]+[/:][\w@./-]+$)/m;
const LOADER = /^(var init_\w+ = __esm\()\{\n {2}"[^"]+"\(\) \{\n(?: {4}"use strict";\n)?/m;
const LOADER_END = "  }\n});\n";
const FUNCTION = /^(?:async )?function\*? ([\w$]+)\(/gm;
const VARIABLES = /^var ([\w$, ]+);\n/gm;
const EXPORTS = /^var (\w+_exports\d*) = \{\};\n(__export\(\1, \{\n.*?^\}\);\n)/ms;
/** A module loaded for what it does, not for what it exports. */
const LOADED_ONLY = /\(\) => \((init_\w+)\(\), __toCommonJS\(\w+_exports\d*\)\)/g;
/** What calls a loader by its path, which only stack traces show: each path would give its object a shape of its own. */
const NAMED_LOADER = "(0, fn[__getOwnPropNames(fn)[0]])(";
/** A name, but not that of a member. */
const NAME = /(?<![\w$])(?<!(?<!\.\.)\.)[A-Za-z_$][\w$]*/g;

const SHARED = -1;

/** The bundle's text, so arranged. */
export function nestModules(text) {
  const modules = text.replace(LOADED_ONLY, "$1").replace(NAMED_LOADER, "fn(").split(MODULE);
  const users = new Map();
  modules.forEach((each, i) => {
    for (const [name] of each.matchAll(NAME)) users.set(name, (users.get(name) ?? i) === i ? i : SHARED);
  });
  return modules.map((each) => nest(each, (name) => users.get(name) !== SHARED)).join("");
}

/** One module's text; `isOwn` tells names that no other module has. */
function nest(module, isOwn) {
  const loader = LOADER.exec(module);
  if (loader === null) return module;
  if (LOADER.test(module.slice(loader.index + 1))) throw new Error(`two modules in one: ${module.slice(0, 80)}`);
  const shared = [];
  let inner = "";
  const { rest, functions } = takeFunctions(
    module
      .slice(0, loader.index)
      .replace(EXPORTS, (_, name, filled) => {
        if (isOwn(name)) return "";
        inner += filled;
        return `var ${name} = {};\n`;
      })
      .replace(VARIABLES, (_, list) => {
        const names = list.split(", ");
        const own = names.filter(isOwn);
        if (own.length > 0) inner += `var ${own.join(", ")};\n`;
        shared.push(...names.filter((name) => !isOwn(name)));
        return "";
      }),
  );
  for (const [name, text] of functions) {
    if (!isOwn(name)) shared.push(name);
    inner += isOwn(name) ? text : `${name} = ${text.replace(` ${name}(`, " (").trimEnd()};\n`;
  }
  const kept = rest.replace(/^(?:\/\/ .*|var \w+_exports\d* = \{\};|\s*)$/gm, "");
  if (kept.trim() !== "") throw new Error(`cannot nest ${kept.trim().slice(0, 80)}`);
  const outer = shared.length > 0 ? `var ${shared.join(", ")};\n` : "";
  const end = module.lastIndexOf(LOADER_END);
  const body = module.slice(loader.index + loader[0].length, end);
  return `${rest}${outer}${loader[1]}() => {\n${inner}${body}});\n${module.slice(end + LOADER_END.length)}`;
}

/** The functions that stand in a text, by name, and the text without them. */
function takeFunctions(text) {
  const functions = [];
  let rest = "";
  let at = 0;
  for (const { 0: head, 1: name, index } of text.matchAll(FUNCTION)) {
    if (index < at) continue;
    const end = endOfFunction(text, index + head.length, index);
    rest += text.slice(at, index);
    functions.push([name, text.slice(index, end)]);
    at = end;
  }
  return { rest: rest + text.slice(at), functions };
}

/** A line of one brace ends a function, unless it stands in a quoted text. */
function endOfFunction(text, from, start) {
  for (let at = text.indexOf("\n}\n", from); at >= 0; at = text.indexOf("\n}\n", at + 2)) {
    const end = at + 3;
    if (!text.slice(start, end).includes("`") || isWhole(text.slice(start, end))) return end;
  }
  throw new Error(`no end of a function: ${text.slice(start, from)}`);
}

function isWhole(text) {
  try {
    parseSync(text, { syntax: "ecmascript", target: "es2022", script: true });
    return true;
  } catch {
    return false;
  }
}
