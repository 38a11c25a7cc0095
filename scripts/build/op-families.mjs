// Leaves op families to be loaded when a program first uses one of their ops, so that a start costs the same however
// many there are. Which names lead to which family comes from the declarations themselves: the build loads them all and
// asks. In the source, and in Vitest, all are loaded at once. The declarations' samples, which only tests read, are left out.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { kernels } from "./kernels-plugin.mjs";

const folder = fileURLToPath(new URL("../../src/engine/ops/", import.meta.url));

/** esbuild: the plugin. */
export function opFamilies() {
  let derived = null;
  return {
    name: "op-families",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]engine[\\/]ops[\\/]index\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        derived ??= askDeclarations(text);
        const { names, orders } = await derived;
        const families = text.replace(/^import "\.\/([\w-]+)";$/gm, (_, family) => {
          const list = JSON.stringify(` ${names.get(family).join(" ")} `);
          return `leaveForLater(${list}, () => require("./${family}"));`;
        });
        const contents = `import { keepOrder, leaveForLater } from "./declare";
${families}
keepOrder(${JSON.stringify(orders)});
`;
        return { contents, loader: "ts", resolveDir: folder };
      });
      onLoad({ filter: /[\\/]engine[\\/]ops[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
        contents: withoutSamples(await readFile(path, "utf8")),
        loader: "ts",
      }));
    },
  };
}

/** A file of declarations with every list of samples emptied. */
function withoutSamples(text) {
  const start = /\bsamples: \[/g;
  let kept = "";
  let from = 0;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const open = start.lastIndex - 1;
    start.lastIndex = endOfList(text, open);
    kept += `${text.slice(from, open)}[]`;
    from = start.lastIndex;
  }
  return kept + text.slice(from);
}

/** Where the list ends that opens at an offset: brackets in strings and comments do not count. */
function endOfList(text, open) {
  const part = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*|\[|\]/g;
  part.lastIndex = open;
  for (let depth = 0, match = part.exec(text); match !== null; match = part.exec(text)) {
    if (match[0] === "[") depth++;
    else if (match[0] === "]" && --depth === 0) return part.lastIndex;
  }
  throw new Error("a list of samples without an end");
}

/**
 * The names that each file declares, files taken in the order in which the index loads them; and the order of the
 * overloads of a name that several files declare, which must not depend on which of them is loaded first.
 */
async function askDeclarations(index) {
  const imports = new Map();
  for (const file of (await readdir(folder)).filter((each) => each.endsWith(".ts"))) {
    const text = await readFile(join(folder, file), "utf8");
    imports.set(file.slice(0, -3), importedFiles(text));
  }
  const { declare, load } = await loadFamilies([...imports.keys()].filter((file) => file !== "index"));
  const names = new Map();
  const owners = new Map();
  const visit = (file) => {
    if (names.has(file)) return;
    names.set(file, []);
    for (const each of imports.get(file) ?? []) visit(each);
    const before = declare.declarations().length;
    load[file]();
    const own = declare.declarations().slice(before);
    const found = new Set(own.flatMap((each) => [...each.names, ...each.schemaNames]));
    names.set(file, [...found]);
    for (const name of found) owners.set(name, (owners.get(name) ?? 0) + 1);
  };
  for (const file of importedFiles(index)) visit(file);
  const shared = [...owners].filter(([, count]) => count > 1).map(([name]) => name);
  const orderOf = (name) =>
    declare
      .declarations()
      .filter((each) => each.names.includes(name) || each.schemaNames.includes(name))
      .map((each) => each.schemaName);
  return { names, orders: Object.fromEntries(shared.map((name) => [name, orderOf(name)])) };
}

/** Files of the folder that a file imports values from, in the order of its imports. */
function importedFiles(text) {
  return [...text.matchAll(/^(?:import|export|\}) (?!type )(?:.* from )?"\.\/([\w-]+)";$/gm)].map(([, name]) => name);
}

/** The engine's declarations, built for this process, each family to be loaded by itself. */
async function loadFamilies(families) {
  const made = await mkdtemp(join(tmpdir(), "nnspec-families-"));
  const outfile = join(made, "families.mjs");
  const loaders = families.map((name) => `${JSON.stringify(name)}: () => require("./${name}")`);
  const contents = `export * as declare from "./declare";\nexport const load = { ${loaders.join(", ")} };`;
  try {
    await build({
      stdin: { contents, resolveDir: folder, loader: "ts" },
      outfile,
      bundle: true,
      format: "esm",
      plugins: [kernels()],
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile));
  } finally {
    await rm(made, { recursive: true });
  }
}
