// The register's side of the account: every value in it was said by a person or taken over with its trace, from what
// the portal really showed, over a value that had been agreed there or that a person gave up.
import { fieldNames, type FieldName, type FieldValue, type FieldValues } from "../../../schemas/field.ts";
import { isBlank, sameValue } from "../../../src/reconcile/normal.ts";
import { taskHistory, type PastChange } from "../../../src/register/tasks.ts";
import { selectTasks } from "../../../src/store/tasks.ts";
import { isKept, valuesOf, type Side, type World } from "./world.ts";
import { shownValue } from "./writes.ts";

type Bases = ReadonlyMap<string, FieldValues>;

/** Follows each task from the last check to now and says whatever changed without leave. */
export async function checkRegister(world: World, side: Side, before: Bases): Promise<void> {
  const tasks = await world.store.read(async (tx) => await selectTasks(tx, world.taskIds));
  for (const task of tasks) {
    const { code, version } = task;
    const known = world.register.get(code) ?? new Map<FieldName, FieldValue>();
    for (const [field, value] of known) world.said.set(`${code} ${field}`, [value]);
    if (version !== world.versions.get(code))
      await followHistory(world, side, { code, before, assigned: task.deadline.dueOn });
    world.versions.set(code, version);
    for (const [field, value] of valuesOf(task)) {
      const said = known.get(field) ?? null;
      if (!sameValue(field, value, said)) {
        world.wrong.push(`${code}: ${field} is ${value} without a trace, was said to be ${said}`);
      }
    }
  }
}

async function followHistory(
  world: World,
  side: Side,
  { code, before, assigned }: { code: string; before: Bases; assigned: FieldValue },
): Promise<void> {
  const history = await world.store.read(async (tx) => await taskHistory(tx, code));
  const news = history.filter(({ id }) => id > (world.seenHistory.get(code) ?? 0)).toReversed();
  world.seenHistory.set(code, history[0]?.id ?? 0);
  for (const change of news) {
    const field = fieldOf(change);
    // What gave way was never in the register.
    if (field === null || change.why?.key === "push.gave_way") continue;
    if (change.trace !== null) checkAdoption(world, side, { code, field, before, change });
    const value = change.trace === null ? saidBy(change, assigned) : (change.trace.theirs as FieldValue);
    world.register.get(code)?.set(field, value);
    world.said.get(`${code} ${field}`)?.push(value);
  }
}

function fieldOf({ field }: PastChange): FieldName | null {
  return fieldNames.find((name) => name === (field === "extendedOn" ? "dueOn" : field)) ?? null;
}

/** Where a person ends an extension the assigned day counts again. */
function saidBy({ field, to }: PastChange, assigned: FieldValue): FieldValue {
  return field === "extendedOn" && to === null ? assigned : (to as FieldValue);
}

interface Adoption {
  code: string;
  field: FieldName;
  before: Bases;
  change: PastChange;
}

function checkAdoption(world: World, side: Side, { code, field, before, change }: Adoption): void {
  const { trace } = change;
  if (trace === null) return;
  const { portal } = side.lane;
  const told = JSON.stringify({ ...trace, raw: null });
  const wrong = (what: string) => world.wrong.push(`${code}: ${field} adopted ${what}: ${told}`);
  const at = world.codes.indexOf(code);
  const theirs = trace.theirs as FieldValue;
  const ours = world.register.get(code)?.get(field) ?? null;
  const shown = shownSince(world, side, { at, field });
  if (trace.portal !== portal) wrong("from another portal than was pushed");
  if (!shown.some((value) => sameValue(field, value, theirs))) wrong("what the portal never showed");
  if (trace.by === null) {
    const base = before.get(side.linkIds[at] ?? "")?.[field];
    const entered = enteredSince(side, { at, field });
    const isAgreed = [base, ...shown, ...entered].some(
      (value) => value !== undefined && sameValue(field, value, ours),
    );
    const isFirst = base === undefined && isBlank(field, ours);
    if (!isAgreed && !isFirst && !isKept(side, field)) wrong(`over ${ours}, which was never agreed there`);
  } else if (!isDecision(world, { portal, code, field, by: trace.by, ours, theirs })) {
    wrong("by a decision that nobody made about these values");
  }
  world.count("adopted");
}

interface Decision {
  portal: string;
  code: string;
  field: FieldName;
  by: { kind: "resolution" | "rule"; id: string };
  ours: FieldValue;
  theirs: FieldValue;
}

function isDecision(world: World, { portal, code, field, by, ours, theirs }: Decision): boolean {
  return world.decided.some(({ resolution, rule, ...at }) => {
    if (at.portal !== portal || resolution.field !== field || resolution.take !== "theirs") return false;
    if (by.kind === "rule") return rule === by.id;
    const isSeen = sameValue(field, resolution.theirs, theirs) && sameValue(field, resolution.ours, ours);
    return resolution.id === by.id && at.code === code && isSeen;
  });
}

/** What the portal's entries said of a field since the last push began. */
export function enteredSince(side: Side, of: { at: number; field: FieldName }): FieldValue[] {
  const own = side.wire.shown.filter(({ remoteId }) => remoteId === side.remoteIds[of.at]);
  return own.flatMap(({ entries = [] }) =>
    entries.flatMap(({ fields }) => {
      const value = fields[of.field];
      return value === undefined ? [] : [value];
    }),
  );
}

/** What the portal showed of a field since the last push began. */
export function shownSince(world: World, side: Side, of: { at: number; field: FieldName }): FieldValue[] {
  const own = side.wire.shown.filter(({ remoteId }) => remoteId === side.remoteIds[of.at]);
  return own.flatMap((task) => {
    const value = shownValue(world, side, task, of.field);
    return value === undefined ? [] : [value];
  });
}
