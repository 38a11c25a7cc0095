// nnspec in a terminal: run, graph, params, report. Programs run in this process. No logic here but who does what.

import { parseArguments, usage } from "./cli/arguments";
import { graphCommand, paramsCommand, reportCommand, runCommand } from "./cli/commands";

function main(): number {
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.kind === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    process.stderr.write(`nnspec: ${parsed.message}\n${usage}`);
    return 2;
  }
  const { command } = parsed;
  switch (command.name) {
    case "run":
      return runCommand(command);
    case "graph":
      return graphCommand(command);
    case "params":
      return paramsCommand(command);
    case "report":
      return reportCommand(command);
  }
}

process.exitCode = main();
