// Why a field has the value it has: everything that ever happened to it, from the register's history, the ledger, the
// decisions of people and what is held now, newest first. Each entry has the id under which it can be looked up.
// Reads only.
import type { KeptBody, OutcomeKind } from "../../schemas/attempt.ts";
import { UserError } from "../../schemas/errors.ts";
import type { FieldName } from "../../schemas/field.ts";
import type { Reason } from "../../schemas/operation.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { mayLeave } from "../../schemas/task.ts";
import type { Instant } from "../../schemas/time.ts";
import { listEntries, type LedgerEntry } from "../ledger/read.ts";
import { findTask, taskHistory, type PastChange } from "../register/tasks.ts";
import type { Tx } from "../store/connection.ts";
import { listHolds } from "../store/holds.ts";
import { linksOfTask } from "../store/links.ts";
import { pastResolutions, type PastResolution } from "../store/resolutions.ts";
import type { Means } from "./lane.ts";

/** The three values that a merge compared. */
export interface ThreeSides {
  base: unknown;
  ours: unknown;
  theirs: unknown;
}

/** One thing that happened to a field. */
export interface FieldEvent {
  /** "h12": register history; "nq57/14": ledger; "r1a2b3c4d": a person's decision; "hold": now. */
  id: string;
  kind: "changed" | "adopted" | "gave_way" | "sent" | "resolved" | "held";
  at: Instant;
  who: string;
  /** Through which system the value came. */
  system: string;
  run: string;
  /** Where it was sent, taken from, or held. */
  portal: string | null;
  from: unknown;
  to: unknown;
  /** For merges: the three values, their pattern, the owner, and the person's decision if one made it so. */
  sides: ThreeSides | null;
  rule: Reason | null;
  /** In words. */
  why: Phrase | null;
  /** For "sent": what became of it; `null`: not known yet. */
  outcome: OutcomeKind | null;
  /** The portal's own words, unmapped, where it was kept. */
  raw: unknown;
}

const longest = 1_000_000;

/** The events of one field of one task. UserError when there is no such task. */
export async function whyOf(
  means: Means,
  { code, field }: { code: string; field: FieldName },
): Promise<FieldEvent[]> {
  return await means.store.read(async (tx) => {
    const task = await findTask(tx, code);
    if (task === null) throw new UserError([phrase("register.unknown_task", { code })]);
    const links = await linksOfTask(tx, task.id);
    const portals = new Map(links.map((link) => [link.id, link.portal]));
    const resolved = await pastResolutions(tx, { linkIds: [...portals.keys()], field });
    const events = [
      ...(await taskHistory(tx, code, field)).map(changedEvent),
      ...sentEvents(await listEntries(tx, { taskCode: code, limit: longest }), field),
      ...resolved.map((one) => resolvedEvent(one, portals.get(one.linkId) ?? null)),
      ...(mayLeave(task.classification) ? await heldEvents(tx, code, field) : []),
    ];
    return events.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  });
}

function changedEvent(change: PastChange): FieldEvent {
  const { trace } = change;
  const plain = {
    id: `h${change.id}`,
    at: change.at,
    who: change.who,
    system: change.system,
    run: change.run,
    from: change.from,
    to: change.to,
    why: change.why,
    outcome: null,
  };
  if (trace === null) {
    // The portal's value lost by a decision and is kept here; the register's own did not change.
    const isLoser = change.why?.key === "push.gave_way";
    const portal = isLoser ? change.system : null;
    return { ...plain, kind: isLoser ? "gave_way" : "changed", portal, sides: null, rule: null, raw: null };
  }
  const { portal, base, ours, theirs, raw, pattern, owner, by } = trace;
  return {
    ...plain,
    kind: "adopted",
    portal,
    sides: { base, ours, theirs },
    rule: { pattern, owner, by },
    raw,
  };
}

function sentEvents(entries: readonly LedgerEntry[], field: FieldName): FieldEvent[] {
  const outcomes = new Map(
    entries.flatMap(({ body }) => (body.kind === "outcome" ? [[body.attemptId, body]] : [])),
  );
  return entries.flatMap(({ id, at, body }) => {
    const sent = sentIn(body, field);
    return sent === null ? [] : [{ ...sent, ...endOf(body, outcomes), id, at }];
  });
}

function sentIn(body: KeptBody, field: FieldName): Omit<FieldEvent, "id" | "at" | "outcome" | "why"> | null {
  if (body.kind !== "attempt" || body.operation?.kind !== "send_progress") return null;
  const { set, before, base, because, portal } = body.operation;
  if (!(field in set)) return null;
  const from = before[field] ?? null;
  const to = set[field] ?? null;
  return {
    kind: "sent",
    who: body.who ?? "",
    system: "dongbo",
    run: body.run,
    portal,
    from,
    to,
    sides: { base: base[field] ?? null, ours: to, theirs: from },
    rule: because[field] ?? null,
    raw: null,
  };
}

function endOf(
  body: KeptBody,
  outcomes: ReadonlyMap<string, Extract<KeptBody, { kind: "outcome" }>>,
): Pick<FieldEvent, "outcome" | "why"> {
  const end = body.kind === "attempt" ? outcomes.get(body.attemptId) : undefined;
  return { outcome: end?.outcome ?? null, why: end?.reason ?? null };
}

function resolvedEvent(one: PastResolution, portal: string | null): FieldEvent {
  const { take, ours, theirs } = one;
  return {
    id: `r${one.id.slice(0, 8)}`,
    kind: "resolved",
    at: one.at,
    who: one.who,
    system: "dongbo",
    run: one.run,
    portal,
    from: take === "ours" ? theirs : ours,
    to: take === "ours" ? ours : theirs,
    sides: null,
    rule: null,
    why: phrase("push.because", { reason: one.reason }),
    outcome: null,
    raw: null,
  };
}

async function heldEvents(tx: Tx, code: string, field: FieldName): Promise<FieldEvent[]> {
  const holds = (await listHolds(tx, { code })).filter((hold) => hold.fields.includes(field));
  return holds.flatMap((hold) =>
    hold.reasons
      .filter(({ values }) => values["field"] === undefined || values["field"] === field)
      .map((why) => ({
        id: "hold",
        kind: "held" as const,
        at: hold.since,
        who: "",
        system: "dongbo",
        run: hold.run,
        portal: hold.portal,
        from: null,
        to: null,
        sides: {
          base: hold.base[field] ?? null,
          ours: hold.ours[field] ?? null,
          theirs: hold.theirs[field] ?? null,
        },
        rule: null,
        why,
        outcome: null,
        raw: hold.raw,
      })),
  );
}
