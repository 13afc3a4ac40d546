// dongbo document classify: a person says how secret an assigning document is.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { ClassificationSchema } from "../../schemas/task.ts";
import { classifyDocument } from "../register/secrecy.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const classify: Run = async (shell, call) => {
  const option = typed(call);
  const [number, read] = [wordOf(call, 0), wordOf(call, 1)];
  const narrowed = { kind: option.text("kind"), issuedOn: option.day("date") };
  const level = ClassificationSchema.safeParse(read);
  option.check();
  if (!level.success) throw new UserError([phrase("evidence.bad_classification", { code: number, read })]);
  const asked = { number, ...narrowed, classification: level.data, reason: option.text("reason") ?? "" };
  return await atOffice(shell, async ({ means, provenance }) => {
    const classified = await means.store.transaction(
      async (tx) => await classifyDocument(tx, { ...asked, provenance: provenance() }),
    );
    answer(shell, classified, () =>
      say(shell, "cli.document_classified", {
        number,
        level: say(shell, `classification.${level.data}`),
        codes: classified.raised.join(", ") || "–",
      }),
    );
    return 0;
  });
};
