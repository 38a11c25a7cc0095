// The library's modules, but for torch.

import { enumModules } from "./enum";
import { itertoolsModules } from "./itertools";
import { mathModules } from "./math";
import { randomModules } from "./random";
import { patternModules } from "./re";
import { standardModules } from "./standard";
import { systemModules } from "./system";
import { typesModules } from "./types";
import { warningsModules } from "./warnings";

/** Names of the modules that a program can import. */
export const libraryModules: readonly string[] = [
  ...enumModules,
  ...itertoolsModules,
  ...mathModules,
  ...patternModules,
  ...randomModules,
  ...standardModules,
  ...systemModules,
  ...typesModules,
  ...warningsModules,
];
