// Where a hint stands in its line: what belongs to the one name of an assignment stands after the whole statement, so that
// code stays as it was written; anything else stands where its name ends. Pure.

/** An assignment to one name, with the statement's end in the same line. */
const ASSIGNMENT = /^\s*[\p{L}_][\p{L}\p{N}_.]*\s*(?::[^=]*)?=(?!=)/u;

/** The column for a hint of a name that ends at `column` of this line. */
export function hintColumn(line: string, column: number): number {
  const match = ASSIGNMENT.exec(line);
  if (match === null || column > match[0].length) return column;
  const end = statementEnd(line);
  return end === null ? column : Math.max(column, end);
}

/** Where the code of a line ends, before a comment; null when the statement goes on in the next line. */
function statementEnd(line: string): number | null {
  let depth = 0;
  let quote = "";
  let end = 0;
  for (let i = 0; i < line.length; i++) {
    const mark = line[i] ?? "";
    if (quote !== "") {
      if (mark === "\\") i++;
      else if (line.startsWith(quote, i)) {
        i += quote.length - 1;
        quote = "";
      }
      end = i + 1;
      continue;
    }
    if (mark === "#") break;
    if (mark === '"' || mark === "'") {
      quote = line.startsWith(mark.repeat(3), i) ? mark.repeat(3) : mark;
      i += quote.length - 1;
    } else if ("([{".includes(mark)) depth++;
    else if (")]}".includes(mark)) depth--;
    if (mark.trim() !== "") end = i + 1;
  }
  return depth !== 0 || quote !== "" || line.endsWith("\\") ? null : end;
}
