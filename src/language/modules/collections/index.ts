// What collections has built in; the rest is written in the language (prelude/standard/collections.py).

import { defineModule, fillModule } from "../../runtime/registry";
import { countElements, defaultDictType } from "./defaultdict";
import { dequeType } from "./deque";

defineModule("_collections", (module) => {
  fillModule(module, { deque: dequeType, defaultdict: defaultDictType, _count_elements: countElements });
});

/** The modules that this file defines. */
export const collectionsModules: readonly string[] = ["_collections"];
