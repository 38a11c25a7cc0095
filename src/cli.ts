// nnspec in a terminal: run, graph, params, report. Programs run in this process.

import { main } from "./cli/main";
import { writeAll } from "./cli/write";

process.exitCode = main(process.argv.slice(2), {
  out: (text) => writeAll(1, text),
  error: (text) => writeAll(2, text),
  // The built page lies beside the built command.
  pageFolder: `${__dirname}/webview`,
});
