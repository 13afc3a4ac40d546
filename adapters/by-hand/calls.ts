// The conversation with a portal that people reach: its notebook is read, and what is to be sent is put on a slip. Says
// of nothing that it is entered; only a receipt or an export does.
import { Refused } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import { brokenRules } from "../../schemas/file-rules.ts";
import { inWords } from "../../schemas/phrase.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { EvidenceFile, PortalFacts, PortalSession } from "../../src/portal/contract.ts";
import type { Notebook } from "../../src/portal/notebook.ts";
import { toRemoteTask } from "./convert.ts";

const notListed =
  "Bảng xuất mới nhất của cổng không có nhiệm vụ này. Nếu bảng bị lọc, hãy xuất lại đầy đủ rồi đọc lại.";

/** The calls on a notebook. `silent`: fields that people enter and no export shows. */
export function openSession(
  notebook: Notebook,
  { evidence, silent }: Pick<PortalFacts, "evidence"> & { silent: readonly FieldName[] },
): PortalSession {
  return {
    async *listTasks() {
      for (const page of await notebook.pages()) yield toRemoteTask(page, silent);
    },
    async readTask(remoteId) {
      const page = await notebook.page(remoteId);
      // An export may be filtered: that it lacks a task is no proof that the task is gone.
      if (page === null) throw new Refused(notListed);
      return toRemoteTask(page, silent);
    },
    async sendProgress({ remoteId, set }) {
      return handedOut(await notebook.handOut({ remoteId, fields: set, files: [] }));
    },
    async sendEvidence(file) {
      refuseUnfit(file, evidence);
      const { remoteId, sha256, name, size } = file;
      return handedOut(await notebook.handOut({ remoteId, fields: {}, files: [{ sha256, name, size }] }));
    },
    withdraw: async (remoteId) => await notebook.withdraw(remoteId),
  };
}

function handedOut(slip: number): Receipt {
  return { createdId: null, portalSaid: `Phiếu nhập tay số ${slip}`, handedOut: true };
}

function refuseUnfit(file: EvidenceFile, evidence: PortalFacts["evidence"]): void {
  if ("none" in evidence) throw new Refused(evidence.none);
  const [broken] = brokenRules(file, evidence);
  if (broken !== undefined) throw new Refused(inWords(broken, "vi"));
}
