// Measures the rows: every peer computes a row once, its results are compared with PyTorch's, and those that agree are
// timed in interleaved rounds.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Peer, peers } from "./peers.mjs";

/** Milliseconds that one peer computes in one round, about. */
const BATCH = 40;
/** Milliseconds before the first round. */
const WARM = 600;
/** Of the largest result: sums of a thousand products in another order differ by so much. */
const TOLERANCE = 2e-4;

const folder = mkdtempSync(join(tmpdir(), "nnspec-bench-"));

/** Per row: `{ row, of: { [peer]: milliseconds[] }, why: { [peer]: string } }`. */
export async function measureRows(rows, { rounds, only }) {
  const measured = [];
  for (const threads of [...new Set(rows.map((row) => row.threads ?? 1))]) {
    const running = peers
      .filter(({ name }) => name === "PyTorch" || only === undefined || only.includes(name))
      .map((peer) => new Peer(peer, threads));
    for (const row of rows) {
      if ((row.threads ?? 1) === threads) measured.push(await measureRow(row, running, rounds));
    }
    for (const peer of running) peer.end();
  }
  return measured;
}

async function measureRow(row, running, rounds) {
  const inputs = writeInputs(row);
  const why = {};
  const taking = [];
  let expected = null;
  for (const peer of running) {
    const result = join(folder, `${peer.name}.result`);
    const answer = await peer.ask({ row: row.name, inputs, result });
    if (answer.missing) continue;
    if (answer.failed !== undefined) {
      why[peer.name] = answer.failed;
      continue;
    }
    const found = readFloats(result);
    expected ??= found;
    const difference = differenceOf(found, expected);
    if (difference > TOLERANCE) why[peer.name] = `differs from PyTorch by ${difference.toExponential(1)}`;
    else taking.push({ peer, count: await countFor(peer), times: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { peer, count, times } of taking) times.push((await peer.ask({ count })).ms / count);
  }
  return { row, why, of: Object.fromEntries(taking.map(({ peer, times }) => [peer.name, times])) };
}

/** Turns of a batch, found out while the peer warms: compilers take their time. */
async function countFor(peer) {
  let count = 1;
  for (let spent = 0; ; ) {
    const { ms } = await peer.ask({ count });
    spent += ms;
    if (ms < BATCH / 2) count *= 4;
    else {
      count = Math.max(1, Math.round((count * BATCH) / ms));
      if (spent > WARM) return count;
    }
  }
}

/** The largest difference, as a share of the largest element expected. */
function differenceOf(found, expected) {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [most, largest] = [0, 0];
  for (let i = 0; i < found.length; i++) {
    const off = Math.abs(found[i] - expected[i]);
    if (!(off <= most)) most = off;
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return most / Math.max(largest, 1e-6);
}

function readFloats(path) {
  return new Float32Array(new Uint8Array(readFileSync(path)).buffer);
}

function writeInputs({ inputs, scale = 1 }) {
  const random = generator(1);
  const entries = Object.entries(inputs).map(([name, input]) => {
    const integers = !Array.isArray(input);
    const shape = integers ? [input.count] : input;
    const size = shape.reduce((product, n) => product * n, 1);
    const data = integers
      ? Int32Array.from({ length: size }, () => Math.floor(random() * input.classes))
      : Float32Array.from({ length: size }, () => (2 * random() - 1) * scale);
    const path = join(folder, `${name}.input`);
    writeFileSync(path, Buffer.from(data.buffer));
    return [name, { file: path, shape, integers }];
  });
  return Object.fromEntries(entries);
}

/** Numbers in [0, 1), the same in every run. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
