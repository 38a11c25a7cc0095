// Registers the standard library's modules that are written in the language itself.

import { standardSources } from "../prelude/standard";
import { registerSourceModule } from "../runtime/registry";

for (const [name, file] of standardSources) registerSourceModule(name, file);

/** The modules that this file defines. */
export const standardModules: readonly string[] = [...standardSources.keys()];
