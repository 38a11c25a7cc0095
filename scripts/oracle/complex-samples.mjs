// The samples of ops that take complex numbers, run again with complex inputs in place of the real ones, against
// PyTorch: results, history, gradients, and what is refused, in PyTorch's words.
//
//   node scripts/oracle/complex-samples.mjs [--list] [OP…]      default: every op that is declared `complex: true`
//
// Samples have goldens only for the inputs that they name, which are mostly real. --list shows what differs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { kernels } from "../build/kernels-plugin.mjs";
import { prelude } from "../build/prelude-plugin.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const oracle = join(root, "test", "oracle");
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const args = process.argv.slice(2);
const listed = args.includes("--list");
const named = args.filter((arg) => arg !== "--list");

/** The environment, its real leaves with an imaginary part: their own values in another order. */
function complexEnvironment() {
  const text = readFileSync(join(oracle, "environment.py"), "utf8");
  const made = "    return torch.tensor(values).reshape(shape).clone().requires_grad_()\n";
  if (!text.includes(made)) throw new Error("test/oracle/environment.py makes its leaves in another way");
  const complex = `    made = torch.tensor(values).reshape(shape)
    if not made.is_complex():
        made = made + 1j * (made.flip(0) if made.dim() else made * 0.5)
    return made.clone().requires_grad_()
`;
  return text.replace(made, complex).replaceAll("dtype=torch.float64", "dtype=torch.complex128");
}

/** Ours, and what judges it: test/oracle/samples.ts, which the tests of samples run. */
async function loadOurs(folder) {
  const outfile = join(folder, "samples.cjs");
  await build({
    stdin: {
      contents: `export { answer, difference, loadSamples } from "./test/oracle/samples";
        export { declarations } from "./src/engine/ops";`,
      resolveDir: root,
      loader: "ts",
    },
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    define: { __dirname: JSON.stringify(oracle) },
    plugins: [prelude(), kernels()],
    logLevel: "error",
  });
  const { default: ours } = await import(pathToFileURL(outfile));
  return ours;
}

function ask(environmentFile, expressions) {
  const { stdout, stderr, status, error } = spawnSync(
    python,
    [join(root, "scripts", "oracle", "op_samples.py"), environmentFile],
    {
      input: JSON.stringify(expressions),
      encoding: "utf8",
      env: { ...process.env, ATEN_CPU_CAPABILITY: "avx2", OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" },
      maxBuffer: 1 << 28,
    },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Real leaves, which are complex here. Infinities and NaN of z meet the order of additions, which is each kernel's own. */
const REAL = /(?<![\w.'])(x|y|p|q|v|w|b|w2|s|one|sq|ns|e|wide|nc|im|ex|d)(?![\w'=])/;
const left = /(?<![\w.'])z(?![\w'=])/;

/** What differs and is known of. */
const KNOWN = new Map([
  ["p / p", "rounding around a gradient of 0"],
  ["torch.corrcoef(v)", "rounding around a gradient of 0"],
  ["torch.linalg.det(sq.detach())", "rounding around 0"],
  ["torch.lstm_cell(x, [y[:, :1], x[:, 1:2]], x, y[:, :1], p[:, 0], p[:, 1])", "rounding of a sum that cancels"],
  ["torch.linalg.cholesky_ex(ns @ ns.t() + torch.eye(3))", "not Hermitian: what is left of the columns after info"],
  ["e.mm(w.double())", "a real gradient for complex elements, of which there are none"],
  ["torch.addcmul(x, w, y)", "shapes that do not fit are named in another order"],
]);
const tie = "pivots of one size: PyTorch's kernels round them apart";
for (const call of ["lu_factor(x)", "lu(x)", "lu(x)[2]"]) KNOWN.set(`torch.linalg.${call}`, tie);
KNOWN.set("torch.lu(x, get_infos=True)", tie).set("torch.lu_unpack(*torch.linalg.lu_factor(x))", tie);

const folder = mkdtempSync(join(tmpdir(), "complex-samples-"));
try {
  const ours = await loadOurs(folder);
  const environment = complexEnvironment();
  const environmentFile = join(folder, "environment.py");
  writeFileSync(environmentFile, environment);
  const taken = ours.declarations().filter((op) => (named.length > 0 ? named.includes(op.name) : op.complex === true));
  const expressions = [...new Set(taken.flatMap((op) => op.samples))].filter(
    (sample) => REAL.test(sample) && !left.test(sample),
  );
  const theirs = ask(environmentFile, expressions);
  const samples = ours.loadSamples(expressions, "", environment);
  let failed = 0;
  let refused = 0;
  let known = 0;
  expressions.forEach((expression, i) => {
    const answer = ours.answer(samples, i);
    const difference = ours.difference(theirs[i], answer);
    if (difference === null) return;
    // What PyTorch gives and we do not, said by name.
    const isRefused = [answer.error, answer.backward].some((error) => error?.[0] === "Refusal");
    const isKnown = !isRefused && KNOWN.has(expression);
    if (isRefused) refused++;
    else if (isKnown) known++;
    else failed++;
    // A failure is always told: a log that only counts them sends everybody to run it again.
    if (listed || !(isRefused || isKnown)) console.log(`${expression}\n   ${difference}`);
  });
  console.log(
    `${expressions.length} samples of ${taken.length} ops with complex inputs: ${refused} refused by name, ${known} known`,
  );
  console.log(`${expressions.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
