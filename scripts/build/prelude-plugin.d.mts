import type { Plugin } from "esbuild";

/** esbuild: files of the prelude, in a folder beside the bundle with their outlines if wanted. */
export function prelude(options?: { outlines?: boolean }): Plugin;
/** Vite: the same. */
export function vitePrelude(): {
  name: string;
  transform(code: string, id: string): { code: string; map: null } | null;
};
