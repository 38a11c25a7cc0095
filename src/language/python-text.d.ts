// Files of the prelude are imported as text (scripts/build/prelude-plugin.mjs).
declare module "*.py" {
  const text: string;
  export default text;
}
