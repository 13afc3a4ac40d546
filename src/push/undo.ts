// Takes back what a run sent: a compensating plan. The register gets the earlier values back, and a decision of this
// person lets the next push carry them to the portal, if it still shows what the run sent. Nothing is sent from here.
import { UserError } from "../../schemas/errors.ts";
import type { FieldName, FieldValue, FieldValues } from "../../schemas/field.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import { unseal } from "../ledger/seal.ts";
import { sameValue, shownAs } from "../reconcile/normal.ts";
import { setFieldValues } from "../register/change.ts";
import { oursOf } from "../register/ours.ts";
import type { Tx } from "../store/connection.ts";
import { markLinksDue } from "../store/due.ts";
import { linksById } from "../store/links.ts";
import { addResolution } from "../store/resolutions.ts";
import { attemptsOfRun, type Run } from "../store/runs.ts";
import type { Lane, Means } from "./lane.ts";
import { decisionLedger } from "./resolve.ts";

/** One field of one task at one portal that goes back. */
export interface TakenBack {
  linkId: string;
  taskId: string;
  code: string;
  portal: string;
  field: FieldName;
  /** What the run sent, and what stood there before. */
  from: FieldValue;
  to: FieldValue;
  /** What the portal shows of it: not every portal has a word of its own for all we send. */
  shown: FieldValue;
}

/** What stays as it is, and why. */
export interface Skipped {
  code: string;
  portal: string;
  /** A field, or a file's name. */
  what: string;
  why: Phrase;
}

export interface UndoPlan {
  run: string;
  back: TakenBack[];
  skipped: Skipped[];
}

/** A run to take back, and the lanes to the portals it wrote to. */
export interface Undoing {
  run: Run;
  lanes: readonly Pick<Lane, "portal" | "facts">[];
}

/** What undoing a run would do. Changes nothing. */
export async function planUndo(means: Means, undoing: Undoing): Promise<UndoPlan> {
  return await means.store.read(async (tx) => await undoOf(tx, undoing));
}

/** Does it: register, decisions and due marks in one transaction. UserError without a reason or with nothing to do. */
export async function undo(means: Means, undoing: Undoing, reason: string): Promise<UndoPlan> {
  const at = means.now();
  const { run } = undoing;
  return await means.store.transaction(async (tx) => {
    const plan = await undoOf(tx, undoing);
    const problems = [
      ...(reason.trim() === "" ? [phrase("push.reason_needed")] : []),
      ...(plan.back.length === 0 ? [phrase("push.nothing_to_undo", { run: run.id.slice(0, 8) })] : []),
    ];
    if (problems.length > 0) throw new UserError(problems);
    const by = { who: means.who, run: means.run, at };
    for (const [taskId, fields] of Map.groupBy(plan.back, (one) => one.taskId)) {
      await setFieldValues(tx, {
        taskId,
        set: Object.fromEntries(fields.map(({ field, to }) => [field, to])),
        why: phrase("push.undone", { run: run.id.slice(0, 8), reason: reason.trim() }),
        provenance: { system: "dongbo", ...by },
      });
    }
    for (const { linkId, field, to, shown } of plan.back) {
      const decided = { id: means.newId(), field, take: "ours" as const, ours: to, theirs: shown };
      await addResolution(tx, { ...decided, linkId, reason: reason.trim(), ...by });
    }
    const linkIds = [...new Set(plan.back.map(({ linkId }) => linkId))];
    await markLinksDue(tx, { linkIds, reason: "undo", at });
    const note = phrase("push.undo_noted", {
      run: run.id.slice(0, 8),
      count: plan.back.length,
      reason: reason.trim(),
    });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: decisionLedger, at, bodies: [body] });
    return plan;
  });
}

/** What a run changed at one link, as the portal was seen to take it. */
interface Sent {
  before: FieldValues;
  set: FieldValues;
  files: string[];
}

async function undoOf(tx: Tx, { run, lanes }: Undoing): Promise<UndoPlan> {
  const sent = await sentIn(tx, run);
  const links = await linksById(tx, [...sent.keys()]);
  const ours = await oursOf(
    tx,
    links.map(({ taskId }) => taskId),
  );
  const plan: UndoPlan = { run: run.id, back: [], skipped: [] };
  for (const link of links) {
    const [change, task] = [sent.get(link.id), ours.get(link.taskId)];
    if (change === undefined || task === undefined) continue;
    const at = { code: task.code, portal: link.portal };
    for (const name of change.files)
      plan.skipped.push({ ...at, what: name, why: phrase("push.file_stays", at) });
    for (const [name, value] of Object.entries(change.set)) {
      const field = name as FieldName;
      const to = change.before[field] ?? null;
      const shown = link.base[field] ?? null;
      const { facts } = lanes.find(({ portal }) => portal === link.portal) ?? {};
      const other = plan.back.find((one) => one.taskId === link.taskId && one.field === field);
      const why =
        other !== undefined && !sameValue(field, other.to, to)
          ? phrase("push.undo_differs", { field, portal: other.portal })
          : whyNot(field, { sent: value, here: task.fields[field] ?? null, shown, facts });
      if (why !== null) plan.skipped.push({ ...at, what: field, why });
      else plan.back.push({ ...at, linkId: link.id, taskId: link.taskId, field, from: value, to, shown });
    }
  }
  plan.back.sort(byCodeAndPortal);
  plan.skipped.sort(byCodeAndPortal);
  return plan;
}

type Placed = Pick<Skipped, "code" | "portal">;

function byCodeAndPortal(one: Placed, other: Placed): number {
  return one.code.localeCompare(other.code) || one.portal.localeCompare(other.portal);
}

/** Applied attempts only; several of one link are one change, from before the first to after the last. */
async function sentIn(tx: Tx, run: Run): Promise<Map<string, Sent>> {
  const bodies = (await attemptsOfRun(tx, run.id)).map(unseal);
  const applied = new Set(
    bodies.flatMap((body) => (body.kind === "outcome" && body.outcome === "applied" ? [body.attemptId] : [])),
  );
  const sent = new Map<string, Sent>();
  for (const body of bodies) {
    if (body.kind !== "attempt" || body.operation === null || !applied.has(body.attemptId)) continue;
    const change = sent.get(body.linkId) ?? { before: {}, set: {}, files: [] };
    const { operation } = body;
    if (operation.kind === "send_evidence") change.files.push(operation.name);
    if (operation.kind === "send_progress") {
      change.before = { ...operation.before, ...change.before };
      change.set = { ...change.set, ...operation.set };
    }
    sent.set(body.linkId, change);
  }
  return sent;
}

/** Why a field is left as it is: somebody has touched it since. */
function whyNot(
  field: FieldName,
  {
    sent,
    here,
    shown,
    facts,
  }: { sent: FieldValue; here: FieldValue; shown: FieldValue; facts?: Lane["facts"] | undefined },
): Phrase | null {
  if (!sameValue(field, here, sent)) return phrase("push.touched_here", { field });
  const stands =
    facts === undefined ? sameValue(field, shown, sent) : shownAs(field, sent, shown, facts.status);
  return stands ? null : phrase("push.touched_there", { field });
}
