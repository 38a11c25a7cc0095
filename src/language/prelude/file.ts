// A file of the library, as importing it gives it (scripts/build/prelude-plugin.mjs).

export interface LibraryFile {
  readonly text: string;
  /** Its outline as kept by the build, where there is one: see ../syntax/outline. */
  readonly outline?: () => string;
}
