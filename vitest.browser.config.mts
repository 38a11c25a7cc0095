// The tests that drive a real Chromium: `npm run test:page`. They are no part of `npm test`, which needs nothing but Node.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a page does when it is done with it, on a machine that others use too: a drawing as a PNG took over a second.
    expect: { poll: { timeout: 20_000 } },
  },
});
