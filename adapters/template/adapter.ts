// A portal to begin with: it reads and does not write. All of this is assumed until the portal's owner confirms it:
// README.md lists every assumption with its date.
import { z } from "zod";
import { secret } from "../../schemas/secret.ts";
import { definePortal, no, readOnly } from "../../src/portal/contract.ts";
import { openSession } from "./calls.ts";
import { status } from "./convert.ts";
import { simulator } from "./simulator.ts";

const pageSize = 50;

export const portal = definePortal({
  name: "template",
  options: z.strictObject({
    baseUrl: z.url().describe("Address of the portal, for example https://portal.example"),
    token: secret("TEMPLATE_TOKEN").describe("Token of the reporting account."),
  }),
  facts: {
    fields: {
      title: readOnly("the assigning side writes the title"),
      dueOn: readOnly("the assigning side sets the deadline"),
      leadOrganisation: readOnly("the assigning side names the lead agency"),
      lifecycle: readOnly("writing is not built yet"),
      percent: readOnly("writing is not built yet"),
      progressText: no("the portal shows no text of results"),
      difficulties: no("the portal shows no difficulties"),
      lateReason: no("the portal asks for no reason"),
      expectedOn: no("the portal asks for no expected day"),
      completedOn: no("the portal shows no day of completion"),
      budgetRegistered: no("the portal counts no budgets"),
      budgetAllocated: no("the portal counts no budgets"),
      budgetDisbursed: no("the portal counts no budgets"),
    },
    status,
    conditionalWrite: { how: "none", reason: "nothing is written" },
    evidence: { none: "sending files is not built yet" },
    marker: { none: "nothing is written" },
    requestsPerMinute: 60,
    parallel: 1,
    pageSize,
    observationGoodForMs: 60_000,
    settlesWithinMs: 3_000,
  },
  open: (options, http) => openSession(http, { token: options.token, pageSize }),
  simulator,
});
