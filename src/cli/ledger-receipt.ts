// dongbo ledger receipt: a paper that proves what was sent of a task or in a span of time.
import { writeFile } from "node:fs/promises";
import { makeReceipt, receiptFileName } from "../ledger/make-receipt.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say, tell, wordsOf } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const receipt: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, checkpoints }) => {
    const asked = wordOf(call, 0);
    const option = typed(call);
    const portal = option.text("portal");
    const file = option.text("out") ?? receiptFileName(asked);
    const made = await makeReceipt({ ...means, checkpoints }, { asked, portal, words: wordsOf(shell) });
    await writeFile(file, made.page);
    const said = { file, count: made.receipt.attempts.length, key: made.key };
    const checkpoint = made.checkpoint;
    answer(shell, { ...said, checkpoint: checkpoint?.number ?? null }, () =>
      say(shell, "cli.receipt_made", said),
    );
    for (const problem of made.problems) shell.err(`! ${tell(shell, problem)}\n`);
    return 0;
  });
