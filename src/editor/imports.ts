// Which siblings a program may import, read from its text before it runs, because reading is not synchronous in VS Code.
// Not a parser: it may name a module too many (in a docstring, say), which costs one look for a file, never one too few.

// A statement starts a line or follows ";" or the ":" of a one-line block. Names are Python identifiers. Lines that are
// joined by a backslash are joined before.
const JOINED = /\\\r?\n/g;
const IMPORT = /(?:^|[;:])[ \t]*import[ \t]+([^\r\n;#]+)/gm;
const FROM =
  /(?:^|[;:])[ \t]*from[ \t]*(\.*)[ \t]*([\p{L}_][\p{L}\p{N}_]*)?[^\r\n;#]*?\bimport\b[ \t]*(\([^)]*\)|[^\r\n;#]*)/gmu;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*/u;

/** The first part of every module name that the text imports, once each, in order. */
export function importedNames(text: string): string[] {
  const names = new Set<string>();
  const joined = text.replace(JOINED, " ");
  for (const match of joined.matchAll(IMPORT)) {
    for (const part of (match[1] ?? "").split(",")) {
      const name = NAME.exec(part.trim());
      if (name !== null) names.add(name[0]);
    }
  }
  for (const match of joined.matchAll(FROM)) {
    const [, dots, module, list] = match;
    if (module !== undefined) names.add(module);
    else if (dots !== "") {
      // `from . import a, b`: the names themselves are siblings.
      for (const part of (list ?? "").replace(/[()]/g, " ").split(",")) {
        const name = NAME.exec(part.trim());
        if (name !== null) names.add(name[0]);
      }
    }
  }
  return [...names];
}

/** The file names that a module can have beside the program, in the order in which they are tried. */
export function candidates(module: string): readonly string[] {
  return [`${module}.nnspec`, `${module}.py`];
}
