// OpenBLAS for PyTorch, as its own builds have it. Debian's PyTorch comes with the reference BLAS, whose sums the goldens
// have and whose products take ten times as long: so the library lies in a folder of its own, for the benchmark alone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const PACKAGE = "libopenblas0-pthread";
const folder = join(homedir(), ".cache", "nnspec-bench", "openblas");

/** The folder of libblas.so.3; null where there is no way to get it: PyTorch then multiplies as it is installed. */
export const openBlas = process.env.NNSPEC_OPENBLAS ?? find() ?? fetched();

function find() {
  if (!existsSync(folder)) return null;
  const library = readdirSync(folder, { recursive: true }).find((name) => name.endsWith("/libblas.so.3"));
  return library === undefined ? null : join(folder, library, "..");
}

function fetched() {
  mkdirSync(folder, { recursive: true });
  const at = { cwd: folder, encoding: "utf8" };
  if (spawnSync("apt-get", ["download", PACKAGE], at).status !== 0) return null;
  const archive = readdirSync(folder).find((name) => name.startsWith(PACKAGE) && name.endsWith(".deb"));
  if (archive === undefined || spawnSync("dpkg", ["-x", archive, "."], at).status !== 0) return null;
  return find();
}
