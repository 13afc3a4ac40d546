// Deliberately wrong adapters, continued: those that claim what the portal cannot, and those that deny what it can.
import { Refused } from "../../schemas/errors.ts";
import { readOnly, type RemoteTask } from "../../src/portal/contract.ts";
import { portal as honest } from "../../adapters/memory/adapter.ts";
import { boaster, excusing, liar, listing, seeing, type Liar } from "./liar.ts";

const { fields, evidence } = honest.facts;
if ("none" in evidence) throw new TypeError("the reference takes evidence");

export const boasters: readonly Liar[] = [
  boaster("declares no evidence although it sends it", ["abilities.calls"], {
    evidence: { none: "the portal takes no files" },
  }),
  boaster("declares a field not writable that it writes", ["abilities.read-only"], {
    fields: { ...fields, difficulties: readOnly("the portal writes it") },
  }),
  boaster("denies that the portal refuses stale writes", ["abilities.stale"], {
    conditionalWrite: { how: "emulated", reason: "no version is shown" },
  }),
  boaster("gives up on stale writes that the portal refuses", ["abilities.stale"], {
    conditionalWrite: { how: "none", reason: "no version is shown" },
  }),
  boaster("declares a type of file that it does not take", ["abilities.evidence-types"], {
    evidence: { ...evidence, types: [...evidence.types, "text/plain"] },
  }),
  boaster("declares larger files than it takes", ["abilities.evidence-size"], {
    evidence: { ...evidence, maxBytes: evidence.maxBytes + 1 },
  }),
  boaster("declares smaller files than it takes", ["evidence.too-large"], {
    evidence: { ...evidence, maxBytes: evidence.maxBytes - 1 },
  }),
  boaster("declares longer names than it takes", ["abilities.evidence-name"], {
    evidence: { ...evidence, name: { ...evidence.name, longest: 300 } },
  }),
  boaster("declares shorter names than it takes", ["abilities.evidence-name"], {
    evidence: { ...evidence, name: { ...evidence.name, longest: 100 } },
  }),
  liar(
    "shows no entries although it marks them",
    ["abilities.entries"],
    seeing(({ entries: _hidden, ...task }) => task),
  ),
  liar(
    "shows a day that nobody set as 1970",
    ["reading.unset"],
    seeing((task) => ({ ...task, fields: { ...task.fields, dueOn: task.fields.dueOn ?? "1970-01-01" } })),
  ),
  liar("keeps the agency that it saw first", ["surprises.reassigned"], (honestly) => {
    const first = new Map<string, RemoteTask["fields"]["leadOrganisation"]>();
    return seeing((task) => {
      const leadOrganisation = first.get(task.remoteId) ?? task.fields.leadOrganisation ?? null;
      first.set(task.remoteId, leadOrganisation);
      return { ...task, fields: { ...task.fields, leadOrganisation } };
    })(honestly);
  }),
  liar(
    "takes a refusal for a success",
    ["writing.gone"],
    excusing(async (thrown) => {
      if (!(thrown instanceof Refused)) throw thrown;
    }),
  ),
  liar("never asks again once it was refused", ["surprises.period-reopened"], (honestly) => {
    let refused: unknown = null;
    return {
      async sendProgress(change) {
        if (refused !== null) throw refused;
        return await honestly.sendProgress(change).catch((thrown: unknown) => {
          throw (refused = thrown);
        });
      },
    };
  }),
  liar("takes a slow answer for the end of the list", ["outages.slow-drip"], (honestly) => {
    const begun = performance.now();
    return listing(async function* (tasks) {
      for await (const task of tasks) {
        if (performance.now() - begun > 5) return;
        yield task;
      }
    })(honestly);
  }),
  liar("shows files under the names that it sent", ["evidence.renamed"], (honestly) => {
    const names: string[] = [];
    return {
      async sendEvidence(file) {
        names.push(file.name);
        return await honestly.sendEvidence(file);
      },
      ...seeing((task) => ({
        ...task,
        evidence: task.evidence.map((file, place) => ({ ...file, name: names[place] ?? file.name })),
      }))(honestly),
    };
  }),
];
