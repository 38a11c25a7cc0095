// The tests that drive a real Chromium: `npm run test:page`. They are no part of `npm test`, which needs nothing but Node.
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["test/**/*.browser.ts"], testTimeout: 60_000, hookTimeout: 60_000 } });
