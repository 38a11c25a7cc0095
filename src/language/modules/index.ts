// The library's modules, but for torch.

import { collectionsModules } from "./collections";
import { enumModules } from "./enum";
import { functoolsModules } from "./functools";
import { heapModules } from "./heapq";
import { itertoolsModules } from "./itertools";
import { jsonModules } from "./json";
import { mathModules } from "./math";
import { randomModules } from "./random";
import { patternModules } from "./re";
import { signedModules } from "./signed";
import { standardModules } from "./standard";
import { structModules } from "./struct";
import { systemModules } from "./system";
import { tracebackModules } from "./traceback";
import { typesModules } from "./types";
import { unicodeModules } from "./unicodedata";
import { warningsModules } from "./warnings";

/** Names of the modules that a program can import. */
export const libraryModules: readonly string[] = [
  ...collectionsModules,
  ...enumModules,
  ...functoolsModules,
  ...heapModules,
  ...jsonModules,
  ...itertoolsModules,
  ...mathModules,
  ...patternModules,
  ...randomModules,
  ...signedModules,
  ...standardModules,
  ...structModules,
  ...systemModules,
  ...typesModules,
  ...tracebackModules,
  ...unicodeModules,
  ...warningsModules,
];
