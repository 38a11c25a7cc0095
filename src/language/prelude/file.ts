// A file of the library, as importing it gives it (scripts/build/prelude-plugin.mjs).

import type { KeptOutline } from "../syntax/outline";

export interface LibraryFile {
  readonly text: string;
  /** Its outline as kept by the build, where there is one. */
  readonly outline?: KeptOutline | undefined;
}
