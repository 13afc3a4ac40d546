// Deliberately wrong adapters, continued: what they make of broken lines, surprises and files.
import { Refused, Transient, Uncertain } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { type EvidenceFile } from "../../src/portal/contract.ts";

import { excusing, fileBending, liar, said, seeing, unaccented, type Liar } from "./liar.ts";

export const outageLiars: readonly Liar[] = [
  liar(
    "repeats a write whose reply was lost",
    [
      "outages.write-lost-reply",
      "outages.write-cut-reply",
      "outages.write-stalled-reply",
      "outages.late-commit",
    ],
    excusing((_thrown, again) => again()),
  ),
  liar(
    "calls every failure a success",
    [
      "outages.write-unavailable",
      "outages.write-server-error",
      "outages.write-gateway-html",
      "outages.write-never-arrives",
      "outages.write-login-page",
      "outages.write-redirect-to-login",
      "outages.never-left",
      "outages.write-too-many",
    ],
    excusing(async () => null),
  ),
  liar(
    "says that a write whose reply was lost did not happen",
    ["outages.write-lost-reply", "outages.write-server-error-after-commit"],
    excusing(async (thrown) => {
      throw thrown instanceof Uncertain ? new Transient("hết thời gian chờ") : thrown;
    }),
  ),
  liar(
    "forgets how long the portal asked to wait",
    ["outages.write-too-many-retryAfter-1"],
    excusing(async (thrown) => {
      throw thrown instanceof Transient ? new Transient("429") : thrown;
    }),
  ),
  liar(
    "holds a slow portal for an unclear write",
    ["outages.write-too-many-html-true", "outages.never-left"],
    excusing(async (thrown) => {
      throw thrown instanceof Transient ? new Uncertain("không rõ") : thrown;
    }),
  ),
  liar(
    "shows what it sent, not what the portal holds",
    ["surprises.dropped-field", "surprises.rewritten"],
    (honestly) => {
      const sent = new Map<string, FieldValues>();
      return {
        async sendProgress(change) {
          sent.set(change.remoteId, { ...sent.get(change.remoteId), ...change.set });
          return honestly.sendProgress(change);
        },
        ...seeing((task) => ({ ...task, fields: { ...task.fields, ...sent.get(task.remoteId) } }))(honestly),
      };
    },
  ),
  liar(
    "says no in its own words",
    ["surprises.period-locked"],
    excusing(async () => {
      throw new Refused("không gửi được");
    }),
  ),
  liar(
    "drops evidence",
    ["evidence.sent", "evidence.lost-reply", "evidence.empty", "evidence.too-many"],
    () => ({
      sendEvidence: async () => said,
    }),
  ),
  liar(
    "drops diacritics in file names",
    ["evidence.sent", "evidence.name-nfd"],
    fileBending((file) => ({ ...file, name: unaccented(file.name) })),
  ),
  liar(
    "cleans file names",
    ["evidence.name-quotes", "evidence.name-spaces", "evidence.name-long"],
    fileBending((file) => ({
      ...file,
      name: file.name.replaceAll(/["'; ]/g, "_").replace(/^(.{60}).*(\.\w+)$/, "$1$2"),
    })),
  ),
  liar(
    "calls every file a PDF",
    ["evidence.type"],
    fileBending((file) => ({ ...file, mime: "application/pdf", name: file.name.replace(/\.exe$/, ".pdf") })),
  ),
  liar(
    "cuts files to the limit",
    ["evidence.too-large"],
    fileBending((file) => ({ ...file, size: Math.min(file.size, 1_000) })),
  ),
  liar(
    "uploads again when a reply was lost",
    [
      "evidence.lost-reply",
      "evidence.cut-reply",
      "evidence.server-error-after-commit",
      "evidence.lost-last-reply",
    ],
    (honestly) => ({
      sendEvidence: (file) => honestly.sendEvidence(file).catch(() => honestly.sendEvidence(file)),
    }),
  ),
  liar(
    "shows one id for all files",
    ["evidence.second"],
    seeing((task) => ({ ...task, evidence: task.evidence.map((file) => ({ ...file, remoteId: "1" })) })),
  ),
  liar("shows the file that it sent, not the one that is held", ["evidence.truncated"], (honestly) => {
    let sent: EvidenceFile | null = null;
    return {
      sendEvidence: (file) => honestly.sendEvidence((sent = file)),
      ...seeing((task) => ({
        ...task,
        evidence: task.evidence.map((file) => ({
          ...file,
          size: sent?.size ?? 0,
          sha256: sent?.sha256 ?? null,
        })),
      }))(honestly),
    };
  }),
];
