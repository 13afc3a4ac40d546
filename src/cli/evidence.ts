// dongbo evidence: add, list. Verify has a file of its own.
import { DocumentKindSchema, type Evidence } from "../../schemas/evidence.ts";
import { showDay } from "../../schemas/time.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say, tell, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

export const addFiles: Run = async (shell, call) => {
  const option = typed(call);
  const told = {
    documentNumber: option.text("number"),
    documentOn: option.day("date"),
    documentKind: option.choice("kind", DocumentKindSchema.options),
    issuer: option.text("issuer"),
    signer: option.text("signer"),
    link: option.text("link"),
    classification: option.classification("classification"),
  };
  option.check();
  const files = call.words[1];
  return await atOffice(shell, async ({ means, evidence, provenance }) => {
    const added = await means.store.transaction(async (tx) => {
      const kept = [];
      for (const path of Array.isArray(files) ? files : []) {
        const file = { code: wordOf(call, 0), path, ...told };
        kept.push(await evidence.addEvidence(tx, { ...file, provenance: provenance() }));
      }
      return kept;
    });
    answer(shell, { added }, () =>
      added
        .flatMap(({ evidence: file, isNews, warnings }) => [
          say(shell, isNews ? "cli.evidence_added" : "cli.evidence_known", {
            name: file.name,
            size: file.size,
            sha256: file.sha256.slice(0, 12),
          }),
          ...(file.signed === "yes" ? [say(shell, "cli.evidence_signed")] : []),
          ...warnings.map((warning) => `! ${tell(shell, warning)}`),
        ])
        .join("\n"),
    );
    return 0;
  });
};

export const listFiles: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, evidence }) => {
    const { files, waiver } = await means.store.read(async (tx) => ({
      files: await evidence.listEvidence(tx, wordOf(call, 0)),
      waiver: await evidence.findWaiver(tx, wordOf(call, 0)),
    }));
    const waived =
      waiver === null ? [] : [say(shell, "cli.waiver", { who: waiver.who, reason: waiver.reason })];
    answer(shell, { files, waiver }, () =>
      [files.length === 0 ? say(shell, "cli.no_evidence") : listed(shell, files), ...waived].join("\n"),
    );
    return 0;
  });

const columns = ["file", "hash", "size", "document", "secrecy", "signature", "first_page"] as const;

function listed(shell: Shell, files: readonly Evidence[]): string {
  return table(
    columns.map((name) => ({ name, title: say(shell, `cli.column.${name}`) })),
    files.map((file) => ({
      file: file.name,
      hash: file.sha256.slice(0, 12),
      size: file.size,
      document: documentOf(shell, file),
      secrecy: say(shell, `classification.${file.classification}`),
      signature: say(shell, `signed.${file.signed}`),
      first_page: pageOf(shell, file),
    })),
  );
}

function documentOf(shell: Shell, file: Evidence): string {
  const kind = file.documentKind === "other" ? "" : say(shell, `document_kind.${file.documentKind}`);
  const day = file.documentOn === null ? "" : showDay(file.documentOn);
  const parts = [kind, file.documentNumber, day, file.issuer, file.signer, file.link];
  return parts.filter((part) => part !== "").join(", ") || "–";
}

function pageOf(shell: Shell, { marks, settledBy, firstPage }: Evidence): string {
  if (marks.length > 0 && settledBy === null)
    return say(shell, "first_page.asks", { marks: marks.join(", ") });
  return say(shell, `first_page.${firstPage}`);
}
