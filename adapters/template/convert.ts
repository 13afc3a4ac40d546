// The portal's words to canonical values, pure. Never guesses: a status word that the map does not know is reported as
// unknown.
import { meaningOf, type StatusMap } from "../../schemas/status.ts";
import type { RemoteTask } from "../../src/portal/contract.ts";
import type { WireTask } from "./wire.ts";

const notYet = { none: "writing is not built yet" };

/** The portal's status words; `writes` waits for the calls that write. */
export const status: StatusMap = {
  version: 1,
  reads: {
    "Chưa thực hiện": { lifecycle: "not_started" },
    "Đang thực hiện": { lifecycle: "in_progress" },
    "Hoàn thành": { lifecycle: "completed" },
  },
  writes: {
    not_started: notYet,
    in_progress: notYet,
    submitted: notYet,
    returned: notYet,
    completed: notYet,
    on_hold: notYet,
    cancelled: notYet,
    declined: notYet,
  },
  shows: {},
};

/** A task of the portal in canonical values, with the portal's own shape beside it. */
export function toRemoteTask(wire: WireTask): RemoteTask {
  const meaning = meaningOf(status, wire.status);
  const lifecycle = meaning?.lifecycle ?? null;
  return {
    remoteId: String(wire.id),
    code: wire.code,
    document: null,
    fields: {
      title: wire.title,
      dueOn: wire.due,
      leadOrganisation: wire.agency,
      ...(lifecycle !== null && { lifecycle }),
      percent: wire.percent,
    },
    unknownWords: meaning === null ? [{ field: "lifecycle", word: wire.status }] : [],
    evidence: [],
    version: null,
    locked: null,
    raw: wire,
  };
}
