// A report of given tasks: sums that match, order, what is left out, what has changed; and its files.
import { readXlsx } from "hucre/xlsx";
import { randomUUID } from "node:crypto";
import { fromBuffer } from "yauzl";
import { describe, expect, it } from "vitest";
import { inWords, type Phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { standings } from "../../schemas/report.ts";
import type { TaskThen } from "../../schemas/snapshot.ts";
import { makeReport, type Moment } from "../../src/report/periodic.ts";
import { reportLetter } from "../../src/report/report-letter.ts";
import { reportPage } from "../../src/report/report-page.ts";
import { reportWorkbook } from "../../src/report/report-workbook.ts";

const cutOff = "2026-11-26T10:00:00.000Z";
const since = "2026-11-19T10:00:00.000Z";
const words = {
  language: "vi" as const,
  say: (key: PhraseKey, values: Phrase["values"] = {}) => inWords({ key, values }, "vi"),
};

function aTaskThen(set: Partial<TaskThen> = {}): TaskThen {
  return {
    id: randomUUID(),
    code: "NV-1",
    title: "Hoàn thiện cơ sở dữ liệu",
    programmes: [],
    unit: "Sở KH&CN",
    dueOn: "2026-12-31",
    assignedDueOn: "2026-12-31",
    dueText: "",
    lifecycle: "in_progress",
    percent: 40,
    progressText: "",
    difficulties: "",
    lateReason: "",
    expectedOn: null,
    completedOn: null,
    budgetRegistered: null,
    budgetAllocated: null,
    budgetDisbursed: null,
    classification: "normal",
    evidence: 0,
    knownSince: null,
    reportedAt: null,
    ...set,
  };
}

function aMoment(tasks: TaskThen[], at = cutOff): Moment & { frozen: boolean } {
  return { span: { period: "weekly", since, cutOff: at }, digest: "d".repeat(64), tasks, frozen: true };
}

const reportOn = (tasks: TaskThen[], more: Partial<Parameters<typeof makeReport>[0]> = {}) =>
  makeReport({ now: aMoment(tasks), before: null, due: null, atRiskDays: 7, secret: new Set(), ...more });

const sum = (tally: Record<string, number>) => standings.reduce((all, name) => all + (tally[name] ?? 0), 0);

describe("a report", () => {
  it("counts each task once, in all and by unit, units in Vietnamese order and those without one last", () => {
    const unitNames = ["Sở Y tế", null, "UBND phường Đống Đa", "Ủy ban MTTQ", "Ban Dân tộc", "Đảng ủy"];
    const lifecycles = ["in_progress", "completed", "submitted", "on_hold", "not_started"] as const;
    const tasks = unitNames.flatMap((unit, at) =>
      lifecycles.map((lifecycle, number) =>
        aTaskThen({ code: `NV-${at}${number}`, unit, lifecycle, completedOn: null }),
      ),
    );

    const report = reportOn(tasks);

    expect(report.total.total).toBe(tasks.length);
    expect(sum(report.total)).toBe(tasks.length);
    expect(report.units.reduce((all, { tally }) => all + sum(tally), 0)).toBe(tasks.length);
    expect(report.units.map(({ unit }) => unit)).toEqual([
      "Ban Dân tộc",
      "Đảng ủy",
      "Sở Y tế",
      "UBND phường Đống Đa",
      "Ủy ban MTTQ",
      null,
    ]);
  });

  it("leaves out what is secret, then or since, and says only how many", () => {
    const since_ = aTaskThen({ code: "MẬT-2", dueOn: "2026-01-01" });
    const tasks = [aTaskThen(), aTaskThen({ code: "MẬT-1", classification: "mat" }), since_];

    const report = reportOn(tasks, { secret: new Set([since_.id]) });

    expect(report).toMatchObject({ withheld: 2, total: { total: 1 } });
    expect(JSON.stringify(report)).not.toContain("MẬT");
  });

  it("names who owes what, and nobody who owes nothing", () => {
    const report = reportOn([
      aTaskThen({ code: "NV-10" }),
      aTaskThen({ code: "NV-9" }),
      aTaskThen({ code: "NV-1", reportedAt: cutOff }),
      aTaskThen({ code: "NV-2", unit: "Sở Y tế", lifecycle: "completed" }),
    ]);

    expect(report.missing).toEqual([
      { unit: "Sở KH&CN", expected: 3, reported: 1, missing: ["NV-9", "NV-10"] },
    ]);
  });

  it("lists the latest first, with reason and expected day, and what has changed since the last one", () => {
    const [late, later, done, fresh] = [
      aTaskThen({ code: "A", dueOn: "2026-11-20", lateReason: "Chờ vốn", expectedOn: "2026-12-20" }),
      aTaskThen({ code: "B", dueOn: "2026-11-01" }),
      aTaskThen({ code: "C", lifecycle: "completed", completedOn: "2026-11-20" }),
      aTaskThen({ code: "D" }),
    ];
    const then = aMoment([later, late, { ...done, lifecycle: "in_progress" }], since);
    then.tasks = [{ ...late, dueOn: "2026-12-31" }, later, { ...done, lifecycle: "in_progress" }];

    const report = reportOn([late, later, done, fresh], { before: then });

    expect(report.overdue.map(({ code, daysLate }) => [code, daysLate])).toEqual([
      ["B", 25],
      ["A", 6],
    ]);
    expect(report.overdue[1]).toMatchObject({ lateReason: "Chờ vốn", expectedOn: "2026-12-20" });
    expect(report.before).toMatchObject({ completed: ["C"], becameOverdue: ["A"], added: ["D"] });
  });
});

describe("its files", () => {
  const hostile = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script> & <w:t>",
    "đảo \u202Echiều\u202C và ẩn\u200B",
    "dòng một\ndòng hai\u0000",
  ];
  const page = reportPage(
    reportOn(hostile.map((title, at) => aTaskThen({ code: `=${at}`, title, dueOn: "2026-01-01" }))),
    words,
    { superior: "UBND TỈNH", issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ" },
  );
  const shown = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "<script>alert(1)</script> & <w:t>",
    "đảo chiều và ẩn",
    "dòng một\ndòng hai",
  ];

  it("hold every text as text in the workbook, without what would hide something", async () => {
    const book = await readXlsx(await reportWorkbook(page));

    const sheet = book.sheets.find(({ name }) => name === "Quá hạn");
    const titles = sheet?.rows.map((row) => row[2]).filter((cell) => shown.includes(String(cell)));
    const formulas = [...(sheet?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined);
    expect(titles?.toSorted()).toEqual(shown.toSorted());
    expect(formulas).toEqual([]);
  });

  it("hold every text as text in the letter too", async () => {
    const value = textIn(await documentIn(await reportLetter(page)));

    for (const text of shown) expect(value).toContain(text);
    expect(value).toContain("SỞ KHOA HỌC VÀ CÔNG NGHỆ");
    expect(value).toContain("d".repeat(64));
  });
});

/** The text of a letter: its line breaks kept, its marks decoded. */
function textIn(xml: string): string {
  const marks: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return xml
    .replaceAll(/<w:br\/>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(\w+);/g, (_, name: string) => marks[name] ?? "?");
}

async function documentIn(bytes: Uint8Array): Promise<string> {
  return await new Promise((done, failed) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error) return failed(error);
      zip.on("entry", (entry: { fileName: string }) => {
        if (entry.fileName !== "word/document.xml") return zip.readEntry();
        zip.openReadStream(entry as Parameters<typeof zip.openReadStream>[0], (broken, stream) => {
          if (broken) return failed(broken);
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => chunks.push(chunk));
          stream.on("end", () => done(Buffer.concat(chunks).toString("utf8")));
        });
      });
      zip.readEntry();
    });
  });
}
