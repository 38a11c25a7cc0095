// Which siblings a program may import, read from its text before it runs, because reading is not synchronous in VS Code.
// Not a parser: it may name a module too many (in a docstring, say), which costs one look for a file, never one too few.

// A statement starts a line or follows ";" or the ":" of a one-line block. Names are Python identifiers. Lines that are
// joined by a backslash are joined before.
const JOINED = /\\\r?\n/g;
const IMPORT = /(?:^|[;:])[ \t]*import[ \t]+([^\r\n;#]+)/gm;
const FROM = /(?:^|[;:])[ \t]*from[ \t]*(\.*)[ \t]*((?!import\b)[\p{L}_][\p{L}\p{N}_]*)?/gmu;
const LIST = /[ \t]*import\b[ \t]*(\(|[^\r\n;#]*)/y;
/** A dotted name of this length is taken for an import unseen: lines are not searched to their end, however long. */
const LOOK_AHEAD = 200;
const PROSE = /^[^\r\n;#]{0,199}(?:[\r\n;#]|$)/;
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
  // Searched by hand, because what a list in parentheses holds is not searched again.
  FROM.lastIndex = 0;
  for (let match = FROM.exec(joined); match !== null; match = FROM.exec(joined)) {
    const [, dots, module] = match;
    const end = FROM.lastIndex;
    if (module !== undefined) {
      const rest = joined.slice(end, end + LOOK_AHEAD);
      const clause = PROSE.exec(rest)?.[0];
      if (clause === undefined || /\bimport\b/.test(clause)) names.add(module);
      continue;
    }
    LIST.lastIndex = end;
    const list = dots === "" ? null : LIST.exec(joined);
    if (list === null) continue;
    let text = list[1] ?? "";
    if (text === "(") {
      const close = joined.indexOf(")", LIST.lastIndex);
      const last = close < 0 ? joined.length : close;
      text = joined.slice(LIST.lastIndex, last);
      FROM.lastIndex = last;
    }
    // `from . import a, b`: the names themselves are siblings.
    for (const part of text.split(",")) {
      const name = NAME.exec(part.trim());
      if (name !== null) names.add(name[0]);
    }
  }
  return [...names];
}

/** The file names that a module can have beside the program, in the order in which they are tried. */
export function candidates(module: string): readonly string[] {
  return [`${module}.nnspec`, `${module}.py`];
}
