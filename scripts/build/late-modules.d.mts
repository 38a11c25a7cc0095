import type { Plugin } from "esbuild";

/** esbuild: parts of the program are loaded when they are first used. */
export function lateModules(): Plugin;
