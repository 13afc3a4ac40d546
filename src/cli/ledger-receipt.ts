// dongbo ledger receipt: a paper that proves what was sent of a task or in a span of time.
import { writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import { showInstant } from "../../schemas/time.ts";
import { bodyOf } from "../ledger/checkpoint.ts";
import { keepCheckpoints } from "../ledger/keep-checkpoints.ts";
import { periodOf } from "../ledger/period.ts";
import { gatherReceipt, type ReceiptFilter } from "../ledger/receipt.ts";
import { receiptPage, type ReceiptWords } from "../ledger/receipt-page.ts";
import { findSigningKey } from "../ledger/signing-key.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, fieldWord, say, tell, valueWord, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const receipt: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, checkpoints }) => {
    const asked = wordOf(call, 0);
    const option = typed(call);
    const portal = option.text("portal");
    const file = option.text("out") ?? fileNameFor(asked);
    const { store, now, who } = means;
    const period = periodOf(asked);
    const filter = period === null ? { taskCode: asked, portal } : { ...period, portal };
    const { made, problems } = await keepCheckpoints(store, checkpoints, now);
    const key = await findSigningKey(checkpoints.key);
    const gathered = await store.snapshot(async (tx) => await gatherReceipt(tx, { filter, asked }));
    const signers = gathered.proof.checkpoints.map((checkpoint) => bodyOf(checkpoint).key);
    // Whoever checks the paper has one public key: it must be of all its signatures.
    if (key === null || signers.some((signer) => signer !== key.fingerprint)) throw new UserError(problems);
    const settings = { words: wordsOf(shell), covers: coversOf(shell, filter, asked), key };
    const page = await receiptPage(gathered, { ...settings, made: { at: now(), who } });
    await writeFile(file, page);
    const said = { file, count: gathered.attempts.length, key: key.fingerprint };
    answer(shell, { ...said, checkpoint: made?.number ?? null }, () => say(shell, "cli.receipt_made", said));
    for (const problem of problems) shell.err(`! ${tell(shell, problem)}\n`);
    return 0;
  });

/** "giay-xac-nhan-PL1.3.html"; letters that a file name cannot hold become "-". */
function fileNameFor(asked: string): string {
  return `giay-xac-nhan-${asked.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")}.html`;
}

function coversOf(shell: Shell, filter: ReceiptFilter, asked: string): string {
  const what =
    "from" in filter
      ? say(shell, "receipt.of_period", {
          asked,
          from: showInstant(filter.from),
          until: showInstant(filter.until),
        })
      : say(shell, "receipt.of_task", { asked });
  const { portal } = filter;
  return portal === undefined ? what : `${what}; ${say(shell, "receipt.at_portal", { portal })}`;
}

function wordsOf(shell: Shell): ReceiptWords {
  return {
    language: shell.language,
    say: (key, values) => say(shell, key, values),
    tell: (phrase) => tell(shell, phrase),
    field: (name) => fieldWord(name, shell.language),
    value: (field, value) => valueOf(shell, field, value),
  };
}

/** A value whole, as it was sent: texts keep their lines. */
function valueOf(shell: Shell, field: FieldName, value: FieldValue): string {
  if (value === null || value === "") return valueWord(null, shell.language);
  switch (fields[field].kind) {
    case "text":
    case "organisation":
      return String(value);
    case "money":
      return `${String(value).replaceAll(/\B(?=(\d{3})+$)/g, ".")} ₫`;
    default:
      return valueWord(value, shell.language);
  }
}
