// A VTODO in canonical values, and a change put into it, both pure. Never guesses a status, never drops what it does not
// know: a change touches the properties of its fields and nothing else.
import ICAL from "ical.js";
import { Refused, Unrecognised } from "../../schemas/errors.ts";
import {
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
  type FieldValues,
} from "../../schemas/field.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";
import { LifecycleSchema, meaningOf, wordFor, type StatusMap } from "../../schemas/status.ts";
import type { ProgressChange, RemoteTask } from "../../src/portal/contract.ts";
import { calendarOf, taskIn, textIn, type WireTask } from "./wire.ts";

/** The four states of a VTODO: RFC 5545, section 3.8.1.11. */
export const status: StatusMap = {
  version: 1,
  reads: {
    "NEEDS-ACTION": { lifecycle: "not_started" },
    "IN-PROCESS": {
      lifecycle: "in_progress",
      loss: "a task that waits for confirmation or was sent back is in process as well",
    },
    COMPLETED: { lifecycle: "completed" },
    CANCELLED: { lifecycle: "cancelled" },
  },
  writes: {
    not_started: "NEEDS-ACTION",
    in_progress: "IN-PROCESS",
    submitted: "IN-PROCESS",
    returned: "IN-PROCESS",
    completed: "COMPLETED",
    on_hold: { none: "a VTODO has no state for a task that rests" },
    cancelled: "CANCELLED",
    declined: { none: "a VTODO has no state for a task that was declined" },
  },
  shows: {
    submitted: {
      as: "in_progress",
      loss: "a VTODO does not tell waiting for confirmation from being in process",
    },
    returned: { as: "in_progress", loss: "a VTODO does not tell being sent back from being in process" },
  },
};

/** Where each field stands in a VTODO; what has no place of its own has one of ours, which other programs keep. */
const properties: Readonly<Partial<Record<FieldName, string>>> = {
  title: "summary",
  dueOn: "due",
  lifecycle: "status",
  percent: "percent-complete",
  progressText: "description",
  difficulties: "x-dongbo-difficulties",
  lateReason: "x-dongbo-late-reason",
  expectedOn: "x-dongbo-expected-on",
  completedOn: "completed",
  budgetRegistered: "x-dongbo-budget-registered",
  budgetAllocated: "x-dongbo-budget-allocated",
  budgetDisbursed: "x-dongbo-budget-disbursed",
};

const repeats = "Việc này lặp lại theo lịch, không nhận báo cáo tiến độ.";

/** The task of one resource; null: the resource holds none (an appointment). */
export function toRemoteTask(wire: WireTask): RemoteTask | null {
  const task = taskIn(calendarOf(wire.calendar));
  if (task === null) return null;
  const word = textIn(task, "status") ?? "NEEDS-ACTION";
  const meaning = meaningOf(status, word);
  const lifecycle = meaning?.lifecycle ?? null;
  return {
    remoteId: wire.remoteId,
    code: textIn(task, "x-dongbo-code"),
    document: null,
    fields: shownFields(task, lifecycle),
    unknownWords: meaning === null ? [{ field: "lifecycle", word }] : [],
    evidence: [],
    version: wire.etag,
    locked: ["rrule", "rdate", "recurrence-id"].some((name) => task.hasProperty(name)) ? repeats : null,
    raw: wire,
  };
}

function shownFields(task: ICAL.Component, lifecycle: string | null): FieldValues {
  const shown: FieldValues = {};
  for (const name of fieldNames) {
    const property = properties[name];
    if (name === "lifecycle" && lifecycle !== null) shown.lifecycle = lifecycle;
    else if (name !== "lifecycle" && property !== undefined) shown[name] = shownValue(task, name, property);
  }
  return shown;
}

function shownValue(task: ICAL.Component, name: FieldName, property: string): FieldValue {
  if (name === "dueOn" || name === "completedOn") return dayOf(task.getFirstPropertyValue(property));
  const text = textIn(task, property);
  if (text === null) return null;
  if (name === "percent") return fitting(/^(100|\d{1,2})$/, text, Number);
  if (fields[name].kind === "day") return fitting(/^\d{4}-\d\d-\d\d$/, text, String);
  if (fields[name].kind === "money") return fitting(/^\d+$/, text, String);
  return text;
}

function fitting<Value>(pattern: RegExp, text: string, make: (text: string) => Value): Value {
  if (!pattern.test(text)) throw new Unrecognised("a value of another shape", text.slice(0, 200));
  return make(text);
}

/** The day as it is in Vietnam; a time without a zone is the office's own. */
function dayOf(time: unknown): string | null {
  if (time === null || time === undefined) return null;
  if (!(time instanceof ICAL.Time))
    throw new Unrecognised("a time of another shape", String(time).slice(0, 200));
  if (time.isDate || time.zone !== ICAL.Timezone.utcTimezone) return time.toString().slice(0, 10);
  return new Date(time.toJSDate().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** The whole calendar with the change in it; Refused when a VTODO has no place for a part of it. */
export function changedCalendar({ before, set }: ProgressChange): string {
  const calendar = calendarOf((before.raw as WireTask).calendar);
  const task = taskIn(calendar);
  if (task === null) throw new Error("a change to something that is no task");
  for (const name of fieldNames) if (name in set) put(task, name, set[name] ?? null);
  const sequence = Number(textIn(task, "sequence") ?? 0);
  task.updatePropertyWithValue("sequence", sequence + 1);
  return calendar.toString();
}

function put(task: ICAL.Component, name: FieldName, value: FieldValue): void {
  const property = properties[name];
  if (property === undefined) throw noPlace(name);
  const written = value === "" ? null : value;
  task.removeAllProperties(property);
  if (written === null) return;
  task.addProperty(new ICAL.Property([property, {}, ...writtenValue(name, written)]));
}

/** Type and value as jCal has them: RFC 7265. */
function writtenValue(name: FieldName, value: string | number): [string, string | number] {
  if (name === "lifecycle") return ["text", wordOf(String(value))];
  if (name === "percent") return ["integer", value];
  // COMPLETED is an instant: noon in Vietnam is the same day in most of the world.
  if (name === "completedOn") return ["date-time", `${value}T05:00:00Z`];
  if (name === "title" || name === "dueOn") throw noPlace(name);
  return ["text", String(value).replaceAll(/\r\n?/g, "\n")];
}

function wordOf(lifecycle: string): string {
  const word = wordFor(status, LifecycleSchema.parse(lifecycle));
  if (word === null) throw noPlace("lifecycle");
  return word;
}

function noPlace(name: FieldName): Refused {
  return new Refused(`Lịch công việc (VTODO) không có chỗ ghi: ${inWords(phrase(`field.${name}`), "vi")}`);
}
