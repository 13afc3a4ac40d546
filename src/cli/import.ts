// dongbo import: an appendix into the register, or a preview of it.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showDay } from "../../schemas/time.ts";
import { importAppendix, type ImportSummary } from "../intake/import.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, fieldWord, say, tell, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const importFile: Run = async (shell, call) => {
  const option = typed(call);
  const dueBy = option.day("dueBy");
  option.check();
  const expect = statedCounts(call);
  return await atOffice(shell, async (office) => {
    const summary = await office.means.store.transaction(
      async (tx) =>
        await importAppendix(tx, {
          file: wordOf(call, 0),
          dryRun: call.options["dryRun"] === true,
          expect,
          dueBy,
          provenance: office.provenance("import"),
          newId: () => office.means.newId(),
        }),
    );
    const { comparisons, ...counts } = summary;
    const changes = comparisons.filter((one) => one.verdict !== "same");
    const shown = changes.map(({ proposal, verdict, changes: fields }) => ({
      code: proposal.code,
      verdict,
      fields,
    }));
    answer(shell, { ...counts, tasks: shown }, () => inText(shell, summary, dueBy));
    return 0;
  });
};

/** "167/38" or "167". */
function statedCounts(call: Call): { total: number; due?: number } | undefined {
  const stated = call.options["expect"];
  if (typeof stated !== "string") return undefined;
  const match = /^(\d+)(?:\/(\d+))?$/.exec(stated.trim());
  if (match === null) {
    throw new UserError([
      phrase("cli.bad_option", { option: "--expect", read: stated, expects: "167/38, 167" }),
    ]);
  }
  const total = Number(match[1]);
  return match[2] === undefined ? { total } : { total, due: Number(match[2]) };
}

function inText(shell: Shell, summary: ImportSummary, dueBy: string | undefined): string {
  const lines = [
    say(shell, "cli.import_counts", {
      file: summary.file,
      total: summary.total,
      new: summary.new,
      changed: summary.changed,
      same: summary.same,
    }),
  ];
  if (summary.due !== null && dueBy !== undefined) {
    lines.push(say(shell, "cli.import_due", { due: summary.due, day: showDay(dueBy) }));
  }
  for (const { proposal, verdict, changes } of summary.comparisons) {
    if (verdict !== "changed") continue;
    for (const { field, from, to } of changes) {
      lines.push(`  ${proposal.code}  ${fieldWord(field, shell.language)}: “${from}” → “${to}”`);
    }
  }
  lines.push(...summary.notes.map((note) => `! ${tell(shell, note)}`));
  if (!summary.written) lines.push(say(shell, "cli.import_dry"));
  return lines.join("\n");
}
