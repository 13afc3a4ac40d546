// The in-memory portal: reference implementation of the contract and test double. Does everything that a portal can
// do, without a wire; the line it is reached by breaks only as scripted.
import { z } from "zod";
import { Secret, secret } from "../../schemas/secret.ts";
import { appended, definePortal, readOnly, yes, type Portal } from "../../src/portal/contract.ts";
import type { RunningSimulator } from "../../src/portal/simulator.ts";
import { openSession, type MemoryLimits } from "./calls.ts";
import { status } from "./convert.ts";
import { startMemory, type Memory } from "./memory.ts";

const assigned = readOnly("whoever assigned the task writes it");

const limits: MemoryLimits = {
  pageSize: 5,
  evidence: {
    as: "upload",
    maxBytes: 1_000_000,
    types: ["application/pdf", "image/png"],
    name: { longest: 255, without: "/" },
    maxFiles: 50,
    proof: "digest",
  },
};

export const portal = definePortal({
  name: "memory",
  options: z.strictObject({
    memory: z.custom<Memory>((value) => typeof value === "object" && value !== null),
    password: secret("MEMORY_PASSWORD").describe("Password of the account."),
  }),
  facts: {
    fields: {
      title: assigned,
      dueOn: yes,
      leadOrganisation: assigned,
      lifecycle: yes,
      percent: appended,
      progressText: appended,
      difficulties: yes,
      lateReason: yes,
      expectedOn: yes,
      completedOn: yes,
      budgetRegistered: yes,
      budgetAllocated: yes,
      budgetDisbursed: yes,
    },
    status,
    conditionalWrite: { how: "native", reason: "every record has a version, a stale one is refused" },
    marker: "in entries",
    requestsPerMinute: 6_000,
    parallel: 4,
    ...limits,
    observationGoodForMs: 60_000,
    settlesWithinMs: 200,
  },
  async open(options) {
    return openSession(options.memory, options.password.reveal(), limits);
  },
});

export interface MemorySettings {
  seed?: number;
  /** How tasks can be looked at; "lists": there is no reading of one task by itself. */
  reads?: "lists and tasks" | "lists";
}

/** A fresh in-memory portal: the adapter, and its other side with options that reach it. */
export function memoryPortal({ seed = 1, reads = "lists and tasks" }: MemorySettings = {}): {
  portal: Portal;
  simulator: RunningSimulator;
} {
  const simulator = startMemory({ seed, secretOf: (text) => new Secret(text) });
  return { portal: reads === "lists" ? listsOnly : portal, simulator };
}

const listsOnly: Portal = {
  ...portal,
  async open(options, http) {
    const { readTask: _absent, ...session } = await portal.open(options, http);
    return session;
  },
};
