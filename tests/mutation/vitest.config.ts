// How the tests run under mutation: only those of reconcile, which need no database and so no setup of one.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["tests/reconcile/*.test.ts"],
    setupFiles: ["tests/mutation/fixed-seed.ts"],
    pool: "threads",
  },
});
