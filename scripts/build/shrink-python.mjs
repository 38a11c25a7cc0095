// The library's texts as they are packed: without comments and docstrings, one space for four. Lines stay where they are,
// and all other strings as they stand.

const STRING = /(?:[rRbBuUfF]{0,2})("""|'''|"|')/y;

/** The same program in fewer bytes. */
export function shrinkPython(text) {
  let shrunk = "";
  let at = 0;
  let lineStart = true;
  while (at < text.length) {
    if (lineStart) {
      const spaces = /^ */.exec(text.slice(at, at + 200))[0].length;
      shrunk += " ".repeat(Math.floor(spaces / 4));
      at += spaces;
      lineStart = false;
      continue;
    }
    const character = text[at];
    if (character === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
      shrunk = shrunk.replace(/ +$/, "");
      continue;
    }
    STRING.lastIndex = at;
    // A prefix belongs to a string only where no name ends in it.
    const string = /\w/.test(text[at - 1] ?? "") && /\w/.test(character) ? null : STRING.exec(text);
    if (string !== null) {
      const end = endOfString(text, STRING.lastIndex, string[1]);
      const whole = text.slice(at, end);
      // In its place stands a number, for a body may hold nothing else.
      shrunk += isDocstring(shrunk, text, end) ? `0${whole.replace(/[^\n]/g, "")}` : whole;
      at = end;
      continue;
    }
    shrunk += character;
    lineStart = character === "\n";
    at++;
  }
  return shrunk;
}

/** A statement of its own that opens a file, a class or a function. */
function isDocstring(before, text, end) {
  const start = before.lastIndexOf("\n") + 1;
  if (/[^ ]/.test(before.slice(start)) || !/^ *(\n|$)/.test(text.slice(end, end + 80))) return false;
  let last = start - 1;
  while (last >= 0 && /\s/.test(before[last])) last--;
  return last < 0 || before[last] === ":";
}

function endOfString(text, from, quote) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  throw new Error("a string without an end");
}
