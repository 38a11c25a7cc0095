// The graphs behind many expressions, node by node, against PyTorch's (scripts/oracle/grad-fn-goldens.mjs).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Interpreter } from "../../src/language/interpreter";
import "../../src/language/modules/torch";

const read = (path: string) => readFileSync(join(__dirname, path), "utf8");
// Written by the script in this form.
const goldens = JSON.parse(read("graphs/goldens/graphs.json")) as Record<string, readonly string[]>;
const expressions = Object.keys(goldens);

/** Every expression's graph by our engine: one program for all of them, a line for each node. */
function ourGraphs(): string[][] {
  const programs = expressions.map(
    (expression, i) => `def _${i}():\n    torch.manual_seed(0)\n    return ${expression}\n_run(_${i})\n`,
  );
  const runner = [
    "def _run(program):",
    "    try:",
    "        lines = graph(program())",
    "    except Exception as error:",
    "        lines = [type(error).__name__ + ': ' + str(error)]",
    "    print('\\x00'.join(lines), end='\\x01')",
  ].join("\n");
  const parts = ["environment.py", "graphs/more.py", "graphs/walk.py"].map(read);
  const text = [...parts, runner, ...programs].join("\n");
  let stdout = "";
  const interpreter = new Interpreter({
    sources: new Map([["graphs.py", text]]),
    entry: "graphs.py",
    write: (part) => {
      stdout += part;
    },
    writeError: () => {},
  });
  const outcome = interpreter.run();
  if (outcome.kind !== "ok") throw new Error(outcome.message);
  return stdout.split("\x01").map((each) => each.split("\x00"));
}

describe("the graph has PyTorch's nodes, edges and saved values", () => {
  const ours = ourGraphs();
  it.each(expressions.map((expression, i) => [expression, i] as const))("%s", (expression, i) => {
    expect(ours[i]).toEqual(goldens[expression]);
  });
});
