import type { Plugin } from "esbuild";

/** esbuild: files of the prelude as text. */
export function prelude(): Plugin;
/** Vite: the same as a module. */
export function vitePrelude(): {
  name: string;
  transform(code: string, id: string): { code: string; map: null } | null;
};
