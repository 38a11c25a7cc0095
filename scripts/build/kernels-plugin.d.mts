import type { Plugin } from "esbuild";

/** esbuild: the WebAssembly of the kernels, compiled from assembly/. */
export function kernels(): Plugin;
/** Vite: the same. */
export function viteKernels(): {
  name: string;
  transform(code: string, id: string): Promise<{ code: string; map: null } | null>;
};
