// An opened register with its portals, as commands and pages of the console are given it. Made in office.ts.
import type { Calendar } from "../schemas/calendar.ts";
import type { Config } from "../schemas/config.ts";
import type { Telemetry } from "../schemas/meter.ts";
import type { Secret } from "../schemas/secret.ts";
import type { Instant, Provenance } from "../schemas/time.ts";
import type { AlarmDesk } from "./alarm/desk.ts";
import type { EvidenceStore } from "./evidence/evidence-store.ts";
import type { CheckpointPlaces } from "./ledger/keep-checkpoints.ts";
import type { Lane, Means } from "./push/lane.ts";
import type { Keeper } from "./session/keep.ts";

export interface Office {
  config: Config;
  /** The shipped working days with this office's own. */
  calendar: Calendar;
  mode: "pilot" | "server";
  means: Means;
  evidence: EvidenceStore;
  checkpoints: CheckpointPlaces;
  /** Secret of `console.oidc`, where the environment has one. */
  oidcSecret?: Secret;
  /** Where sessions are kept that people hand over. */
  keeper: Keeper;
  /** The means of one more run, with an id of its own: for processes that carry many. */
  newRun(): Means;
  /** Who is told of alarms, and how. */
  alarms: AlarmDesk;
  provenance(system?: string): Provenance;
  /** The configured portals, or the one named; UserError with every problem of their options and secrets. */
  lanes(portal?: string): Promise<Lane[]>;
  /** From now on everything is counted, for a process that stays; `means` has the meter. */
  measure(also?: Measurable): Promise<Telemetry>;
  close(): Promise<void>;
}

/** What rooms that only run in a process that stays know of themselves, for its metrics. */
export interface Measurable {
  /** Alarms that stand now, by what is silent. */
  alarms?(): Promise<readonly { kind: string; count: number }[]>;
  /** When the last weekly snapshot was frozen. */
  snapshotAt?(): Promise<Instant | null>;
}

/** The same office for another person and a run of their own: what they do there is theirs. */
export function officeFor(office: Office, who: string): Office {
  const means: Means = { ...office.newRun(), who };
  const { run, now } = means;
  return {
    ...office,
    means,
    keeper: { ...office.keeper, who, run },
    newRun: () => ({ ...office.newRun(), who }),
    provenance: (system = "dongbo") => ({ who, system, run, at: now() }),
  };
}
