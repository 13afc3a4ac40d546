// How the tests run: every file in its own process, one migrated database template for the whole run.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/**/*.test.ts"],
    // Against real servers, with a command of their own: npm run test:portals.
    exclude: ["tests/portals/**", "**/node_modules/**"],
    globalSetup: ["tests/start-postgres.ts", "tests/embedded-template.ts"],
    pool: "forks",
    // Two cores suffice for two files: much of a test waits for a database or another process.
    maxWorkers: 2,
    // Tests that run side by side mostly wait for processes and leases.
    maxConcurrency: 8,
    // No test measures time; these end what hangs, on a machine however slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000, interval: 10 } },
  },
});
