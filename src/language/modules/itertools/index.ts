// The itertools module (Modules/itertoolsmodule.c).

import "./combinatoric";
import "./endless";
import { defineModule } from "../../runtime/registry";
import { iteratorTypes } from "./define";
import { tee } from "./streams";

defineModule("itertools", (module) => {
  for (const [name, cls] of iteratorTypes) module.globals.set(name, cls);
  module.globals.set("tee", tee);
});

/** The modules that this file defines. */
export const itertoolsModules: readonly string[] = ["itertools"];
