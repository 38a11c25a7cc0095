// The processes that compute rows, and the lines of JSON between them and us.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openBlas } from "../support/openblas.mjs";

const file = (name) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));
const python = "/usr/bin/python3";

/** Who takes part; PyTorch first, for its results are the ones that others must give. */
export const peers = [
  { name: "PyTorch", command: (threads) => [python, file("pytorch.py"), String(threads)] },
  { name: "NNSpec", command: (threads) => [process.execPath, file("nnspec.mjs"), String(threads)] },
  { name: "tfjs-wasm", command: () => [process.execPath, file("tfjs.mjs"), "wasm"] },
  { name: "tfjs-cpu", command: () => [process.execPath, file("tfjs.mjs"), "cpu"] },
  { name: "jax-js", command: () => [process.execPath, file("jax.mjs")] },
  { name: "ort-web", command: (threads) => [process.execPath, file("onnx.mjs"), String(threads)] },
  { name: "js-pytorch", command: () => [process.execPath, file("js-pytorch.mjs")] },
];

export class Peer {
  constructor({ name, command }, threads) {
    this.name = name;
    const [program, ...args] = command(threads);
    // The second alone does not limit OpenBLAS.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
    if (openBlas !== null) env.LD_LIBRARY_PATH = openBlas;
    this.errors = "";
    this.process = spawn(program, args, { env });
    this.process.stderr.setEncoding("utf8").on("data", (text) => {
      this.errors += text;
    });
    this.process.on("error", (error) => {
      this.errors += String(error);
    });
    this.process.stdin.on("error", () => {});
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** The answer to a request; `failed` where the process ended instead. */
  async ask(request) {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) return { failed: this.errors.trim().split("\n").at(-1) ?? "the process ended" };
      // Libraries greet on the same stream.
      if (value.startsWith("{")) return JSON.parse(value);
    }
  }

  end() {
    this.process.kill();
  }
}
