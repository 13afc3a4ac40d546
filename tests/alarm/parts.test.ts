// Every part that can stop, stopped in a running office: real portals, a real server, the lookout as serve starts it, a
// real SMTP server and a real webhook. Only the minutes pass at once.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { sql } from "kysely";
import { ConfigSchema } from "../../schemas/config.ts";
import { createLog } from "../../src/log.ts";
import type { Lane } from "../../src/push/lane.ts";
import { pushLane } from "../../src/push/run.ts";
import { linksDueInFull } from "../../src/push/in-full.ts";
import { carryCall } from "../../src/queue/carry-call.ts";
import { alwaysOpen } from "../../src/queue/window.ts";
import { recordProgress } from "../../src/register/change.ts";
import { addOrganisations } from "../../src/register/organisations.ts";
import { reportUnchanged } from "../../src/register/unchanged.ts";
import { lookOnce, type SchedulerMeans } from "../../src/schedule/scheduler.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import type { Ground } from "../../src/serve/part.ts";
import { startersOf } from "../../src/serve/parts.ts";
import { openStore } from "../../src/store/connection.ts";
import { addProcess } from "../../src/store/processes.ts";
import { anOrganisation, aTask, keepTasks } from "../builders.ts";
import { half } from "../queue/carrying-desk.ts";
import { aDesk } from "../push/desk.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { channelsTo, smtpSink, webhookSink } from "./sinks.ts";
import { steppedClock } from "./stepped-clock.ts";

const config = ConfigSchema.parse({
  portals: { nq57: { adapter: "nq57" }, "nq71-dongnai": { adapter: "nq71-dongnai" } },
  schedules: { "every-minute": { cron: "* * * * *", portals: ["nq57"], full: true } },
});
const nothing = async () => {};
const looksEveryMs = 120_000;
const unit = "Sở KH&CN";
const unitTask = "NV-UNIT";

/** An office in which everything works: its timetable carries one portal, a clerk the other one. */
async function anOffice() {
  const server = await startPrivateServer();
  if (server === null) throw new Error("this machine has no PostgreSQL");
  onTestFinished(() => server.stop());
  const store = await openStore({ url: server.url, directory: "memory" });
  onTestFinished(() => store.close());
  const clock = steppedClock("2026-03-04T02:00:00.000Z");
  const desk = await aDesk(store, { at: ["nq57", "nq71-dongnai"], tasks: 2, dueOn: () => "2099-12-31" });
  onTestFinished(() => desk.stop());
  await store.transaction(async (tx) => {
    const organisation = anOrganisation({ shortName: unit });
    await addOrganisations(tx, [organisation]);
    await keepTasks(tx, [aTask({ code: unitTask, leadOrganisation: organisation.id })]);
  });
  const provenance = () => ({ who: "Lan", system: "dongbo", run: randomUUID(), at: clock.now() });
  const report = async (code: string) => {
    const reported = { code, report: half, provenance: provenance() };
    await store.transaction(async (tx) => void (await recordProgress(tx, reported)));
  };
  await report(unitTask);
  const works = { timetable: true, carriers: true, clerk: true, program: true };
  const run = () => ({ ...desk.restarted(), run: randomUUID(), now: clock.now });
  const [scheduled, byClerk] = desk.portals.map(({ lane }) => lane) as [Lane, Lane];
  const carried: Lane = {
    ...scheduled,
    connect: async (wire) =>
      works.program ? await scheduled.connect(wire) : await Promise.reject(new TypeError("a bug")),
  };
  const folder = await temporaryFolder();
  const key = { file: join(folder, "signing.pem"), origin: "made here" } as const;
  const { smtp, webhook, ...told } = await sinksOf(clock.now);
  const log = createLog("silent");

  const timetable: SchedulerMeans = {
    store,
    config,
    calendar: shippedCalendar,
    log,
    newId: randomUUID,
    now: clock.now,
    wait: nothing,
    clock: "own",
  };

  /** What happens between two looks of the lookout. */
  async function live(): Promise<void> {
    if (works.timetable) await lookOnce(timetable);
    if (works.carriers) {
      const carrying = {
        lane: carried,
        means: run(),
        checkpoints: { key, directory: null },
        window: alwaysOpen,
      };
      await carryCall({ ...carrying, goOn: () => true }).catch((error: unknown) => {
        if (works.program) throw error;
      });
    }
    if (works.clerk) {
      const means = run();
      await linksDueInFull(means, byClerk);
      await pushLane(means, byClerk);
    }
  }

  const lookout = startersOf.serve.find(({ name }) => name === "lookout");
  const alarms = { ...told, directory: folder, channels: async () => await Promise.resolve(told.channels) };
  const part = await lookout?.start({
    config,
    calendar: shippedCalendar,
    store,
    alarms,
    means: { now: clock.now, wait: clock.wait, newId: randomUUID, log },
  } as unknown as Ground);
  onTestFinished(async () => {
    clock.release();
    await part?.stop();
  });
  return {
    server,
    store,
    desk,
    works,
    report,
    async reportNothingNew() {
      const said = { codes: [unitTask], provenance: provenance() };
      await store.transaction(async (tx) => void (await reportUnchanged(tx, said)));
    },
    /** Lets minutes pass: something happens, then the lookout looks, every two minutes. */
    async pass(minutes: number, happens = live) {
      for (let ms = 0; ms < minutes * 60_000; ms += looksEveryMs) {
        await happens();
        await clock.pass(looksEveryMs, 60);
      }
    },
    /** The machine sleeps. */
    skip: (minutes: number) => clock.skip(minutes * 60_000),
    /** What arrived since somebody asked last; at both sinks, or it throws. */
    news() {
      expect(smtp.arrived.map(({ id }) => id)).toEqual(webhook.arrived.map(({ id }) => id));
      smtp.arrived.length = 0;
      return webhook.arrived.splice(0).map(({ said }) => said);
    },
  };
}

async function sinksOf(now: () => string) {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  return { smtp, webhook, ...(await channelsTo({ smtp, webhook }, { now })) };
}

type Running = Awaited<ReturnType<typeof anOffice>>;

interface Case {
  stops: string;
  stop(office: Running): Promise<void> | void;
  mend(office: Running): Promise<void> | void;
  tells: string;
  /** What goes on meanwhile, if not the usual. */
  meanwhile?(): Promise<void>;
}

const cases: Case[] = [
  {
    stops: "a portal",
    stop: ({ desk }) => desk.simulator.script([{ fault: "never-arrives", times: 10_000 }]),
    async mend({ desk, store }) {
      desk.simulator.script([]);
      // When it is asked next is for the database's own clock to say, which no test sets.
      await store.transaction(async (tx) => void (await sql`delete from breaker`.execute(tx)));
    },
    tells: "portal_silent nq57",
  },
  {
    stops: "whoever carries",
    stop: ({ works }) => void (works.carriers = false),
    mend: ({ works }) => void (works.carriers = true),
    tells: "calls_waiting",
  },
  {
    stops: "carrying, by a bug of ours",
    stop: ({ works }) => void (works.program = false),
    mend: ({ works }) => void (works.program = true),
    tells: "carrying_fails nq57",
  },
  {
    stops: "the timetable",
    stop: ({ works }) => void (works.timetable = false),
    mend: ({ works }) => void (works.timetable = true),
    tells: "schedule_overdue",
  },
  {
    stops: "a worker",
    async stop({ store }) {
      // Signs of life are counted by the database's own clock: it has been dead for as long as this test will take.
      await store.transaction(async (tx) => {
        await addProcess(tx, { id: randomUUID(), kind: "worker", carrier: "lan@may-2, pid 1", parts: [] });
        await sql`update process set seen_at = clock_timestamp() - interval '14 minutes'`.execute(tx);
      });
    },
    async mend({ store }) {
      const again = { id: randomUUID(), kind: "worker", carrier: "lan@may-2, pid 2", parts: [] } as const;
      await store.transaction(async (tx) => await addProcess(tx, { ...again, parts: [] }));
    },
    tells: "process_silent worker may-2, pid 1",
  },
  {
    stops: "the reports of a unit",
    // Nine days: six working days and a day more.
    stop: ({ skip }) => skip(9 * 24 * 60),
    async mend({ reportNothingNew, skip, pass }) {
      await reportNothingNew();
      // Units are looked at once an hour, and have to be well at two looks.
      skip(61);
      await pass(60);
    },
    tells: `unit_silent ${unit}`,
  },
  {
    stops: "whoever sends what is due",
    async stop({ works, desk, report, skip, pass }) {
      works.clerk = false;
      await report(desk.codes[0] ?? "");
      // Three working days and a day more; what is old when everybody is back has an hour to go.
      skip(6 * 24 * 60);
      await pass(56);
    },
    mend: ({ works }) => void (works.clerk = true),
    tells: "due_waiting nq71-dongnai",
  },
  {
    stops: "the database",
    stop: ({ server }) => server.halt(),
    mend: ({ server }) => server.start(),
    tells: "database_away",
    meanwhile: nothing,
  },
];

describe.skipIf("missing" in inject("postgres"))("an office in which one part after the other stops", () => {
  it("is told of each within a quarter of an hour, once by each channel, and once when it is over", async () => {
    const office = await anOffice();
    await office.pass(4);
    expect(office.news()).toEqual([]);
    for (const { stops, stop, mend, tells, meanwhile } of cases) {
      await stop(office);
      await office.pass(14, meanwhile);
      expect(office.news(), `${stops} stops`).toEqual([`began ${tells}`]);
      await mend(office);
      await office.pass(12);
      expect(office.news(), `${stops} is back`).toEqual([`ended ${tells}`]);
    }
  });
});
