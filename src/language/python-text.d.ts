// Files of the prelude are imported as what they hold (scripts/build/prelude-plugin.mjs).
declare module "*.py" {
  const file: import("./prelude/file").LibraryFile;
  export default file;
}
