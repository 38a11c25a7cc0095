import type { Plugin } from "esbuild";

/** esbuild: op families are loaded when a program first uses one of their ops. */
export function opFamilies(): Plugin;
