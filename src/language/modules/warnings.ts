// What the warnings module must know of the interpreter: where a call stands. The rest is written in the language
// (prelude/standard/warnings.py).

import { builtin } from "../runtime/define";
import type { Value } from "../runtime/object";
import { toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { thread } from "../runtime/thread";
import { PyTuple } from "../runtime/value";

/** File, line number and text of the call `level` frames above; the library's own frames are passed over. */
function location(level: Value): Value {
  let depth = thread.depth - Number(toIndex(level)) + 1;
  for (; depth > 0; depth--) {
    const info = thread.spans.info(thread.calls[depth] ?? -1);
    const source = info === undefined || info.library ? undefined : thread.source(info.file);
    if (info === undefined || source === undefined) continue;
    const line = source.lineAt(info.start);
    return new PyTuple([info.file, line, source.lineText(line).trim()]);
  }
  return new PyTuple(["sys", 1, ""]);
}

defineModule("_warnings", (module) => {
  fillModule(module, { location: builtin("location(level, /)", location) });
});

/** The modules that this file defines. */
export const warningsModules: readonly string[] = ["_warnings"];
