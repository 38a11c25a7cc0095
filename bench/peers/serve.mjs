// A peer is a process that answers one line of JSON with one line: `{ row, inputs, result }` prepares a row, runs it
// once and writes its results to a file of float32, `{ count }` runs it so often and says how long that took.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** `rows` by name: (inputs) => ({ run, results }), where `results()` gives typed arrays of the last run. */
export async function serve(rows) {
  let prepared = null;
  for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
      const request = JSON.parse(line);
      answer = request.row === undefined ? await time(prepared, request.count) : {};
      if (request.row !== undefined) {
        const make = rows[request.row];
        if (make === undefined) answer = { missing: true };
        else {
          prepared = make(inputsOf(request.inputs));
          await prepared.run();
          const parts = (await prepared.results()).map((part) => Float32Array.from(part));
          writeFileSync(request.result, Buffer.concat(parts.map((part) => Buffer.from(part.buffer))));
        }
      }
    } catch (error) {
      answer = { failed: String(error?.stack ?? error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

async function time({ run }, count) {
  const started = performance.now();
  for (let i = 0; i < count; i++) {
    const result = run();
    // Awaiting what is there already would cost more than a small row.
    if (result instanceof Promise) await result;
  }
  return { ms: performance.now() - started };
}

function inputsOf(inputs) {
  const read = ({ file, shape, integers }) => {
    const { buffer } = new Uint8Array(readFileSync(file));
    return { shape, data: integers ? new Int32Array(buffer) : new Float32Array(buffer) };
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, read(input)]));
}
