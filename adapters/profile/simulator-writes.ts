// How an imitated portal takes a change of a task: strict about spellings, versions and what it demands; unknown names
// are passed over in silence, as its framework would. Never repairs anything.
import { type FieldName } from "../../schemas/field.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import type { Spelling, Write } from "./schema.ts";
import { echo, no, yes } from "./simulator-answers.ts";
import { attached } from "./simulator-files.ts";
import { idOfName, lockedWords, numberOf, versionOf } from "./simulator-rows.ts";
import { accepted, cameAt } from "./simulator-spelling.ts";
import {
  change,
  edit,
  wordOf,
  type PortalState,
  type StoredTask,
  type Value,
  type Values,
} from "./simulator-state.ts";

/** The handler of one call, which may stand for several writes of the profile and for attaching a file. */
export function written(writes: readonly Write[], attaches: boolean) {
  return (asked: Asked, state: PortalState): Answer => {
    const task = state.tasks.get(asked.params["id"] ?? "");
    if (task === undefined) return refuse(state, "Không tìm thấy nhiệm vụ.", "gone");
    const stopped = refusal(asked, state);
    if (stopped !== null) return stopped;
    const body = writes[0]?.as === "form" ? asked.form() : asked.json();
    const file = attaches ? attached(asked, state, { task, body }) : null;
    if (file !== null) return file;
    const write = writes.find((one) => one.only === undefined) ?? writes[0];
    if (write === undefined) return refuse(state, "Dữ liệu không hợp lệ.");
    return taken(asked, state, { task, body, write });
  };
}

function taken(
  asked: Asked,
  state: PortalState,
  { task, body, write }: { task: StoredTask; body: unknown; write: Write },
): Answer {
  rivalEdits(asked, state, task);
  const stale = staleness(asked, state, { task, body, write });
  if (stale !== null) return stale;
  const came = valuesIn(state, write, body);
  if ("wrong" in came) return refuse(state, `Dữ liệu không hợp lệ: ${came.wrong}.`);
  const lacking = lackingOf(task, write, came.set);
  if (lacking !== null) return refuse(state, lacking);
  const silent = asked.faults.fires("silent-204") !== null;
  const lost = silent ? null : asked.faults.fires("drops-field");
  const kept = lost === null ? came.set : withoutOne(task, came.set, lost["field"]);
  const moved = movedTo(state, write);
  const set = moved === null ? kept : { ...kept, lifecycle: moved };
  if (moved !== null && write.only !== undefined && task.fields.lifecycle !== moved) task.round += 1;
  state.clock = asked.now;
  const id = change(state, task, { set, entry: write.entry === true });
  state.rewriting.wrote(asked.faults, String(task.id));
  if (asked.faults.fires("already-sent") !== null)
    return echo(state.profile) ?? yes(state.profile, [200], {});
  if (silent) return { status: 204, empty: true };
  return yes(state.profile, write.taken, write.id === undefined ? {} : { [write.id]: id });
}

/** What stands in the way of any write to a task: a closed period, or a fault that says no. */
function refusal(asked: Asked, state: PortalState): Answer | null {
  const locked = asked.faults.fires("period-locked");
  if (locked !== null) return refuse(state, lockedWords(locked["message"]));
  if (asked.faults.fires("success-false") === null) return null;
  const failed = refuse(state, "Không thể lưu dữ liệu, vui lòng thử lại sau.");
  return { ...failed, status: 200 };
}

function rivalEdits(asked: Asked, state: PortalState, task: StoredTask): void {
  const rival = asked.faults.fires("edited-between");
  if (rival === null) return;
  const percent = Number(rival["percent"] ?? task.fields.percent ?? 0);
  edit(state, String(task.id), {
    percent,
    progressText: String(rival["text"] ?? "Cập nhật trực tiếp trên cổng"),
  });
}

function staleness(
  asked: Asked,
  { profile }: PortalState,
  { task, body, write }: { task: StoredTask; body: unknown; write: Write },
): Answer | null {
  const { version } = profile;
  if (version === undefined) return null;
  const under = write.under === undefined ? "" : `${write.under}.`;
  const came =
    version.header === undefined
      ? cameAt(body, `${under}${version.to ?? ""}`)
      : asked.headers[version.header.toLowerCase()];
  if (came === undefined)
    return no(profile, { is: "Refused", on: "write", words: "Thiếu phiên bản của nhiệm vụ." });
  if (String(came) === String(versionOf(profile, task))) return null;
  return no(profile, { is: "Stale", on: "write", words: "Nhiệm vụ đã được người khác cập nhật." });
}

/** The fields that a body sets, or the first that the portal does not take. */
function valuesIn(state: PortalState, write: Write, body: unknown): { set: Values } | { wrong: string } {
  const { fields } = state.profile.task;
  const under = write.under === undefined ? "" : `${write.under}.`;
  const set: Values = {};
  for (const name of write.carries) {
    const field = fields[name];
    const place = field.to ?? field.at ?? name;
    const path = `${under}${field.by === undefined ? place : place.replace(/\[[^\]]*\](?=[^\]]*$)/, `[${field.by}=${numberOf(name)}]`)}`;
    const came = cameAt(body, path);
    const isDemanded = write.always === "all" || write.always.includes(name);
    if (came === undefined && isDemanded) return { wrong: `${path} là bắt buộc` };
    if (came === undefined) continue;
    const named = field.lookup === undefined ? came : nameOf(state, field.lookup, came);
    const as = field.toAs ?? field.as ?? "text";
    const value = accepted(write.as === "form" ? unformed(named, as) : named, as, field.empty);
    if (value === undefined || !isKnown(state, name, value)) return { wrong: path };
    if (typeof value === "string" && value.length > (write.longest ?? Infinity))
      return { wrong: `${path} quá dài` };
    set[name] = value;
  }
  return { set };
}

/** A form says everything as text. */
function unformed(came: unknown, as: Spelling): unknown {
  const isNumber = ["percent", "number", "day-epoch-ms"].includes(as);
  return isNumber && typeof came === "string" && /^-?\d+$/.test(came) ? Number(came) : came;
}

function isKnown({ profile }: PortalState, name: FieldName, value: Value): boolean {
  return name !== "lifecycle" || (value !== null && Object.hasOwn(profile.task.status.reads, String(value)));
}

function nameOf(state: PortalState, list: string, id: unknown): unknown {
  const words = Object.keys(state.profile.task.status.reads);
  const leads = [...state.tasks.values()].map(({ fields }) => String(fields.leadOrganisation ?? ""));
  return id === null
    ? null
    : [...words, ...leads].find((name) => String(idOfName(list, name)) === String(id));
}

function lackingOf(task: StoredTask, { needs }: Write, set: Values): string | null {
  const after = { ...task.fields, ...set };
  if (needs?.percent !== undefined && after.percent !== needs.percent)
    return `Tiến độ phải đạt ${needs.percent}%.`;
  const empty = (needs?.filled ?? []).find((name) => (after[name] ?? null) === null);
  return empty === undefined ? null : `Thiếu thông tin bắt buộc: ${empty}.`;
}

function movedTo(state: PortalState, { only, moves }: Write): string | null {
  const lifecycle = (only ?? moves)?.[0];
  if (lifecycle === undefined) return null;
  const said = state.profile.task.status.writes[lifecycle];
  return typeof said === "string" ? said : wordOf(state, lifecycle);
}

/** What is left when a fault loses one field: the named one, else the last that would have changed. */
function withoutOne(task: StoredTask, set: Values, named: string | number | boolean | undefined): Values {
  const changing = Object.entries(set).filter(([name, value]) => task.fields[name as FieldName] !== value);
  const lost = named ?? changing.at(-1)?.[0];
  return Object.fromEntries(Object.entries(set).filter(([name]) => name !== lost)) as Values;
}

function refuse({ profile }: PortalState, words: string, is: "Refused" | "gone" = "Refused"): Answer {
  const row =
    is === "gone" ? no(profile, { is, on: "read", words }) : no(profile, { is, on: "write", words });
  return row;
}
