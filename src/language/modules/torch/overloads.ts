// The overloads that PyTorch's functions and methods show in their TypeErrors, where they are more than ours (dimension
// names, out=). Written by scripts/oracle/torch_overloads.py; do not edit.

const FUNCTIONS: Readonly<Record<string, string>> = {};
const METHODS: Readonly<Record<string, string>> = {};

/** The overloads of a function or method, one text each; undefined where PyTorch has only one. */
export function overloadTexts(name: string, method: boolean): readonly string[] | undefined {
  const table = method ? METHODS : FUNCTIONS;
  return Object.hasOwn(table, name) ? table[name]?.split("\n") : undefined;
}
