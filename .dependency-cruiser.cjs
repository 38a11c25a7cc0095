// Who may import whom, as drawn in the architecture: data flows one way, and nothing below knows what is above it.
// @swc/core reads the sources, because TypeScript 7 has no API that dependency-cruiser can use. That parser does not tell type-only
// imports from others: scripts/check-deps.mjs, which runs these rules, adds the ones that need to know (no cycles is one).

/** A folder (or file) under src/ may import itself and the folders listed, nothing else: no Node module, no package. */
const only = (name, from, ...allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { pathNot: [from, ...allowed] },
});

/** Node's own modules, with or without the `node:` prefix. */
const NODE =
  "^(node:)?(assert|buffer|crypto|events|fs|fs/promises|module|os|path|perf_hooks|process|stream|url|util|v8|vm|worker_threads|zlib)$";

module.exports = {
  forbidden: [
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^vscode$" } },

    only("engine-imports-nothing", "^src/engine/"),
    only("trace-imports-engine-types", "^src/trace/", "^src/engine/", "^src/protocol/"),
    only("language-imports-engine-and-trace", "^src/language/", "^src/engine/", "^src/trace/"),
    only("protocol-imports-nothing", "^src/protocol/"),
    only("look-imports-protocol", "^src/look/", "^src/protocol/"),
    only("runner-imports", "^src/runner/", "^src/language/", "^src/trace/", "^src/protocol/", "^src/engine/", NODE),
    only(
      "report-imports",
      "^src/report/",
      "^src/language/",
      "^src/trace/",
      "^src/protocol/",
      "^src/engine/",
      "^src/look/",
    ),
    only("editor-imports", "^src/editor/", "^src/runner/", "^src/report/", "^src/look/", "^src/protocol/", "^vscode$"),
    only("extension-imports", "^src/extension\\.ts$", "^src/editor/", "^src/runner/", "^src/protocol/", "^vscode$"),
    only("cli-imports", "^src/cli(\\.ts$|/)", "^src/runner/", "^src/report/", "^src/look/", "^src/protocol/", NODE),
    only("page-imports", "^webview/", "^src/look/", "^src/protocol/", "^src/trace/query/", "^node_modules/"),

    {
      name: "vscode-only-in-the-editor",
      comment: "Everything else runs in a worker, a terminal or a page.",
      severity: "error",
      from: { pathNot: ["^src/extension\\.ts$", "^src/editor/"] },
      to: { path: "^vscode$" },
    },
    {
      name: "toolkit-in-one-module",
      comment: "The toolkit is archived upstream: one module imports it, so that it can be exchanged there.",
      severity: "error",
      from: { pathNot: "^(webview/(ui/)?toolkit\\.ts$|node_modules/)" },
      to: { path: "@vscode/webview-ui-toolkit" },
    },
    {
      name: "tests-stay-outside",
      severity: "error",
      from: { path: "^(src|webview)/" },
      to: { path: "^(test|scripts)/" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
