// dongbo ledger: the record of every attempt, and the proof that nobody changed it.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { showInstant } from "../../schemas/time.ts";
import { sentenceOf } from "../ledger/in-words.ts";
import { exportLedger, listEntries, showEntry, type LedgerEntry } from "../ledger/read.ts";
import { readOutside } from "../ledger/read-outside.ts";
import { findSigningKey } from "../ledger/signing-key.ts";
import { proveLedger } from "../ledger/verify.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say, tell, wordsOf, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const listLedger: Run = async (shell, call) => {
  const option = typed(call);
  const limit = option.whole("limit", { from: 1, to: 1_000_000 }) ?? 50;
  option.check();
  return await atOffice(shell, async ({ means }) => {
    const filter = { taskCode: option.text("task"), run: option.text("run"), limit };
    const entries = await means.store.read(async (tx) => await listEntries(tx, filter));
    answer(shell, { entries }, () =>
      entries.length === 0
        ? say(shell, "cli.ledger_empty")
        : entries.map((entry) => lineOf(shell, entry)).join("\n"),
    );
    return 0;
  });
};

export const showLedger: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const entries = await means.store.read(async (tx) => await showEntry(tx, wordOf(call, 0)));
    answer(shell, { entries }, () =>
      entries
        .map((entry) => `${lineOf(shell, entry)}\n${JSON.stringify(entry.body, null, 2)}\n${entry.hash}`)
        .join("\n\n"),
    );
    return 0;
  });

export const verify: Run = async (shell, call) =>
  await atOffice(shell, async ({ means, checkpoints }) => {
    const directory = typed(call).text("checkpoints");
    const outside = directory === undefined ? null : await readOutside(directory);
    const own = await findSigningKey(checkpoints.key);
    const trusted = outside ?? { publicPem: own?.publicPem ?? null, outside: [] };
    const verdict = await means.store.snapshot(async (tx) => await proveLedger(tx, trusted));
    answer(shell, verdict, () =>
      verdict.ok
        ? [
            say(shell, "cli.ledger_sound", { entries: verdict.entries, lanes: verdict.lanes }),
            say(shell, "cli.ledger_checkpoints_sound", { checkpoints: verdict.checkpoints }),
          ].join("\n")
        : say(shell, "cli.ledger_broken", {
            row: `${verdict.bad.lane}/${verdict.bad.seq}`,
            why: tell(shell, verdict.bad.why),
          }),
    );
    return verdict.ok ? 0 : 1;
  });

export const exportAll: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const file = call.options["out"];
    await means.store.snapshot(async (tx) => {
      if (typeof file === "string") await pipeline(Readable.from(exportLedger(tx)), createWriteStream(file));
      else await writeOut(shell, exportLedger(tx));
    });
    if (typeof file === "string") answer(shell, { file }, () => say(shell, "cli.ledger_exported", { file }));
    return 0;
  });

/** JSON lines as they are; with `--json` the same entries as one document. */
async function writeOut(shell: Shell, lines: AsyncIterable<string>): Promise<void> {
  if (shell.json) shell.out('{"lines":[');
  let isFirst = true;
  for await (const line of lines) {
    shell.out(shell.json ? `${isFirst ? "" : ","}${line.trimEnd()}` : line);
    isFirst = false;
  }
  if (shell.json) shell.out("]}\n");
}

function lineOf(shell: Shell, { id, at, body }: LedgerEntry): string {
  return `${showInstant(at)}  ${id.padEnd(20)}  ${sentenceOf(wordsOf(shell), body)}`;
}
