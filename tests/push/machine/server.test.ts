import { expect, inject, it } from "vitest";
import { openEmbedded, openOnServer } from "../../databases.ts";
import { machineTest } from "./suite.ts";

const ordinary = { ordinaryRuns: 1_300, ordinarySeed: 1_250 };
const postgres = inject("postgres");
if (!("missing" in postgres)) machineTest("PostgreSQL", { open: openOnServer, ...ordinary });
else if (process.env["CI"]) it("runs on PostgreSQL", () => expect.fail(postgres.missing));
// Without a server the other half of the runs are made on the embedded database too.
else
  machineTest(`embedded again, PostgreSQL skipped: ${postgres.missing}`, {
    open: openEmbedded,
    ...ordinary,
  });
