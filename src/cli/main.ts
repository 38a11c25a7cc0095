// The command line as a function: arguments in, exit status out, texts to a terminal.

import { parseArguments, usage } from "./arguments";
import { graphCommand, paramsCommand, reportCommand, runCommand, type Terminal } from "./commands";

export function main(args: readonly string[], terminal: Terminal): number {
  const parsed = parseArguments(args);
  if (parsed.kind === "help") {
    terminal.out(usage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    terminal.error(`nnspec: ${parsed.message}\n${usage}`);
    return 2;
  }
  const { command } = parsed;
  switch (command.name) {
    case "run":
      return runCommand(command, terminal);
    case "graph":
      return graphCommand(command, terminal);
    case "params":
      return paramsCommand(command, terminal);
    case "report":
      return reportCommand(command, terminal);
  }
}
