// First linking: which remote record stands for which task. Only an equal code counts as sure; nothing is linked
// before somebody accepts the preview, and nothing is ever created at a portal.
import type { RemoteTask } from "../../schemas/remote.ts";
import { markLinksDue } from "../store/due.ts";
import { addLinks, linksOfPortal, recordListing, unlinkedTasks } from "../store/links.ts";
import { mappingOf, type Lane, type Means } from "./lane.ts";
import { recordExchange } from "./send.ts";

export interface Match {
  taskId: string;
  code: string;
  title: string;
  remoteId: string;
}

export interface LinkPreview {
  portal: string;
  /** Equal codes, each found once on both sides. */
  sure: Match[];
  /** Codes that the portal shows more than once: a person must say which is meant. */
  ambiguous: { code: string; remoteIds: string[] }[];
  /** Tasks of ours that the portal does not list. */
  onlyOurs: string[];
  /** Remote records that match no task of ours. */
  onlyTheirs: { remoteId: string; code: string | null }[];
  listed: number;
}

/** Lists the portal and compares codes; changes nothing. */
export async function previewLinks(means: Means, lane: Lane): Promise<LinkPreview> {
  const { unlinked, linked } = await means.store.read(async (tx) => ({
    unlinked: await unlinkedTasks(tx, lane.portal),
    linked: new Set((await linksOfPortal(tx, lane.portal)).map((link) => link.remoteId)),
  }));
  const session = await lane.connect(recordExchange);
  const remote: RemoteTask[] = [];
  for await (const task of session.listTasks()) {
    remote.push(task);
    means.show({ portal: lane.portal, doing: "observing", done: remote.length, total: unlinked.length });
  }

  const byCode = new Map<string, RemoteTask[]>();
  const free = remote.filter((task) => !linked.has(task.remoteId));
  for (const task of free) {
    const code = foldCode(task.code ?? "");
    if (code !== "") byCode.set(code, [...(byCode.get(code) ?? []), task]);
  }
  const preview: LinkPreview = {
    portal: lane.portal,
    sure: [],
    ambiguous: [],
    onlyOurs: [],
    onlyTheirs: [],
    listed: remote.length,
  };
  for (const { id, code, title } of unlinked) {
    const found = byCode.get(foldCode(code)) ?? [];
    const [first] = found;
    if (first === undefined) preview.onlyOurs.push(code);
    else if (found.length > 1)
      preview.ambiguous.push({ code, remoteIds: found.map((task) => task.remoteId) });
    else preview.sure.push({ taskId: id, code, title, remoteId: first.remoteId });
  }
  const ours = new Set(unlinked.map(({ code }) => foldCode(code)));
  preview.onlyTheirs = free
    .filter((task) => !ours.has(foldCode(task.code ?? "")))
    .map(({ remoteId, code }) => ({ remoteId, code }));
  return preview;
}

/** Links what the preview was sure of; each new link is due, so that the next push meets the other side. */
export async function acceptLinks(means: Means, lane: Lane, preview: LinkPreview): Promise<void> {
  const at = means.now();
  const links = preview.sure.map(({ taskId, remoteId }) => ({
    id: means.newId(),
    taskId,
    remoteId,
    portal: lane.portal,
    lane: lane.name,
    mapping: mappingOf(lane),
  }));
  await means.store.transaction(async (tx) => {
    await addLinks(tx, links, { who: means.who, at });
    await markLinksDue(tx, { linkIds: links.map(({ id }) => id), reason: "linked", at });
    await recordListing(tx, { portal: lane.portal, at, listed: preview.listed });
  });
}

/** Codes are compared without case, blanks and the form of their diacritics. */
function foldCode(code: string): string {
  return code.normalize("NFC").replaceAll(/\s+/g, "").toLowerCase();
}
