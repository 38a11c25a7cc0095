import type { Plugin } from "esbuild";

/** esbuild: files of the prelude as text, with their outlines in a folder beside the bundle if wanted. */
export function prelude(options?: { outlines?: boolean }): Plugin;
/** Vite: the same as a module. */
export function vitePrelude(): {
  name: string;
  transform(code: string, id: string): { code: string; map: null } | null;
};
