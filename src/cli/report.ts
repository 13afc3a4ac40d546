// dongbo report weekly | monthly: on the screen, as a workbook or as a letter; from frozen figures unless a moment is asked.
import { writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { PeriodName } from "../../schemas/snapshot.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { cutOffsOf } from "../report/cut-offs.ts";
import { freezeDue } from "../report/freeze.ts";
import { asOf, ofSnapshot, reportOf, snapshotFor } from "../report/gather.ts";
import { reportPage, type ReportPage, type ReportTable } from "../report/report-page.ts";
import type { Run } from "./commands.ts";
import { folded, oneLine } from "./cut.ts";
import { answer, atOffice, say, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed } from "./typed.ts";

export const weekly: Run = async (shell, call) => await periodic(shell, call, "weekly");
export const monthly: Run = async (shell, call) => await periodic(shell, call, "monthly");

/** Freezes what is due, so that a command sees it also where nothing stays running. */
export async function freezeFirst({ means, config, calendar }: Office): Promise<void> {
  const { store, now, newId, who, run } = means;
  await freezeDue({ store, cutOffs: cutOffsOf(config.reports, calendar), now, newId, who, run });
}

/** The moment that was asked for; UserError when it has not come. */
export function momentAsked(asked: Instant | undefined, now: Instant): Instant | undefined {
  if (asked !== undefined && asked > now) {
    throw new UserError([phrase("report.in_future", { at: showInstant(asked) })]);
  }
  return asked;
}

async function periodic(shell: Shell, call: Parameters<Run>[1], period: PeriodName): ReturnType<Run> {
  const option = typed(call);
  const out = option.text("out");
  const asked = option.instant("asOf");
  if (out !== undefined && !/\.(docx|xlsx)$/i.test(out))
    option.refuse(phrase("report.ending", { file: out }));
  option.check();
  return await atOffice(shell, async (office) => {
    const at = momentAsked(asked, office.means.now());
    await freezeFirst(office);
    const report = await made(shell, office, { period, at });
    const { superior, issuer } = office.config.reports;
    const page = reportPage(report, wordsOf(shell), { superior, issuer });
    if (out !== undefined) await write(page, out);
    answer(shell, { ...report, file: out ?? null }, () =>
      out === undefined ? inText(shell, page) : say(shell, "report.written", { file: out }),
    );
    return 0;
  });
}

async function made(shell: Shell, office: Office, wish: { period: PeriodName; at: Instant | undefined }) {
  const { period, at } = wish;
  const { means, config, calendar } = office;
  const cutOffs = cutOffsOf(config.reports, calendar);
  return await means.store.snapshot(async (tx) => {
    const snapshot = await snapshotFor(tx, { period, cutOff: at });
    if (snapshot === null && at === undefined) {
      const now = means.now();
      const next = showInstant(cutOffs.after(period, now));
      const values = { period: say(shell, `report.${period}`), next, now: showInstant(now) };
      throw new UserError([phrase("report.none_frozen", values)]);
    }
    const moment = at ?? means.now();
    const gathered =
      snapshot === null
        ? await asOf(tx, { period, since: cutOffs.before(period, moment), cutOff: moment })
        : await ofSnapshot(tx, snapshot);
    const due = snapshot === null ? null : cutOffs.dueAfter(period, snapshot.cutOff);
    return await reportOf(tx, gathered, { due, atRiskDays: config.reports.atRiskDays });
  });
}

function wordsOf(shell: Shell) {
  return { language: shell.language, say: say.bind(null, shell) };
}

async function write(page: ReportPage, out: string): Promise<void> {
  if (/\.xlsx$/i.test(out)) {
    const { reportWorkbook } = await import("../report/report-workbook.ts");
    return await writeFile(out, await reportWorkbook(page));
  }
  const { reportLetter } = await import("../report/report-letter.ts");
  await writeFile(out, await reportLetter(page));
}

function inText(shell: Shell, page: ReportPage): string {
  return [
    `${page.title} · ${page.subject}`,
    ...page.lines,
    ...page.tables.flatMap((one) => tableInText(shell, one)),
  ].join("\n");
}

function tableInText(shell: Shell, { heading, notes, columns, rows }: ReportTable): string[] {
  const shape = columns.map(({ title, align }, at) => ({
    name: String(at),
    title,
    align: align === "center" ? ("right" as const) : ("left" as const),
  }));
  const cells = rows.map((row) =>
    Object.fromEntries(row.map((cell, at) => [String(at), typeof cell === "number" ? cell : oneLine(cell)])),
  );
  return [
    "",
    heading,
    ...notes.map((note) => folded(`  ${note}`, shell)),
    ...(rows.length === 0 ? [] : [table(shape, cells)]),
  ];
}
