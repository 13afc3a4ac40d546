// nq71.dongnai.gov.vn, the province's tracker for resolution 57-NQ/TW (letter S4, item 1). All of this is assumed
// until the portal's owner confirms it: README.md lists every assumption with its date.
import { z } from "zod";
import type { EvidenceFacts } from "../../schemas/facts.ts";
import { secret } from "../../schemas/secret.ts";
import { appended, definePortal, readOnly, yes } from "../../src/portal/contract.ts";
import { openSession } from "./calls.ts";
import { status } from "./convert.ts";
import { simulator } from "./simulator.ts";

const pageSize = 50;

const evidence: EvidenceFacts = {
  as: "upload",
  maxBytes: 20_000_000,
  types: [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "image/jpeg",
    "image/png",
  ],
  name: { longest: 255, without: '\\/:*?"<>|' },
  maxFiles: 50,
  proof: "digest",
};

export const portal = definePortal({
  name: "nq71-dongnai",
  options: z.strictObject({
    baseUrl: z.url().describe("Address of the portal, for example https://nq71.dongnai.gov.vn"),
    email: z.string().min(1).describe("The reporting account of the agency."),
    password: secret("NQ71_DONGNAI_PASSWORD").describe("Password of the reporting account."),
  }),
  facts: {
    fields: {
      title: readOnly("the assigning side writes the title"),
      dueOn: readOnly("an extension is a request of its own, which is not built"),
      leadOrganisation: readOnly("the assigning side names the lead agency"),
      lifecycle: yes,
      percent: appended,
      progressText: appended,
      difficulties: appended,
      lateReason: yes,
      expectedOn: yes,
      completedOn: yes,
      budgetRegistered: yes,
      budgetAllocated: yes,
      budgetDisbursed: yes,
    },
    status,
    conditionalWrite: {
      how: "emulated",
      reason:
        "no version is shown or asked for, and entries append: read again just before and after sending",
    },
    evidence,
    marker: "in entries",
    requestsPerMinute: 60,
    parallel: 2,
    pageSize,
    observationGoodForMs: 120_000,
    settlesWithinMs: 3_000,
  },
  open: (options, http) =>
    openSession(http, { email: options.email, password: options.password }, { pageSize, evidence }),
  simulator,
});
