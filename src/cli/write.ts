// Writing to the terminal, a pipe or a file at once: process.stdout loads streams and sockets first, which a short run
// does not need.

import { writeSync } from "node:fs";

/** Writes a text to a descriptor; waits for a reader that is behind, and is content with one that has gone. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EAGAIN") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      else if (code === "EPIPE") process.exit(0);
      else throw error;
    }
  }
}
