// Sets the scene of a journey quickly: a small register that both portals hold as well, linked and in step, and what
// is asked of it afterwards. Uses the functions behind the commands, in this process.
import { writeFile } from "node:fs/promises";
import { sql } from "kysely";
import type { HeldTask } from "../../schemas/simulator.ts";
import type { ProgressReport } from "../../schemas/progress.ts";
import { importAppendix } from "../../src/intake/import.ts";
import { acceptLinks, previewLinks } from "../../src/push/link.ts";
import { pushLane } from "../../src/push/run.ts";
import { recordProgressMany } from "../../src/register/change.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import type { Store } from "../../src/store/connection.ts";
import { portalNames, type Desk } from "./desk.ts";

/** "NV-001" and so on; none of them is ever late. */
export function codeOf(number: number): string {
  return `NV-${String(number).padStart(3, "0")}`;
}

const dueOn = "2049-12-31";

/** An appendix (CSV) with so many tasks, led by Sở Nội vụ; `secret` ones are marked Mật. */
export async function writeAppendix(
  path: string,
  { tasks, secret = [] }: { tasks: number; secret?: readonly number[] },
): Promise<string> {
  const rows = Array.from({ length: tasks }, (_, at) => {
    const marking = secret.includes(at + 1) ? "Mật" : "";
    return `${at + 1},${codeOf(at + 1)},${titleOf(at + 1)},Sở Nội vụ,31/12/2049,Báo cáo kết quả,${marking}`;
  });
  const header = "STT,Mã nhiệm vụ,Nội dung nhiệm vụ,Cơ quan chủ trì,Thời hạn,Sản phẩm,Độ mật";
  await writeFile(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

/** What stands in the appendix as the title of a task. */
export function titleOf(number: number): string {
  return `Rà soát, đơn giản hóa thủ tục hành chính đợt ${number}`.replaceAll(",", ";");
}

/** The records of these tasks as the portals' owners entered them. */
export function recordsOf(numbers: readonly number[]) {
  return numbers.map((number) => ({
    code: codeOf(number),
    title: titleOf(number),
    dueOn,
    leadOrganisation: "Sở Nội vụ",
  }));
}

/** Fills a new desk: `tasks` imported, held by both portals under the same codes, linked, and in step. */
export async function fillDesk(
  desk: Desk,
  { tasks, secret = [] }: { tasks: number; secret?: readonly number[] },
): Promise<void> {
  const file = await writeAppendix(desk.path("phu-luc.csv"), { tasks, secret });
  const numbers = Array.from({ length: tasks }, (_, at) => at + 1);
  desk.seed(recordsOf(numbers));
  await desk.open(async (office) => {
    const { means } = office;
    await means.store.transaction(async (tx) => {
      const id = means.newId();
      await addOrganisations(tx, [
        { id, name: "Sở Nội vụ", shortName: "Sở Nội vụ", kind: "department", codes: [], aliases: [] },
      ]);
      const provenance = office.provenance("import");
      await importAppendix(tx, { file, dryRun: false, provenance, newId: () => means.newId() });
    });
    for (const lane of await office.lanes()) {
      const preview = await previewLinks(means, lane);
      await acceptLinks(means, lane, { preview, pairs: preview.sure });
      await pushLane(means, lane);
    }
  });
}

/** Progress of 10 to 90 percent with a text of its own for each of these tasks. */
export function reportsOf(numbers: readonly number[]): { code: string; report: ProgressReport }[] {
  return numbers.map((number) => ({
    code: codeOf(number),
    report: {
      lifecycle: "in_progress",
      percent: percentOf(number),
      progressText: textOf(number),
    },
  }));
}

export function percentOf(number: number): number {
  return 10 + ((number * 7) % 81);
}

export function textOf(number: number): string {
  return `Đã trình dự thảo lần ${number}, đang lấy ý kiến.`;
}

/** Records `reportsOf` these tasks, and a one-page file for each of `files` (of them). */
export async function reportOn(
  desk: Desk,
  { progress, files = [] }: { progress: readonly number[]; files?: readonly number[] },
): Promise<void> {
  await desk.open(async ({ means, evidence, provenance }) => {
    const reports = reportsOf(progress);
    await means.store.transaction(
      async (tx) => await recordProgressMany(tx, { reports, provenance: provenance() }),
    );
    for (const number of files) {
      const path = desk.path(`Báo cáo ${number}.pdf`);
      await writeFile(path, aPdf(`Bao cao ${number}`));
      await means.store.transaction(
        async (tx) =>
          await evidence.addEvidence(tx, { code: codeOf(number), path, provenance: provenance() }),
      );
    }
  });
}

/** Bytes that are a PDF for whoever looks at the first of them. */
export function aPdf(text: string): Buffer {
  const lines = Array.from({ length: 40 }, (_, at) => `% ${text}, ${at}`);
  return Buffer.from(`%PDF-1.4\n${lines.join("\n")}\ntrailer << /Size 1 >>\n%%EOF\n`, "latin1");
}

/**
 * Every row of every table, in an order of its own; two dumps are equal when nothing changed. Without what an account has
 * asked of its portal: looking costs quota, too.
 */
export async function dump(store: Store): Promise<Record<string, string[]>> {
  return await store.read(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_budget' order by table_name`.execute(
      tx,
    );
    const dumped: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select to_jsonb(t)::text as row from ${sql.table(name)} as t order by 1`.execute(tx);
      dumped[name] = rows.map(({ row }) => row);
    }
    return dumped;
  });
}

/** What the portals hold and were written, to compare one run with another: all but the marks of our attempts. */
export function heldBy(desk: Desk): Record<string, ReturnType<typeof unmarkedTask>[]> {
  return Object.fromEntries(portalNames.map((name) => [name, desk.portals[name].held().map(unmarkedTask)]));
}

function unmarkedTask({ entries, ...task }: HeldTask) {
  return { ...task, entries: entries.map(({ percent, text }) => ({ percent, text })) };
}

/** How often each portal has been changed. */
export function writesAt(desk: Desk): number[] {
  return portalNames.map((name) => desk.portals[name].tally().writes);
}

/** Entries and files that a portal holds twice for one task; a sound journey leaves none. */
export function doubled(desk: Desk): number {
  return portalNames
    .map((name) => desk.portals[name].tally())
    .reduce((sum, { doubledEntries, doubledFiles }) => sum + doubledEntries + doubledFiles, 0);
}
