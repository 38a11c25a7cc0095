// What our side raises for the calls of calls.txt, next to what PyTorch raised (scripts/oracle/error-goldens.mjs).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareEngine } from "../../src/language/debug/engine";
import { runSource } from "../language/run";

export type Raised = readonly [type: string, message: string];

const environment = readFileSync(join(__dirname, "..", "oracle", "environment.py"), "utf8");

export const errorGoldens: ReadonlyMap<string, Raised> = new Map(
  Object.entries(
    // Written by the script in this form.
    JSON.parse(readFileSync(join(__dirname, "goldens", "errors.json"), "utf8")) as Record<string, Raised>,
  ),
);

/** What a call raises here; "refused" and what is missing for a refusal; "nothing" where it runs. */
export function raisedHere(call: string): Raised {
  prepareEngine(0, null);
  const { outcome } = runSource(`${environment}\n${call}\n`);
  switch (outcome.kind) {
    case "raised":
      return [outcome.type, outcome.message];
    case "refused":
      return ["refused", outcome.what];
    default:
      return ["nothing", outcome.kind];
  }
}
