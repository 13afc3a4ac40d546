// First linking: which remote record stands for which task. Looking changes nothing, a link is made only for a pair that
// somebody accepted, and nothing is ever created at a portal.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { knownName, readDirectory, type Directory } from "../register/directory.ts";
import type { Tx } from "../store/connection.ts";
import { selectSources } from "../store/documents.ts";
import { markLinksDue } from "../store/due.ts";
import { addLinks, recordListing, tasksToLink, type LinkableTask } from "../store/links.ts";
import { mappingOf, type Lane, type Means } from "./lane.ts";
import { ownCodeOf, type OurTask, type TheirRecord } from "./match-sides.ts";
import { matchRecords, type Matches } from "./match.ts";
import { connectToRead } from "./out-of-order.ts";

export interface LinkPreview extends Matches {
  portal: string;
  listed: number;
  /** Every record that the portal listed. */
  records: ReadonlyMap<string, RemoteTask>;
}

/** A task and a record, chosen by a person or accepted as sure. */
export interface Pair {
  code: string;
  remoteId: string;
}

/** Lists the portal and compares it with the register; changes nothing. */
export async function previewLinks(means: Means, lane: Lane): Promise<LinkPreview> {
  const { tasks, sources, directory } = await means.store.read(async (tx) => {
    const rows = await tasksToLink(tx, lane.portal);
    const ids = rows.map(({ id }) => id);
    return { tasks: rows, sources: await selectSources(tx, ids), directory: await readDirectory(tx) };
  });
  const session = await connectToRead(means, lane);
  const records = new Map<string, RemoteTask>();
  for await (const record of session.listTasks()) {
    records.set(record.remoteId, record);
    means.show({ portal: lane.portal, doing: "observing", done: records.size, total: tasks.length });
  }
  const linked = new Set(tasks.map(({ remoteId }) => remoteId));
  const ours = tasks.map((task) => ({
    ...ourTask(task, directory),
    sources: sources.get(task.id) ?? [],
  }));
  const theirs = [...records.values()].map((record) => ({
    ...theirRecord(record, directory),
    ownCode: ownCodeOf(lane.portal, record.remoteId),
    linked: linked.has(record.remoteId),
  }));
  return { portal: lane.portal, ...matchRecords(ours, theirs), listed: records.size, records };
}

function ourTask(task: LinkableTask, { shortNames }: Directory): Omit<OurTask, "sources"> {
  const { id, code, title, dueOn, leadOrganisationId: lead, mayLeave, remoteId } = task;
  const standing = remoteId !== null ? "linked" : mayLeave ? "open" : "closed";
  return { id, code, title, dueOn, standing, leadOrganisation: lead && (shortNames.get(lead) ?? null) };
}

function theirRecord(record: RemoteTask, directory: Directory): Omit<TheirRecord, "linked" | "ownCode"> {
  const { remoteId, code, document, fields } = record;
  const lead = textOf(fields.leadOrganisation);
  return {
    remoteId,
    code,
    document,
    title: textOf(fields.title) ?? "",
    dueOn: textOf(fields.dueOn),
    leadOrganisation: lead && knownName(directory, lead),
  };
}

/** What a portal shows as text; nothing and "" are `null`. */
export function textOf(value: RemoteTask["fields"][keyof RemoteTask["fields"]]): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/**
 * Links accepted pairs, all or none; each new link is due, so that the next push meets the other side. UserError with
 * every pair whose task or record is unknown, linked already, named twice, or not allowed out.
 */
export async function acceptLinks(
  means: Means,
  lane: Lane,
  { preview, pairs }: { preview: LinkPreview; pairs: readonly Pair[] },
): Promise<void> {
  await means.store.transaction(async (tx) => {
    const tasks = await tasksToLink(tx, lane.portal);
    const byCode = new Map(tasks.map((task) => [task.code, task]));
    const problems = problemsOf(pairs, { preview, byCode });
    if (problems.length > 0) throw new UserError(problems);
    const links = pairs.flatMap(({ code, remoteId }) => {
      const taskId = byCode.get(code)?.id;
      return taskId === undefined ? [] : [{ taskId, remoteId }];
    });
    await writeLinks(tx, { means, lane, links });
    await recordListing(tx, { portal: lane.portal, at: means.now(), listed: preview.listed });
  });
}

function problemsOf(
  pairs: readonly Pair[],
  { preview, byCode }: { preview: LinkPreview; byCode: ReadonlyMap<string, LinkableTask> },
): Phrase[] {
  const { portal, records } = preview;
  const owners = new Map([...byCode.values()].map((task) => [task.remoteId, task.code]));
  return pairs.flatMap(({ code, remoteId }, at) => {
    const task = byCode.get(code);
    const owner = owners.get(remoteId);
    const before = pairs.slice(0, at);
    const place = { pair: `${code}=${remoteId}`, code, remoteId, portal };
    const said: Phrase[] = [];
    if (task === undefined) said.push(phrase("push.pair.no_task", place));
    else if (task.remoteId !== null) {
      said.push(phrase("push.pair.task_linked", { ...place, other: task.remoteId }));
    } else if (!task.mayLeave) said.push(phrase("push.pair.closed", place));
    if (owner !== undefined) said.push(phrase("push.pair.record_linked", { ...place, owner }));
    else if (!records.has(remoteId)) said.push(phrase("push.pair.no_record", place));
    if (before.some((other) => other.code === code || other.remoteId === remoteId)) {
      said.push(phrase("push.pair.twice", place));
    }
    return said;
  });
}

/** Adds links to a lane and marks them due. */
export async function writeLinks(
  tx: Tx,
  {
    means,
    lane,
    links,
  }: { means: Means; lane: Lane; links: readonly { taskId: string; remoteId: string }[] },
): Promise<void> {
  const at = means.now();
  const mapping = mappingOf(lane);
  const added = links.map((link) => ({
    ...link,
    id: means.newId(),
    portal: lane.portal,
    lane: lane.name,
    mapping,
  }));
  await addLinks(tx, added, { who: means.who, at });
  await markLinksDue(tx, { linkIds: added.map(({ id }) => id), reason: "linked", at });
}
