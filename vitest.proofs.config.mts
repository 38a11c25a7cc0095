// The proofs that take longer than `npm test` may: `npm run test:proofs`, and CI.
import { mergeConfig } from "vitest/config";
import sources from "./vitest.config.mts";

const { include: _, ...test } = sources.test ?? {};

export default mergeConfig({ ...sources, test }, { test: { include: ["test/**/*.proof.ts"] } });
