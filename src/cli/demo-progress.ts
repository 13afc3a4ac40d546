// The demo's clerks: some dozens of tasks move, some are finished with evidence, one is reported carelessly.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProgressReport } from "../../schemas/progress.ts";
import { dayOf } from "../../schemas/time.ts";
import { recordProgressMany } from "../register/change.ts";
import { listTasks } from "../register/tasks.ts";
import type { Story } from "./demo.ts";
import { say } from "./shell.ts";

const moving = 28;
const finished = 8;

/** Reports on 37 tasks: 28 move, 8 are finished with evidence, 1 without. */
export async function reportProgress(story: Story): Promise<void> {
  const { means, evidence, provenance } = story.office;
  const today = dayOf(means.now());
  const lines = await means.store.read(async (tx) => await listTasks(tx, { limit: 400 }));
  const punctual = lines.filter((task) => task.dueOn !== null && task.dueOn >= today);
  const chosen = punctual.filter((_, at) => at % 4 === 0).slice(0, moving + finished + 1);
  const reports = chosen.map(({ code }, at) => ({ code, report: at < moving ? onTheWay(at) : done() }));
  await means.store.transaction(
    async (tx) => await recordProgressMany(tx, { reports, provenance: provenance() }),
  );

  const folder = join(story.directory, "minh-chung");
  await mkdir(folder, { recursive: true });
  for (const [at, { code }] of chosen.slice(moving, moving + finished).entries()) {
    const path = join(folder, `Quyết định số ${at + 101}.pdf`);
    await writeFile(path, pdfSaying(`Quyet dinh so ${at + 101}/QD-UBND (${code})`));
    await means.store.transaction(
      async (tx) =>
        await evidence.addEvidence(tx, {
          code,
          path,
          documentNumber: `${at + 101}/QĐ-UBND`,
          documentOn: "2025-12-05",
          provenance: provenance(),
        }),
    );
  }
  story.tell(`\n3. ${say(story.shell, "demo.progress", { tasks: reports.length, files: finished })}`);
}

function onTheWay(at: number): ProgressReport {
  const percent = 20 + ((at * 7) % 70);
  const progressText = `Đã hoàn thành dự thảo, đang lấy ý kiến các đơn vị (đợt ${1 + (at % 3)}).`;
  return { lifecycle: "in_progress", percent, progressText };
}

function done(): ProgressReport {
  const progressText = "Đã ban hành quyết định và công bố kết quả.";
  return { lifecycle: "completed", percent: 100, progressText, completedOn: "2025-12-05" };
}

/** A one-page PDF; real enough for every reader. */
function pdfSaying(text: string): Buffer {
  const stream = `BT /F1 14 Tf 72 760 Td (${text.replaceAll(/[()\\]/g, String.raw`\$&`)}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, "latin1");
}
