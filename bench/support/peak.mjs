// The most multiply-adds of four float32 that this CPU does in a second, by a WebAssembly loop that does nothing else:
// independent chains of acc = acc·c + c, with as many as registers hold.

const CHAINS = [10, 12, 14];
/** A chain ends at c / (1 - c), well away from the numbers that are slow. */
const FACTOR = 0.5;

/** GFLOP/s. */
export function multiplyAddPeak() {
  let best = 0;
  for (const chains of CHAINS) {
    const { run } = new WebAssembly.Instance(new WebAssembly.Module(loopOf(chains))).exports;
    const turns = 2e6;
    run(turns);
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      run(turns);
      best = Math.max(best, (turns * chains * 8) / (performance.now() - started) / 1e6);
    }
  }
  return best;
}

/** (func (export "run") (param n i32) (result f32)): parameter 0 counts, local 1 is c, locals from 2 on are chains. */
function loopOf(chains) {
  const simd = (opcode) => [0xfd, ...leb(opcode)];
  const [splat, lane, add, mul] = [simd(0x13), [...simd(0x1f), 0], simd(0xe4), simd(0xe6)];
  const [get, set] = [(i) => [0x20, i], (i) => [0x21, i]];
  const locals = Array.from({ length: chains }, (_, i) => i + 2);
  const constant = [0x43, ...new Uint8Array(Float32Array.of(FACTOR).buffer)];
  const body = [
    ...[1, 1 + chains, 0x7b],
    ...[...constant, ...splat, ...set(1)],
    ...locals.flatMap((i) => [...get(1), ...set(i)]),
    ...[0x03, 0x40],
    ...locals.flatMap((i) => [...get(i), ...get(1), ...mul, ...get(1), ...add, ...set(i)]),
    ...[...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
    ...locals.flatMap((i) => [...get(i), ...(i === 2 ? [] : add)]),
    ...lane,
    0x0b,
  ];
  const section = (id, bytes) => [id, ...leb(bytes.length), ...bytes];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...Buffer.from("run"), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

/** Unsigned LEB128. */
function leb(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)];
}
