// dongbo evidence classify: a person says how secret a file is.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { ClassificationSchema } from "../../schemas/task.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const classify: Run = async (shell, call) => {
  const reason = typed(call).text("reason") ?? "";
  const [code, file, read] = [wordOf(call, 0), wordOf(call, 1), wordOf(call, 2)];
  const level = ClassificationSchema.safeParse(read);
  if (!level.success) throw new UserError([phrase("evidence.bad_classification", { code, read })]);
  return await atOffice(shell, async ({ means, evidence, provenance }) => {
    const asked = { code, file, classification: level.data, reason, provenance: provenance() };
    const classified = await means.store.transaction(async (tx) => await evidence.classifyFile(tx, asked));
    answer(shell, { classified }, () =>
      say(shell, "cli.evidence_classified", {
        sha256: classified.sha256.slice(0, 12),
        level: say(shell, `classification.${classified.classification}`),
      }),
    );
    return 0;
  });
};
