// Whoever owns the Radicale of the tests: enters and looks by the files of its collections, and breaks the line with a
// relay. Each stage has an account and a list of its own. Knows no adapter.
import { randomBytes, randomUUID } from "node:crypto";
import { appendFile, chown, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ICAL from "ical.js";
import { Secret } from "../../schemas/secret.ts";
import type { HeldTask, SeededTask } from "../../schemas/simulator.ts";
import type { PortalOwner } from "../../src/portal/conformance-owner.ts";
import { startFaultRelay } from "../../src/portal/fault-relay.ts";
import { tallyOf } from "../../src/portal/simulator-tally.ts";
import { unprivileged } from "../unprivileged.ts";
import type { RadicaleAt } from "./radicale-server.ts";

/** Where this owner finds what our adapter is to write, said once more and on purpose. */
const places = {
  title: "SUMMARY",
  dueOn: "DUE",
  lifecycle: "STATUS",
  percent: "PERCENT-COMPLETE",
  progressText: "DESCRIPTION",
  difficulties: "X-DONGBO-DIFFICULTIES",
  lateReason: "X-DONGBO-LATE-REASON",
  expectedOn: "X-DONGBO-EXPECTED-ON",
  completedOn: "COMPLETED",
  budgetRegistered: "X-DONGBO-BUDGET-REGISTERED",
  budgetAllocated: "X-DONGBO-BUDGET-ALLOCATED",
  budgetDisbursed: "X-DONGBO-BUDGET-DISBURSED",
} as const;
const states: Readonly<Record<string, string>> = {
  "NEEDS-ACTION": "not_started",
  "IN-PROCESS": "in_progress",
  COMPLETED: "completed",
  CANCELLED: "cancelled",
};
const days = new Set(["dueOn", "completedOn"]);
const reading = new Set(["GET", "PROPFIND", "REPORT", "OPTIONS"]);

export interface RadicaleStage extends PortalOwner {
  /** The file of a task as it stands there. */
  file(remoteId: string): Promise<string>;
  /** Puts a file into the list as a person's program would. */
  put(remoteId: string, calendar: string): Promise<void>;
}

/** A stage of its own on a running Radicale. */
export async function radicaleStage(at: RadicaleAt): Promise<RadicaleStage> {
  const username = `kt-${randomBytes(6).toString("hex")}`;
  const password = randomBytes(18).toString("base64url");
  await appendFile(join(at.folder, "users"), `${username}:${password}\n`);
  const folder = await newCollection(at, username);
  const relay = await startFaultRelay({
    to: at.url,
    kindOf: ({ method }) => (reading.has(method) ? "read" : "write"),
  });
  const file = async (remoteId: string) => await readFile(join(folder, remoteId), "utf8");
  const put = async (remoteId: string, calendar: string) => await writeFile(join(folder, remoteId), calendar);
  const held = async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".ics")).toSorted();
    return await Promise.all(names.map(async (name) => heldTask(name, await file(name))));
  };
  return {
    options: {
      baseUrl: relay.url,
      collection: `/${username}/nhiem-vu/`,
      username,
      password: new Secret(password),
    },
    faults: relay.faults,
    cannot: { loseFiles: "a list of tasks keeps no files" },
    file,
    put,
    async seed(tasks) {
      const entered = tasks.map((task) => ({ name: `${randomUUID()}.ics`, text: seeded(task) }));
      for (const { name, text } of entered) await put(name, text);
      return entered.map(({ name }) => name);
    },
    held,
    edit: async (remoteId, fields) => await put(remoteId, edited(await file(remoteId), fields)),
    remove: async (remoteId) => await rm(join(folder, remoteId)),
    async copy(remoteId) {
      const name = `${randomUUID()}.ics`;
      await put(name, (await file(remoteId)).replace(/^UID:.*$/m, `UID:${randomUUID()}`));
      return name;
    },
    loseFiles: async () => undefined,
    script: (rules) => relay.script(rules),
    fired: () => relay.fired(),
    tally: async () => tallyOf({ arrivals: [], ...relay.passed() }, await held()),
    arrived: () => relay.arrivals().length,
    secrets: () => [password],
    idle: async () => await relay.idle(),
    stop: async () => await relay.stop(),
  };
}

async function newCollection(at: RadicaleAt, username: string): Promise<string> {
  const as = await unprivileged();
  const root = join(at.folder, "collections/collection-root");
  const user = join(root, username);
  const folder = join(user, "nhiem-vu");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".Radicale.props"), JSON.stringify({ tag: "VCALENDAR" }));
  if (as !== undefined) for (const path of [root, user, folder]) await chown(path, as.uid, as.gid);
  return folder;
}

function seeded({ code, title, dueOn }: SeededTask): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//Sở KH&CN//Danh sách nhiệm vụ//VI");
  const task = new ICAL.Component("vtodo", calendar);
  task.addPropertyWithValue("uid", randomUUID());
  task.addPropertyWithValue("dtstamp", ICAL.Time.fromDateTimeString("2025-12-01T01:00:00Z"));
  task.addPropertyWithValue("summary", title);
  calendar.addSubcomponent(task);
  setText(task, "X-DONGBO-CODE", code);
  if (dueOn !== null) task.addPropertyWithValue("due", ICAL.Time.fromDateString(dueOn));
  return calendar.toString();
}

function edited(text: string, fields: Readonly<Record<string, string | number | null>>): string {
  const calendar = ICAL.Component.fromString(text);
  const task = calendar.getFirstSubcomponent("vtodo");
  if (task === null) throw new Error("no task stands there");
  for (const [name, value] of Object.entries(fields)) {
    const place = places[name as keyof typeof places] as string | undefined;
    // A task has no place for a lead agency.
    if (place === undefined) continue;
    if (name === "lifecycle")
      setText(task, place, Object.keys(states).find((word) => states[word] === value) ?? "");
    else if (days.has(name) && value !== null)
      task.updatePropertyWithValue(place.toLowerCase(), ICAL.Time.fromDateString(String(value)));
    else setText(task, place, value);
  }
  return calendar.toString();
}

function setText(task: ICAL.Component, place: string, value: string | number | null): void {
  task.removeAllProperties(place.toLowerCase());
  if (value === null || value === "") return;
  const type = place === "PERCENT-COMPLETE" ? "integer" : "text";
  task.addProperty(new ICAL.Property([place.toLowerCase(), {}, type, value]));
}

function heldTask(name: string, text: string): HeldTask {
  const task = ICAL.Component.fromString(text).getFirstSubcomponent("vtodo");
  const said = (place: string) => {
    const value: unknown = task?.getFirstPropertyValue(place.toLowerCase()) ?? null;
    return value === null || typeof value === "number" ? value : String(value);
  };
  const shown = Object.entries(places).map(([field, place]) => {
    const value = said(place);
    return [field, days.has(field) && value !== null ? String(value).slice(0, 10) : value] as const;
  });
  return {
    remoteId: name,
    code: String(said("X-DONGBO-CODE") ?? ""),
    fields: {
      ...Object.fromEntries(shown),
      lifecycle: states[String(said("STATUS") ?? "NEEDS-ACTION")] ?? said("STATUS"),
    },
    entries: [],
    evidence: [],
  };
}
