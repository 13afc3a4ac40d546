// The console's pages on the register of a whole province: the time of the server at the 95th percentile of 200 requests,
// and the weight of the page. Asked through the whole frame, without a socket.
import { join } from "node:path";
import { portal as nq57 } from "../../adapters/nq57/adapter.ts";
import { portal as nq71 } from "../../adapters/nq71-dongnai/adapter.ts";
import { ConfigSchema } from "../../schemas/config.ts";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import type { Office } from "../../src/opened-office.ts";
import { savePlan } from "../../src/push/approvals.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import type { Store } from "../../src/store/connection.ts";
import { asked, reader, type Asking } from "../console/asked.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { figure, timed, type BenchCase, type Row } from "./bench-case.ts";
import { atStore, databaseOn, inFreshFolder } from "./bench-store.ts";
import { codeAt, fillProvince, planAt, runAt, size } from "./console-register.ts";
import { meansOf } from "./push-office.ts";

const requests = 200;
const goals = { ms: 100, kilobytes: 150 };

export const consoleCases: readonly BenchCase[] = [{ name: "console, pages of a province", measure }];

async function measure(): Promise<Row[]> {
  const server = await startPrivateServer();
  if (server === null) return [];
  try {
    const url = await databaseOn(server.url, "console");
    return await inFreshFolder(
      async (folder) =>
        await atStore({ url, directory: "" }, async (store) => {
          await fillProvince(url);
          const office = officeOn(store, folder);
          for (let place = 1; place <= size.plans; place += 1) await savePlan(office.means, planAt(place));
          const rows: Row[] = [];
          const unit = await anyUnit(store);
          for (const [name, path] of pages(unit)) {
            rows.push(...(await measured(asked(office, reader(), "vi"), name, path)));
          }
          // What is shared by those who look within seconds of each other is asked anew each time.
          const alone = {
            text: async (path: string) =>
              await asked(officeOn({ ...store }, folder), reader(), "vi").text(path),
          };
          rows.push(...(await measured(alone, "overview, nobody looked for a while", () => "/")));
          const scoped = asked(office, reader({ role: "entry", units: [unit] }), "vi");
          for (const [name, path] of pages(unit).slice(0, 3)) {
            rows.push(...(await measured(scoped, `${name}, of one unit`, path)));
          }
          return rows;
        }),
    );
  } finally {
    await server.stop();
  }
}

const place = (time: number) => 1 + ((time * 7919) % size.tasks);
const day = (time: number) => new Date(Date.now() - (time % 150) * 86_400_000).toISOString().slice(0, 10);

const code = (time: number) => codeAt(place(time));

const plans = Array.from({ length: size.plans }, (_, at) => planAt(at + 1).checksum);

/** What is asked for, each time of something else. */
function pages(unit: string): [name: string, path: (time: number) => string][] {
  const words = [
    "chuyen doi so",
    "du lieu",
    "an toan thong",
    "so hoa ho so",
    "xa 17",
    "dia ban so 77777",
    "khong co",
  ];
  return [
    ["overview", () => "/"],
    ["tasks", (time) => `/tasks?after=${code(time)}`],
    [
      "ledger",
      (time) =>
        time === 0 ? "/ledger" : `/ledger?before=${encodeURIComponent(`${day(time)}T00:00:00.000Z nq57/1`)}`,
    ],
    ["tasks, by words", (time) => `/tasks?text=${encodeURIComponent(words[time % words.length] ?? "")}`],
    ["tasks, held", () => "/tasks?standing=held"],
    ["tasks, due at one portal", () => "/tasks?standing=due&portal=nq57"],
    ["tasks, in step", (time) => `/tasks?standing=in_step&after=${code(time)}`],
    ["tasks, not linked", () => "/tasks?standing=not_linked"],
    [
      "tasks, of a unit and a programme",
      (time) => `/tasks?unit=${unit}&programme=${time % 2 ? "ĐA06" : "71/NQ-CP"}`,
    ],
    ["tasks, overdue", (time) => `/tasks?overdue=yes&after=${code(time)}`],
    ["one task", (time) => `/tasks/${code(time)}`],
    ["history of a task", (time) => `/tasks/${code(time)}/history`],
    ["why a field", (time) => `/tasks/${code(time)}/why/percent`],
    ["runs", () => "/runs"],
    ["one run", (time) => `/runs/${runAt(1 + (time % size.runs))}`],
    ["ledger, of a task", (time) => `/ledger?task=${code(time)}`],
    ["ledger, of a person", (time) => `/ledger?who=person-${time % 60}`],
    ["ledger, of a day and a lane", (time) => `/ledger?day=${day(time)}&lane=nq57`],
    ["ledger, one entry", (time) => `/ledger/entry?id=${encodeURIComponent(`nq57/${place(time)}`)}`],
    ["conflicts", (time) => `/conflicts?page=${1 + (time % 4)}`],
    ["rules", () => "/conflicts/rules"],
    ["plans", () => "/plans"],
    [
      `one plan of ${size.items} items`,
      (time) => `/plans/${plans[time % plans.length] ?? ""}?page=${1 + (time % 30)}`,
    ],
    ["overrides", () => "/overrides"],
    ["portals", () => "/portals"],
    ["one portal", () => "/portals/nq57"],
    ["schedules", () => "/schedules"],
    ["calendar", () => "/calendar"],
    ["unknown words", () => "/words"],
    ["units", () => "/units"],
    ["users", () => "/users"],
    ["recording progress", (time) => `/tasks/${code(time)}/progress`],
  ];
}

async function measured(
  ask: Pick<Asking, "text">,
  name: string,
  path: (time: number) => string,
): Promise<Row[]> {
  const times: number[] = [];
  let heaviest = 0;
  await ask.text(path(0));
  for (let time = 0; time < requests; time += 1) {
    times.push(
      await timed(async () => {
        heaviest = Math.max(heaviest, Buffer.byteLength(await ask.text(path(time))));
      }),
    );
  }
  const at95 = times.toSorted((less, more) => less - more)[Math.ceil(requests * 0.95) - 1] ?? Number.NaN;
  return [
    figure(`console, ${name}, p95`, at95, { goal: { atMost: goals.ms }, unit: "ms" }),
    figure(`console, ${name}, weight`, heaviest / 1024, { goal: { atMost: goals.kilobytes }, unit: "KB" }),
  ];
}

async function anyUnit(store: Store): Promise<string> {
  const row = await store.read(
    async (tx) =>
      await tx.selectFrom("organisation").select("id").orderBy("id").limit(1).executeTakeFirstOrThrow(),
  );
  return row.id;
}

function officeOn(store: Store, folder: string): Office {
  const means = meansOf(store);
  const config = ConfigSchema.parse({
    portals: {
      nq57: { adapter: "nq57", cutOff: { daily: "17:00" } },
      "nq71-dongnai": { adapter: "nq71-dongnai", cutOff: { daily: "17:00" } },
    },
    schedules: { hourly: { cron: "0 * * * *" } },
    approvals: {},
  });
  const lanes = [
    { portal: "nq57", name: "nq57", facts: nq57.facts },
    { portal: "nq71-dongnai", name: "nq71-dongnai", facts: nq71.facts },
  ];
  const office = {
    config,
    calendar: shippedCalendar,
    mode: "server",
    means,
    evidence: createEvidenceStore(join(folder, "evidence")),
    checkpoints: { key: { file: join(folder, "key.pem"), origin: "made here" }, directory: null },
    alarms: { standingHere: async () => await Promise.resolve([]) },
    newRun: () => meansOf(store),
    lanes: async () => await Promise.resolve(lanes),
  };
  return office as unknown as Office;
}
