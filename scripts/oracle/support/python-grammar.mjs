// Random Python programs that end, from a seed: the classes and names that all have, then some statements.
import { Statements } from "./python-grammar/statements.mjs";
import { NAMES, START, TYPES } from "./python-grammar/words.mjs";

/** One program; the same for the same seed. */
export function program(seed) {
  const writer = new Statements(seed);
  writer.line(START.trimEnd());
  for (const type of TYPES)
    for (const name of NAMES[type]) writer.line(`${name} = ${writer.leaf(type).replace(/^[a-z]$/, "0")}`);
  const count = 4 + writer.below(8);
  for (let i = 0; i < count; i++) writer.statement();
  return `${writer.lines.join("\n")}\n`;
}
