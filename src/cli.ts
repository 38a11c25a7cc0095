// nnspec in a terminal: run, graph, params, report. Programs run in this process.

import { join } from "node:path";
import { main } from "./cli/main";

process.exitCode = main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  // The built page lies beside the built command.
  pageFolder: join(__dirname, "webview"),
});
