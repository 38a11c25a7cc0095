import type { Plugin } from "esbuild";

/** esbuild: files of the prelude as text, with their syntax trees inside the bundle or in a folder beside it. */
export function prelude(options?: { trees?: "inside" | "beside" }): Plugin;
/** Vite: the same as a module. */
export function vitePrelude(): {
  name: string;
  transform(code: string, id: string): { code: string; map: null } | null;
};
