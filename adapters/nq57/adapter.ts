// nq57.vn, the tracker of the Party Central Office for Resolution 57: what it can hold and how it is opened. Nothing
// here is confirmed by its owner; README.md says which convention each line is taken from.
import { z } from "zod";
import { definePortal, no, readOnly, yes } from "../../src/portal/contract.ts";
import { secret, sessionSecret } from "../../schemas/secret.ts";
import { openSession } from "./calls.ts";
import { statusMap } from "./convert.ts";
import { simulator } from "./simulator.ts";

const assigned = "set by the agency that assigned the task";
const noBudget = no("the portal has no such box");

export const portal = definePortal({
  name: "nq57",
  options: z.strictObject({
    baseUrl: z.url(),
    /** Who signs in: dongbo with account and password, or a person, who hands the session of the browser over. */
    signIn: z.enum(["password", "person"]).default("password"),
    account: secret("NQ57_ACCOUNT").optional(),
    password: secret("NQ57_PASSWORD").optional(),
    session: sessionSecret(),
    /** Where the portal keeps its passwords: its own table, or the directory of the agency. */
    provider: z.enum(["db", "ldap"]).default("db"),
  }),
  facts: {
    signIn: {
      gives: "cookie",
      where: "/login/",
      usualHours: 8,
      when: { option: "signIn", is: "person" },
    },
    fields: {
      title: readOnly(assigned),
      dueOn: readOnly(assigned),
      leadOrganisation: readOnly(assigned),
      lifecycle: readOnly("the portal derives it: 0 % not started, 100 % with a completion date completed"),
      percent: yes,
      progressText: yes,
      difficulties: yes,
      lateReason: yes,
      expectedOn: yes,
      completedOn: yes,
      budgetRegistered: noBudget,
      budgetAllocated: noBudget,
      budgetDisbursed: noBudget,
    },
    status: statusMap,
    conditionalWrite: {
      how: "emulated",
      reason:
        "no version or ETag is returned and the last writer wins; read again just before and after sending",
    },
    evidence: {
      as: "upload",
      maxBytes: 20_000_000,
      types: ["application/pdf"],
      name: { longest: 255, without: '\\/:*?"<>|' },
      maxFiles: 50,
      proof: "download",
    },
    marker: { none: "a task has one text and no entries: a mark in it would be part of the report" },
    requestsPerMinute: 300,
    parallel: 4,
    pageSize: 100,
    observationGoodForMs: 60_000,
    settlesWithinMs: 3_000,
  },
  open: openSession,
  simulator,
});
