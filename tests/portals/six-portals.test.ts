// One register, unchanged, carried in one run to every kind of portal there is: two by code, two by profiles, a real
// Redmine, and one that people reach. By the command line, as integration staff run it each Thursday.
import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from "vitest";
import { parse, stringify } from "yaml";
import { portals as adapters } from "../../adapters/all.ts";
import { secretOptions } from "../../schemas/config.ts";
import { Secret } from "../../schemas/secret.ts";
import type { HeldTask } from "../../schemas/simulator.ts";
import { aDesk, type Desk, type JsonAnswer } from "../journeys/desk.ts";
import { aPdf, codeOf, recordsOf, titleOf, writeAppendix } from "../journeys/scene.ts";
import { openRedmine, type Redmine } from "./redmine-owner.ts";

const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
/** A quarter of them: more at once would be refused. */
const reported = [1, 2, 3];
const six = ["by-hand", "dean06", "nq57", "nq71-dongnai", "nq71-mst", "redmine"];

let redmine: Redmine;
beforeAll(async () => {
  redmine = await openRedmine(inject("redmine"));
});
afterAll(async () => await redmine.close());

const byHand = {
  columns: {
    code: "Mã nhiệm vụ",
    title: "Tên nhiệm vụ",
    lifecycle: "Trạng thái",
    percent: "Tiến độ (%)",
    progressText: "Kết quả",
  },
  enter: { lifecycle: "Trạng thái", percent: "Tiến độ (%)", progressText: "Kết quả" },
  statusWords: {
    "Chưa thực hiện": "not_started",
    "Đang thực hiện": "in_progress",
    "Hoàn thành": "completed",
  },
  files: { label: "Tệp đính kèm", maxBytes: 20_000_000 },
};

/** What each portal holds now, by its own count; the one by hand holds what people enter. */
type Holds = Record<string, () => Promise<HeldTask[]>>;

/** Gives the desk four portals more, all of them with the same tasks. */
async function withSixPortals(desk: Desk): Promise<Holds> {
  const config = parse(await readFile(desk.path("dongbo.yaml"), "utf8")) as {
    portals: Record<string, object>;
  };
  const holds: Holds = {};
  for (const name of ["nq57", "nq71-dongnai"] as const) holds[name] = async () => desk.portals[name].held();
  for (const name of ["nq71-mst", "dean06"]) {
    const simulator = await adapterOf(name).simulator?.start({ requestsPerMinute: 0 });
    if (simulator === undefined) throw new Error(`${name} has no simulator`);
    onTestFinished(async () => await simulator.stop());
    simulator.seed(recordsOf(numbers));
    holds[name] = async () => simulator.held();
    config.portals[name] = configured(desk, name, simulator.options);
  }
  const stage = await redmine.stage();
  onTestFinished(async () => await stage.stop());
  await stage.seed(recordsOf(numbers));
  holds["redmine"] = async () => await stage.held();
  config.portals["redmine"] = configured(desk, "redmine", stage.options);
  config.portals["by-hand"] = { adapter: "by-hand", options: byHand };
  await writeFile(desk.path("dongbo.yaml"), stringify(config));
  desk.seed(recordsOf(numbers));
  return holds;
}

function adapterOf(name: string) {
  const adapter = adapters.find((one) => one.name === name);
  if (adapter === undefined) throw new Error(`there is no adapter ${name}`);
  return adapter;
}

function configured(desk: Desk, name: string, options: Record<string, unknown>) {
  const plain: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(options)) {
    const variable = secretOptions(adapterOf(name).options)[option];
    if (value instanceof Secret && variable !== undefined) desk.environment[variable] = value.reveal();
    else plain[option] = value;
  }
  return { adapter: name, requestsPerMinute: 60_000, options: plain };
}

async function writeExport(desk: Desk): Promise<string> {
  const rows = numbers.map((number) => `${codeOf(number)},${titleOf(number)},Chưa thực hiện,,`);
  const path = desk.path("xuat.csv");
  const header = Object.values(byHand.columns).join(",");
  await writeFile(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

/** Runs a command that must end with one of these codes; its answer. */
async function run(desk: Desk, codes: number[], ...words: string[]): Promise<JsonAnswer> {
  const ended = await desk.run(...words, "--json");
  expect(codes, `${words.join(" ")}\n${ended.out}\n${ended.err}`).toContain(ended.code);
  return ended.json();
}

/** How many operations a plan has, by portal. */
function operationsOf(plan: JsonAnswer): Record<string, number> {
  const operations = (plan.items as { operation: { portal: string } }[]).map(({ operation }) => operation);
  return Object.fromEntries(
    six.map((name) => [name, operations.filter(({ portal }) => portal === name).length]),
  );
}

const none = Object.fromEntries(six.map((name) => [name, 0]));

it("one register goes to six portals in one run, and the second plan is empty for all", async () => {
  const desk = await aDesk({ on: "embedded" });
  const holds = await withSixPortals(desk);
  const appendix = await writeAppendix(desk.path("phu-luc.csv"), { tasks: numbers.length });
  await run(desk, [0], "org", "add", "Sở Nội vụ", "--short", "Sở Nội vụ", "--kind", "department");
  await run(desk, [0], "import", appendix);
  await run(desk, [0], "by-hand", "import", "by-hand", await writeExport(desk));
  await run(desk, [0, 2], "link", "--accept", "sure");
  await run(desk, [0, 2], "push");
  const file = desk.path("bao-cao.pdf");
  await writeFile(file, aPdf("Bao cao ket qua"));
  for (const number of reported) {
    const text = `Đã hoàn thành dự thảo, đang lấy ý kiến (đợt ${number})`;
    await run(
      desk,
      [0],
      "progress",
      codeOf(number),
      "--percent",
      String(10 * number),
      "--text",
      text,
      "--status",
      "in_progress",
    );
  }
  await run(desk, [0], "evidence", "add", codeOf(1), file, "--number", "12/BC-SNV", "--date", "2025-11-20");
  const first = await run(desk, [0, 2], "plan");

  await run(desk, [0, 2], "push");
  const second = await run(desk, [0, 2], "plan");

  for (const name of six) expect(operationsOf(first)[name], name).toBeGreaterThan(0);
  expect(operationsOf(second)).toEqual(none);
  for (const [name, held] of Object.entries(holds)) {
    const tasks = (await held()).filter(({ code }) => code !== "");
    expect(tasks, name).toHaveLength(numbers.length);
    for (const number of reported) {
      const task = tasks.find(({ code }) => code === codeOf(number));
      expect(task?.fields["percent"], `${name} ${codeOf(number)}`).toBe(10 * number);
      expect(task?.fields["progressText"], `${name} ${codeOf(number)}`).toContain(`(đợt ${number})`);
    }
    expect(tasks.find(({ code }) => code === codeOf(1))?.evidence, name).toHaveLength(1);
    expect(
      tasks.reduce((sum, { evidence }) => sum + evidence.length, 0),
      name,
    ).toBe(1);
  }

  // People enter the slips; what they say is looked for like everything else.
  await run(desk, [0], "by-hand", "done", "by-hand", ...reported.map(codeOf), "--number", "4521");
  await run(desk, [0, 2], "push");
  const third = await run(desk, [0, 2], "plan", "--all");
  const { portals } = await run(desk, [0, 2], "status");

  expect(operationsOf(third)).toEqual(none);
  for (const { portal, counts } of portals) expect(counts.in_step, portal).toBe(numbers.length);
});
