// Runs as people speak of them: what began when, how it ended, and the three ways of taking one up again. Each way is
// nothing but a choice of links that are due; what to send is decided anew, by what register and portal say then.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { OutcomeKind } from "../../schemas/attempt.ts";
import { forgetMending } from "../store/copies.ts";
import { unseal } from "../ledger/seal.ts";
import type { Tx } from "../store/connection.ts";
import { dueSince, markLinksDue } from "../store/due.ts";
import { holdsOfRun, liftHolds } from "../store/holds.ts";
import { linksOfPortal } from "../store/links.ts";
import {
  addRun,
  endRun,
  newestRuns,
  attemptsOfRun,
  runsNamed,
  type Run,
  type RunKind,
} from "../store/runs.ts";
import { reportedRun, runPage, runProgress, type ReportedRun } from "../store/run-pages.ts";
import type { LaneReport, Means } from "./lane.ts";

export type { Run, RunKind } from "../store/runs.ts";

/**
 * resume: starts where the run stopped: its unfinished attempts are looked for, then what it had not come to.
 * retry: starts anew with what it held, what was refused and what did not arrive.
 * again: starts anew with everything that it was about.
 */
export type Again = Extract<RunKind, "resume" | "retry" | "again">;

/** How a run went, as the ledger has it. */
export interface RunStory extends Run {
  attempts: number;
  outcomes: Partial<Record<OutcomeKind, number>>;
  /** Attempts without an outcome yet. */
  open: number;
}

/** Notes on the register that a run begins. */
export async function beginRun(
  means: Means,
  run: { what: RunKind; of?: string | undefined; portals: string[] },
): Promise<void> {
  const { run: id, who, carrier } = means;
  const begun = { ...run, of: run.of ?? null, id, who, carrier, startedAt: means.now() };
  await means.store.transaction(async (tx) => await addRun(tx, begun));
}

/** Notes how it ended. */
export async function finishRun(means: Means, reports: readonly object[]): Promise<void> {
  const end = { id: means.run, at: means.now(), reports };
  await means.store.transaction(async (tx) => await endRun(tx, end));
}

/** The newest runs with what came of them, newest first. */
export async function listRuns(means: Means, limit: number): Promise<RunStory[]> {
  return await means.store.read(async (tx) => {
    const stories: RunStory[] = [];
    for (const run of await newestRuns(tx, limit)) stories.push(await storyOf(tx, run));
    return stories;
  });
}

async function storyOf(tx: Tx, run: Run): Promise<RunStory> {
  const rows = await attemptsOfRun(tx, run.id);
  const attempts = rows.filter(({ kind }) => kind === "attempt").length;
  const outcomes: RunStory["outcomes"] = {};
  for (const row of rows) {
    const body = unseal(row);
    if (body.kind === "outcome") outcomes[body.outcome] = (outcomes[body.outcome] ?? 0) + 1;
  }
  return { ...run, attempts, outcomes, open: unfinishedIn(rows).size };
}

/** A run with the counts that each portal's report gave at its end; `null`: it has not ended. */
export interface RunSummary extends Run {
  reports: (Pick<LaneReport, "portal"> & Partial<LaneReport>)[] | null;
}

/** A page of runs at some portals (`null`: all), newest first. Folds no attempt. */
export async function pageOfRuns(
  { store }: Pick<Means, "store">,
  page: Parameters<typeof runPage>[1],
): Promise<RunSummary[]> {
  return (await store.read(async (tx) => await runPage(tx, page))).map(summaryOf);
}

/** The run with exactly this id. */
export async function runSummary({ store }: Pick<Means, "store">, id: string): Promise<RunSummary | null> {
  const run = await store.read(async (tx) => await reportedRun(tx, id));
  return run === null ? null : summaryOf(run);
}

/** How far a run is; `null`: there is none. */
export async function progressOf({ store }: Pick<Means, "store">, id: string) {
  return await store.read(async (tx) => await runProgress(tx, id));
}

function summaryOf({ reports, ...run }: ReportedRun): RunSummary {
  return { ...run, reports: Array.isArray(reports) ? (reports as NonNullable<RunSummary["reports"]>) : null };
}

/** The run with this id or the beginning of it, or the newest one ("last"). UserError when it is not exactly one. */
export async function findRun(means: Means, id: string): Promise<Run> {
  return await means.store.read(async (tx) => {
    const found = id === "last" ? await newestRuns(tx, 1) : await runsNamed(tx, id);
    const [run] = found;
    if (run === undefined) throw new UserError([phrase("push.no_such_run", { id })]);
    if (found.length > 1) {
      const ids = found.map((one) => one.id.slice(0, 12)).join(", ");
      throw new UserError([phrase("push.which_run", { id, ids })]);
    }
    return run;
  });
}

/** Makes due what taking up a run again starts with, and says which links that are. Sends nothing. */
export async function takeUp(means: Means, run: Run, how: Again): Promise<Set<string>> {
  const at = means.now();
  return await means.store.transaction(async (tx) => {
    if (how === "resume") return await leftBy(tx, run);
    const links = how === "retry" ? await failedIn(tx, run) : await aboutIn(tx, run);
    const linkIds = [...links];
    // A hold answers an old look; the next one answers anew.
    if (how === "retry") {
      await liftHolds(tx, linkIds);
      await forgetMending(tx, linkIds);
    }
    await markLinksDue(tx, { linkIds, reason: how, at });
    return links;
  });
}

/** What a run left behind: its open attempts, and what was due at its portals before it began. */
async function leftBy(tx: Tx, run: Run): Promise<Set<string>> {
  const open = unfinishedIn(await attemptsOfRun(tx, run.id));
  const due = await dueSince(tx, { portals: run.portals, before: run.startedAt });
  return new Set([...open, ...due]);
}

async function failedIn(tx: Tx, run: Run): Promise<Set<string>> {
  const rows = await attemptsOfRun(tx, run.id);
  const failed = rows.flatMap((row) => {
    const body = unseal(row);
    return body.kind === "outcome" && body.outcome !== "applied" ? [body.linkId] : [];
  });
  return new Set([...failed, ...unfinishedIn(rows), ...(await holdsOfRun(tx, run.id))]);
}

async function aboutIn(tx: Tx, run: Run): Promise<Set<string>> {
  if (run.what === "full") {
    const links = [];
    for (const portal of run.portals) links.push(...(await linksOfPortal(tx, portal)));
    return new Set(links.map(({ id }) => id));
  }
  const rows = await attemptsOfRun(tx, run.id);
  const touched = rows.flatMap(({ link_id: id }) => (id === null ? [] : [id]));
  return new Set([...touched, ...(await holdsOfRun(tx, run.id)), ...(await leftBy(tx, run))]);
}

/** Links with an attempt of these rows that has no outcome among them. */
function unfinishedIn(rows: readonly { kind: string; attempt_id: string | null; link_id: string | null }[]) {
  const settled = new Set(rows.filter(({ kind }) => kind === "outcome").map((row) => row.attempt_id));
  const open = rows.filter(({ kind, attempt_id: id }) => kind === "attempt" && !settled.has(id));
  return new Set(open.flatMap(({ link_id: id }) => (id === null ? [] : [id])));
}
