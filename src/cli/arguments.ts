// The command line: nnspec COMMAND FILE and its options.

export interface CommonOptions {
  readonly file: string;
  readonly seed: number;
  readonly seconds: number;
  readonly megabytes: number;
}

export type Command = CommonOptions &
  (
    | { readonly name: "run"; readonly json: boolean }
    | { readonly name: "graph"; readonly root: string | null; readonly format: "text" | "dot" | "json" }
    | { readonly name: "params" }
    | { readonly name: "report"; readonly out: string }
  );

export type Parsed =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string };

export const usage = `Usage: nnspec COMMAND FILE [OPTIONS]

  run FILE [--json]                  run a program; its output goes to stdout
  graph FILE [NAME] [--dot|--json]   the grad_fn graph of NAME, or of the last scalar
  params FILE                        the parameters of its modules, with gradients
  report FILE -o OUT.html            the run as one page that opens in any browser

  --seed N            seed of the random numbers of a program that sets none (default 0)
  --time-limit S      seconds a run may take (default 60)
  --memory-limit MB   memory a run may use (default 1024)

Exit status: 0 done; 1 the program raised or has a syntax error; n for sys.exit(n);
2 refused as not supported, or not readable; 3 a limit was reached.
`;

class Wrong extends Error {}

export function parseArguments(args: readonly string[]): Parsed {
  if (args.length === 0 || args.includes("--help") || args.includes("-h")) return { kind: "help" };
  try {
    return { kind: "command", command: commandOf(args) };
  } catch (error) {
    if (error instanceof Wrong) return { kind: "wrong", message: error.message };
    throw error;
  }
}

function commandOf(args: readonly string[]): Command {
  const [name, ...rest] = args;
  const positional: string[] = [];
  const flags = new Set<string>();
  let seed = 0;
  let seconds = 60;
  let megabytes = 1024;
  let out: string | null = null;
  for (let i = 0; i < rest.length; i++) {
    const raw = rest[i] ?? "";
    const [option = "", inline] = raw.startsWith("--") ? splitOption(raw) : [raw];
    const value = (): string => {
      const found = inline ?? rest[++i];
      if (found === undefined) throw new Wrong(`${option} needs a value`);
      return found;
    };
    if (option === "--seed") seed = integer(option, value());
    else if (option === "--time-limit") seconds = positive(option, value());
    else if (option === "--memory-limit") megabytes = positive(option, value());
    else if (option === "-o" || option === "--output") out = value();
    else if (option === "--json" || option === "--dot") flags.add(option);
    else if (option.startsWith("-") && option !== "-") throw new Wrong(`there is no option ${option}`);
    else positional.push(raw);
  }
  const [file, root, ...more] = positional;
  if (file === undefined) throw new Wrong(`${name} needs a file`);
  const common = { file, seed, seconds, megabytes };
  const refuse = (...allowed: string[]): void => {
    for (const flag of flags) if (!allowed.includes(flag)) throw new Wrong(`${name} has no option ${flag}`);
    if (out !== null && name !== "report") throw new Wrong(`${name} has no option -o`);
    if (root !== undefined && name !== "graph") throw new Wrong(`${name} takes one file`);
    if (more.length > 0) throw new Wrong(`too many arguments: ${more.join(" ")}`);
  };
  switch (name) {
    case "run":
      refuse("--json");
      return { name, ...common, json: flags.has("--json") };
    case "graph":
      refuse("--json", "--dot");
      if (flags.size > 1) throw new Wrong("--dot and --json exclude each other");
      return {
        name,
        ...common,
        root: root ?? null,
        format: flags.has("--dot") ? "dot" : flags.has("--json") ? "json" : "text",
      };
    case "params":
      refuse();
      return { name, ...common };
    case "report":
      refuse();
      if (out === null) throw new Wrong("report needs -o OUT.html");
      return { name, ...common, out };
    default:
      throw new Wrong(`there is no command ${name}`);
  }
}

function splitOption(text: string): [string, string?] {
  const at = text.indexOf("=");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function integer(option: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new Wrong(`${option} needs a whole number, not ${text}`);
  return Number(text);
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Wrong(`${option} needs a positive number, not ${text}`);
  return value;
}
