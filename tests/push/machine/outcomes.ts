// What the ledger calls applied, the portal showed whole at one moment of the push that says so.
import type { Operation } from "../../../schemas/operation.ts";
import type { FieldName } from "../../../schemas/field.ts";
import type { RemoteTask } from "../../../schemas/remote.ts";
import type { Memory } from "../../../adapters/memory/memory.ts";
import { markerOf } from "../../../schemas/marker.ts";
import { listEntries } from "../../../src/ledger/read.ts";
import { sameValue } from "../../../src/reconcile/normal.ts";
import type { Side, World } from "./world.ts";
import { shownValue } from "./writes.ts";

/** A world's lanes never have more entries of interest. */
const newestEntries = 300;

/** Checks the outcomes that the last push entered. */
export async function checkOutcomes(world: World, side: Side): Promise<void> {
  const { name: lane } = side.lane;
  const entries = await world.store.read(async (tx) => await listEntries(tx, { lane, limit: newestEntries }));
  const news = entries.filter(({ seq }) => seq > side.wire.checkedUpTo);
  side.wire.checkedUpTo = entries[0]?.seq ?? 0;
  const attempts = entries.flatMap(({ at, body }) =>
    body.kind === "attempt" && body.operation !== null
      ? [{ ...body, operation: body.operation, at: Date.parse(at) }]
      : [],
  );
  for (const { at, body } of news) {
    if (body.kind !== "outcome") continue;
    world.count(`outcome ${body.outcome}`);
    const attempt = attempts.find(({ attemptId }) => attemptId === body.attemptId);
    if (attempt === undefined) world.wrong.push(`${lane}: an outcome without its attempt`);
    else if (body.outcome === "applied" && !wasShown(world, side, attempt.operation)) {
      world.wrong.push(`${lane}: applied, but never shown: ${JSON.stringify(attempt.operation)}`);
    } else if (body.outcome === "not_sent" && isEntered(side, attempt)) {
      world.wrong.push(`${lane}: called not sent, though its entry stands there`);
    } else if (
      body.outcome === "not_sent" &&
      isUnderWay(side, attempts, { attempt, until: Date.parse(at) })
    ) {
      world.wrong.push(`${lane}: called not sent while it was under way`);
    }
  }
}

interface Opened {
  attemptId: string;
  key: string;
  at: number;
}

/** Whether an attempt's write had left by then and was still to land. Newest attempts come first. */
function isUnderWay(
  { wire }: Side,
  attempts: readonly Opened[],
  { attempt, until }: { attempt: Opened; until: number },
): boolean {
  return wire.underWay.some(({ key, leftAt, landsAt }) => {
    const own = attempts.find((one) => one.key === key && one.at <= leftAt);
    return own?.attemptId === attempt.attemptId && leftAt <= until && until < landsAt;
  });
}

/** Whether the portal holds the whole entry of an attempt, and shows its entries: then it can always be found. */
function isEntered(
  side: Side,
  { attemptId, operation }: { attemptId: string; operation: Operation },
): boolean {
  if (side.keeps === "newest" || operation.kind !== "send_progress") return false;
  const { set, remoteId } = operation;
  const { records } = side.simulator.options["memory"] as Memory;
  const entries = records.find((record) => record.remoteId === remoteId)?.entries ?? [];
  const entry = entries.find(({ marker }) => marker === markerOf(attemptId));
  if (entry === undefined) return false;
  return (
    side.keeps === "marked" || (isWhole(set.percent, entry.percent) && isWhole(set.progressText, entry.text))
  );
}

function isWhole(sent: unknown, entered: unknown): boolean {
  return sent === undefined || (sent ?? null) === entered;
}

function wasShown(world: World, side: Side, operation: Operation): boolean {
  const own = side.wire.shown.filter(({ remoteId }) => remoteId === operation.remoteId);
  return own.some((task) => shows(world, side, { task, operation }));
}

function shows(
  world: World,
  side: Side,
  { task, operation }: { task: RemoteTask; operation: Operation },
): boolean {
  if (operation.kind === "send_evidence")
    return task.evidence.some(({ sha256 }) => sha256 === operation.sha256);
  if (operation.kind !== "send_progress") return false;
  return Object.entries(operation.set).every(([name, value]) => {
    const field = name as FieldName;
    const entered = (task.entries ?? []).map((entry) => entry.fields[field]);
    return [shownValue(world, side, task, field) ?? null, ...entered].some(
      (one) => one !== undefined && sameValue(field, one, value),
    );
  });
}
