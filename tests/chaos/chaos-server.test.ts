import { expect, inject, it } from "vitest";
import { openEmbedded, openOnServer } from "../databases.ts";
import { chaosTest } from "./suite.ts";

const share = 4 / 5;
const postgres = inject("postgres");
if (!("missing" in postgres)) chaosTest("PostgreSQL", { open: openOnServer, share });
else if (process.env["CI"]) it("runs on PostgreSQL", () => expect.fail(postgres.missing));
// Without a server its seeds are played on the embedded database too.
else chaosTest(`embedded again, PostgreSQL skipped: ${postgres.missing}`, { open: openEmbedded, share });
