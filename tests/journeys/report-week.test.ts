// A week by command line: entries from Monday on, the cut-off on Thursday, a late entry, the report on Friday, next week.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { expect, it, onTestFinished } from "vitest";
import { later, type Instant } from "../../schemas/time.ts";
import { openOffice } from "../../src/office.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { heardBy } from "../cli/listening-shell.ts";
import { anOrganisation, aTask, keepTasks } from "../builders.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A moment of the clock of Vietnam. */
const at = (day: string, time: string): Instant => new Date(`2026-11-${day}T${time}:00+07:00`).toISOString();

it("carries a week from the first entry to the report, and the next one on it", async () => {
  const office = await anOffice();
  const monday = await office.says(at("23", "09:00"), "report", "missing", "--json");
  await office.says(at("23", "10:00"), "progress", "NV-1", "--percent", "60", "--text", "Đã trình");
  await office.says(at("26", "16:59"), "report", "unchanged", "NV-3");
  const early = await office.says(at("26", "16:59"), "report", "weekly");
  const toReport = await office.says(at("26", "16:59"), "report", "missing");

  expect(monday).toMatchObject({ code: 2 });
  expect(monday.json()).toMatchObject({
    due: at("26", "17:00"),
    units: [
      { unit: "Sở KH&CN", missing: ["NV-1", "NV-2"] },
      { unit: "Sở Y tế", missing: ["NV-3"] },
    ],
  });
  expect(early).toMatchObject({ code: 0 });
  expect(toReport).toMatchObject({ code: 2 });
  expect(toReport.out).toContain("Sở KH&CN: đã báo cáo 1/2, còn 1: NV-2");

  // Nothing ran at 17:00; the late entry comes first.
  await office.says(at("26", "18:00"), "progress", "NV-2", "--percent", "90");
  await office.says(at("26", "18:01"), "task", "set", "NV-1", "--lead", "Sở Y tế");
  const friday = await office.says(at("27", "10:00"), "report", "weekly", "--json");
  const frozen = await office.says(at("27", "10:01"), "report", "missing", "--frozen", "--json");

  expect(friday.json()).toMatchObject({
    asOf: at("26", "17:00"),
    since: at("19", "17:00"),
    frozen: true,
    total: { total: 3, overdue: 1 },
    overdue: [{ code: "NV-2", percent: 40 }],
    missing: [{ unit: "Sở KH&CN", expected: 2, reported: 1, missing: ["NV-2"] }],
  });
  expect(frozen.json()).toMatchObject({ digest: friday.json().digest, units: friday.json().missing });
  expect(frozen.code).toBe(2);

  await office.says(at("27", "11:00"), "progress", "NV-1", "--percent", "10");
  const again = await office.says(at("27", "12:00"), "report", "weekly", "--json");
  const asked = await office.says(
    at("27", "12:00"),
    "report",
    "weekly",
    "--json",
    "--as-of",
    "27/11/2026 11:30",
  );

  expect(again.out).toBe(friday.out);
  expect(asked.json()).toMatchObject({ frozen: false, before: { cutOff: at("26", "17:00") } });
  expect(asked.json().digest).not.toBe(friday.json().digest);

  const written = await Promise.all(
    ["bao-cao.docx", "bao-cao.xlsx"].map(async (name) => {
      const file = join(office.folder, name);
      expect(await office.says(at("27", "12:00"), "report", "weekly", "--out", file)).toMatchObject({
        code: 0,
      });
      return (await readFile(file)).subarray(0, 2).toString();
    }),
  );
  expect(written).toEqual(["PK", "PK"]);

  const listed = await office.says(at("27", "13:00"), "cutoff", "list", "--json");
  const { id } = listed
    .json()
    .snapshots.find(({ cutOff }: { cutOff: string }) => cutOff === at("26", "17:00"));
  const shown = await office.says(at("27", "13:00"), "cutoff", "show", id.slice(0, 8));
  const whole = await office.says(at("27", "13:00"), "cutoff", "show", id.slice(0, 8), "--json");
  const sound = await office.says(at("27", "13:00"), "cutoff", "verify");
  const ledger = await office.says(at("27", "13:00"), "ledger", "verify");
  const unknown = await office.says(at("27", "13:00"), "cutoff", "show", "ffff");

  expect(shown.out).toContain("lập muộn lúc 27/11/2026 10:00");
  expect(shown.out).toContain("người báo cáo: Lan");
  expect(shown.out).toContain("NV-1: Đang thực hiện, 60 %; Lan báo cáo lúc 23/11/2026 10:00 · Đã trình\n");
  expect(shown.out).toContain("NV-2: Đang thực hiện, 40 %; chưa báo cáo lần nào · ");
  expect(whole.json()).toMatchObject({
    tasks: 3,
    frozen: [
      {
        code: "NV-1",
        unit: "Sở KH&CN",
        percent: 60,
        progressText: "Đã trình",
        reportedBy: "Lan",
        verdict: "reported",
      },
      { code: "NV-2", unit: "Sở KH&CN", percent: 40, reportedAt: null, verdict: "missing" },
      { code: "NV-3", unit: "Sở Y tế", reportedAt: at("26", "16:59"), verdict: "reported" },
    ],
    withheld: 0,
  });
  expect([sound.code, ledger.code, unknown.code]).toEqual([0, 0, 1]);

  const nextWeek = later(at("27", "09:00"), 7 * 86_400_000);
  const next = await office.says(nextWeek, "report", "weekly", "--json");

  expect(next.json()).toMatchObject({
    since: at("26", "17:00"),
    before: { digest: friday.json().digest },
    missing: [{ unit: "Sở Y tế", missing: ["NV-3"] }],
  });
});

/** A register of three tasks, and commands at any time of day; it stays open between them. */
async function anOffice() {
  const folder = await temporaryFolder();
  const configFile = join(folder, "dongbo.yaml");
  await writeFile(configFile, stringify({ dataDirectory: "data" }));
  let clock = at("16", "08:00");
  const opened = await openOffice({
    configFile,
    variables: {},
    language: "vi",
    user: "Lan",
    carrier: "test",
    now: () => clock,
    elapsed: () => 0,
    wait: async () => {},
  });
  onTestFinished(async () => await opened.close());
  await opened.means.store.transaction(async (tx) => {
    const [one, other] = [
      anOrganisation({ shortName: "Sở KH&CN" }),
      anOrganisation({ shortName: "Sở Y tế" }),
    ];
    await addOrganisations(tx, [one, other]);
    await keepTasks(tx, [
      aTask({ code: "NV-1", leadOrganisation: one.id, deadline: due("2026-12-31") }),
      aTask({ code: "NV-2", leadOrganisation: one.id, deadline: due("2026-11-20") }),
      aTask({ code: "NV-3", leadOrganisation: other.id, deadline: due("2026-12-01") }),
    ]);
  });
  const stays = { ...opened, close: async () => {} };
  return {
    folder,
    async says(now: Instant, ...words: string[]) {
      clock = now;
      const shell = {
        configFile,
        user: "Lan",
        now: () => now,
        openOffice: async () => await Promise.resolve(stays),
      };
      const ended = await heardBy(shell, "vi", ...words);
      return { ...ended, json: () => JSON.parse(ended.out) };
    },
  };
}

function due(day: string) {
  return { dueOn: day, precision: "day" as const, text: day };
}
