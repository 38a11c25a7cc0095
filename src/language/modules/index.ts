// The library's modules, but for torch.

import { mathModules } from "./math";
import { randomModules } from "./random";
import { standardModules } from "./standard";
import { systemModules } from "./system";
import { warningsModules } from "./warnings";

/** Names of the modules that a program can import. */
export const libraryModules: readonly string[] = [
  ...mathModules,
  ...randomModules,
  ...standardModules,
  ...systemModules,
  ...warningsModules,
];
