// dongbo evidence: add, list. Verify has a file of its own.
import type { Run } from "./commands.ts";
import { answer, atOffice, say, tell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const addFiles: Run = async (shell, call) => {
  const option = typed(call);
  const documentNumber = option.text("number");
  const documentOn = option.day("date");
  const classification = option.classification("classification");
  option.check();
  const files = call.words[1];
  return await atOffice(shell, async ({ means, evidence, provenance }) => {
    const added = await means.store.transaction(async (tx) => {
      const kept = [];
      for (const path of Array.isArray(files) ? files : []) {
        const file = { code: wordOf(call, 0), path, documentNumber, documentOn, classification };
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
          ...warnings.map((warning) => `! ${tell(shell, warning)}`),
        ])
        .join("\n"),
    );
    return 0;
  });
};

export const listFiles: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, evidence }) => {
    const files = await means.store.read(async (tx) => await evidence.listEvidence(tx, wordOf(call, 0)));
    answer(shell, { files }, () =>
      files.length === 0
        ? say(shell, "cli.no_evidence")
        : files
            .map((file) => `${file.sha256.slice(0, 12)}  ${file.size} B  ${file.mime}  ${file.name}`)
            .join("\n"),
    );
    return 0;
  });
