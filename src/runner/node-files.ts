// Reads files of this machine without asking VS Code's window, which has no time for that while it draws its first
// picture: on Node, where the extension runs beside the files. A browser's host has no such module and never comes here.

export function readNodeFile(path: string): Promise<Uint8Array> {
  const { readFile } = require("node:fs/promises") as typeof import("node:fs/promises");
  return readFile(path);
}
