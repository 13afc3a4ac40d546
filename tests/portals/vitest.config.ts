// How the tests against real portals run: one file after the other, because they share the servers.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["tests/portals/**/*.test.ts"],
    globalSetup: ["tests/portals/start-portals.ts", "tests/embedded-template.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000, interval: 10 } },
  },
});
