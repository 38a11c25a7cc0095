// The second tier, forced from the first call and turn on: no text of a program gets into the JavaScript that it makes.
// That it prints and records what the first tier does is proved by hot.proof.ts.

import { afterEach, describe, expect, it, vi } from "vitest";
import { thread } from "../../src/language/runtime/thread";
import { runSource } from "./run";

const { hotAfter } = thread;

afterEach(() => {
  vi.unstubAllGlobals();
  thread.hotAfter = hotAfter;
});

/** Runs a program with every function and loop in the second tier and gives the JavaScript that was made. */
function generated(text: string): { readonly stdout: string; readonly made: string } {
  thread.hotAfter = 1;
  const made: string[] = [];
  vi.stubGlobal(
    "Function",
    new Proxy(Function, {
      construct(target, args, newTarget) {
        made.push(...args.map(String));
        return Reflect.construct(target, args, newTarget);
      },
    }),
  );
  const { stdout } = runSource(text);
  return { stdout, made: made.join("\n") };
}

const HOSTILE = `
class Zebra:
    zebra_field = "zebra"
    def __init__(self, zebra_self):
        self.zebra_own = zebra_self
        self.__proto__ = "zebra"

def zebra_function(zebra, constructor=1, *zebra_rest, **zebra_named):
    zebra_text = "\\"];throw new Error('zebra')//\\u2028\${zebra}"
    zebra_bytes = b"zebra"
    zebra_list = [zebra_text, zebra_bytes, 1e999, -1e999, 0.1, 10**30, 123456789012345678901234567890]
    for zebra_item in zebra_list:
        zebra_text += f"zebra{zebra_item!r:>3}"
        zebra.zebra_own += len(zebra_text)
    zebra_lambda = lambda zebra_argument: zebra_argument.zebra_own + constructor
    return {"zebra": zebra_lambda(zebra), zebra_text[:3]: [zebra_each for zebra_each in zebra_list if zebra_each != "zebra"]}

def zebra_generator(zebra_count):
    while zebra_count > 0:
        zebra_sent = yield zebra_count
        zebra_count -= 1

for zebra_turn in range(3):
    print(len(zebra_function(Zebra(zebra_turn))), sum(zebra_generator(zebra_turn)), Zebra.zebra_field)
`;

describe("what is generated", () => {
  it("has no text of the program in it", () => {
    const { stdout, made } = generated(HOSTILE);
    expect(stdout).toBe("2 0 zebra\n2 1 zebra\n2 3 zebra\n");
    expect(made).toContain("return function hot(f)");
    expect(made).not.toMatch(/zebra|constructor|__proto__/i);
    // Strings are ours alone: the names of comparisons and types.
    expect([...new Set(made.match(/"[^"]*"|'[^']*'|`[^`]*`/g))].sort()).toEqual([
      '"NotEq"',
      '"number"',
      '"string"',
      '"use strict"',
    ]);
  });

  it("is done without where the host makes no functions of texts", () => {
    thread.hotAfter = 1;
    vi.stubGlobal(
      "Function",
      class {
        constructor() {
          throw new EvalError("Code generation from strings disallowed for this context");
        }
      },
    );
    const { stdout, outcome } = runSource(HOSTILE);
    expect(outcome).toEqual({ kind: "ok" });
    expect(stdout).toBe("2 0 zebra\n2 1 zebra\n2 3 zebra\n");
  });
});
