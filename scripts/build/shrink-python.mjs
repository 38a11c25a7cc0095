// The library's texts as they are packed: without comments, one space for four. Lines stay where they are, and strings
// as they stand.

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
      shrunk += text.slice(at, end);
      at = end;
      continue;
    }
    shrunk += character;
    lineStart = character === "\n";
    at++;
  }
  return shrunk;
}

function endOfString(text, from, quote) {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  throw new Error("a string without an end");
}
