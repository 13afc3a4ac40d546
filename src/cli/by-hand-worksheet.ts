// dongbo by-hand worksheet: what to enter where, on screen, on paper (HTML) or as a workbook, with the files to upload.
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { showDay, showInstant } from "../../schemas/time.ts";
import { worksheetPage } from "../report/worksheet-page.ts";
import { gatherWorksheet, type SheetTask, type Worksheet } from "../report/worksheet.ts";
import { handLane } from "./by-hand.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { answer, atOffice, say, type Office, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const worksheet: Run = async (shell, call) => {
  const option = typed(call);
  const out = option.text("out");
  if (out !== undefined && !/\.(html|xlsx)$/i.test(out)) {
    throw new UserError([phrase("by_hand.ending", { file: out })]);
  }
  return await atOffice(shell, async (office) => {
    const { portal, byHand: rules, facts } = await handLane(office, wordOf(call, 0));
    const { store, now, who } = office.means;
    const wish = { portal, rules, status: facts.status, at: now(), who };
    const all = await store.snapshot(async (tx) => await gatherWorksheet(tx, wish));
    const sheet = ofUnit(all, option.text("unit"));
    const folder = option.text("files");
    const copied = folder === undefined ? 0 : await copyFiles(office, sheet, folder);
    if (out !== undefined) await write(shell, sheet, out);
    const tasks = sheet.units.reduce((sum, unit) => sum + unit.tasks.length, 0);
    answer(shell, { ...sheet, file: out ?? null, files: copied }, () =>
      [
        ...(out === undefined
          ? inText(shell, sheet)
          : [say(shell, "by_hand.written", { file: out, tasks, units: sheet.units.length })]),
        ...(folder === undefined ? [] : [say(shell, "by_hand.files_written", { count: copied, folder })]),
      ].join("\n"),
    );
    return tasks === 0 ? 0 : 2;
  });
};

function ofUnit(sheet: Worksheet, asked: string | undefined): Worksheet {
  if (asked === undefined) return sheet;
  const units = sheet.units.filter(({ unit }) => unit?.toLowerCase() === asked.toLowerCase());
  if (units.length > 0) return { ...sheet, units };
  const known = sheet.units.map(({ unit }) => unit ?? "–").join(", ");
  throw new UserError([phrase("by_hand.no_unit", { unit: asked, known })]);
}

/** Copies the files to upload, a folder for each task, and notes on the sheet where they lie. */
async function copyFiles({ evidence }: Office, { units }: Worksheet, folder: string): Promise<number> {
  let copied = 0;
  for (const task of units.flatMap(({ tasks }) => tasks)) {
    for (const file of task.files) {
      const below = join(folder, folderName(task));
      await mkdir(below, { recursive: true });
      file.place = join(below, file.name.replaceAll(/[/\\]/g, "-"));
      await pipeline(evidence.openEvidence(file.sha256), createWriteStream(file.place));
      copied += 1;
    }
  }
  return copied;
}

/** A code as the name of a folder; never one that leads elsewhere. */
function folderName({ code, slip }: SheetTask): string {
  const plain = code.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^\.+/, "");
  return plain === "" ? `phieu-${slip}` : plain;
}

async function write(shell: Shell, sheet: Worksheet, out: string): Promise<void> {
  const words = { language: shell.language, say: say.bind(null, shell) };
  if (/\.html$/i.test(out)) return await writeFile(out, await worksheetPage(sheet, words));
  const { worksheetWorkbook } = await import("../report/worksheet-workbook.ts");
  await writeFile(out, await worksheetWorkbook(sheet, words));
}

function inText(shell: Shell, { portal, units }: Worksheet): string[] {
  if (units.length === 0) return [say(shell, "by_hand.empty", { portal })];
  const hasFiles = units.some(({ tasks }) => tasks.some(({ files }) => files.length > 0));
  return [
    ...units.flatMap(({ unit, tasks, withdrawn }) => [
      `${unit ?? say(shell, "sheet.no_unit")} · ${say(shell, "sheet.count", { count: tasks.length })}`,
      ...withdrawn.map(({ slip, code, at }) => {
        const one = say(shell, "sheet.withdrawn_one", { slip, code, at: showInstant(at) });
        return `  ! ${say(shell, "sheet.withdrawn")}: ${one}`;
      }),
      ...tasks.flatMap((task) => taskInText(shell, task)),
    ]),
    ...(hasFiles ? [say(shell, "sheet.files_by", { portal })] : []),
  ].map((line) => folded(line, shell));
}

function taskInText(shell: Shell, task: SheetTask): string[] {
  const due = task.dueOn === null ? "–" : showDay(task.dueOn);
  const slip = `${say(shell, "sheet.slip")} ${task.slip}`;
  return [
    `  ${task.code} · ${slip} · ${say(shell, "sheet.due")} ${due} · ${task.title}`,
    ...(task.replaces === null ? [] : [`    ! ${say(shell, "sheet.replaces", { slip: task.replaces })}`]),
    ...task.lines.map(
      ({ where, old, new: fresh }) =>
        `    ${where}: “${old}” → ${fresh === "" ? say(shell, "sheet.clear") : `“${fresh}”`}`,
    ),
    ...task.files.map(({ where, name, size }) => {
      const bytes = say(shell, "sheet.size", { size });
      return `    ${where}: ${say(shell, "sheet.upload")} “${name}” (${bytes})`;
    }),
  ];
}
