// What became of one task's files at a portal: there and equal, renamed, changed, missing, or not to be seen. Downloads
// where only the bytes prove it, as far as the budget goes; writes down what it learnt.
import type { Evidence } from "../../schemas/evidence.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import {
  isShown,
  type Copy,
  type Proof,
  type RemoteEvidence,
  type RemoteTask,
  type Seen,
} from "../../schemas/remote.ts";
import { lossOf, matchFiles, sameName } from "../reconcile/copies.ts";
import { seeCopies, type SeenCopy } from "../store/copies.ts";
import { dayOf } from "../../schemas/time.ts";
import { digestAt, proveFiles } from "./prove-files.ts";
import { copiesWithSent, proofOf } from "./sent-files.ts";
import type { CheckDesk, Checking } from "./verify-copies.ts";

/** What was found of one file; `unseen`: the portal does not show the task, or does not hand the file out. */
export interface Finding {
  linkId: string;
  taskCode: string;
  name: string;
  sha256: string;
  kind: "renamed" | "changed" | "missing" | "unseen";
  why: Phrase;
}

/** Checks the files of a task whose turn it is, against what the portal shows of it. */
export async function checkCopies(desk: CheckDesk, item: Checking, theirs: Seen): Promise<void> {
  const { lease, means } = desk;
  const learnt = isShown(theirs) ? await learn(desk, item, theirs) : unseen(desk, item);
  await lease.transaction(
    async (tx) =>
      await seeCopies(
        tx,
        learnt.map((copy) => ({ linkId: item.link.id, ...copy })),
        means.now(),
      ),
  );
}

type Learnt = Omit<SeenCopy, "linkId">;

async function learn(desk: CheckDesk, item: Checking, theirs: RemoteTask): Promise<Learnt[]> {
  const { session, lane } = desk;
  const ours = item.ours.evidence;
  await proveFiles(session, lane.facts.evidence, { ours, theirs, copies: item.copies });
  const copies = copiesWithSent(item.copies, [], { ours, theirs: theirs.evidence });
  const matched = matchFiles({ ours, theirs: theirs.evidence, copies });
  const learnt: Learnt[] = [];
  for (const file of ours.filter(({ sha256 }) => item.wanted.includes(sha256))) {
    const copy = copies.find(({ sha256 }) => sha256 === file.sha256);
    if (copy === undefined) continue;
    const remote = matched.get(file.sha256);
    const at = { item, file, copy };
    const one = remote === undefined ? lost(desk, at, theirs) : await there(desk, at, remote);
    if (one !== null) learnt.push(one);
  }
  return learnt;
}

interface At {
  item: Checking;
  file: Evidence;
  copy: Copy;
}

/** A file that the portal shows: whole as far as it lets us see, or not; `null`: the budget did not reach to it. */
async function there(desk: CheckDesk, at: At, remote: RemoteEvidence): Promise<Learnt | null> {
  const { file, copy } = at;
  const digest = await digestOf(desk, at, remote);
  if (digest === "left") return null;
  tick(desk);
  const seen = { ...copy, remoteId: remote.remoteId, remoteName: remote.name, size: remote.size };
  if (digest === null) found(desk, at, "unseen");
  else if (digest !== "size" && digest !== file.sha256) {
    found(desk, at, "changed");
    return { ...seen, proof: null, broken: [...copy.broken, remote.remoteId], mended: false, checked: true };
  }
  const facts = desk.lane.facts.evidence;
  const shown = digest === null || digest === "size" ? remote : { ...remote, sha256: digest };
  const proof: Proof = proofOf(shown, facts);
  if (digest !== null) desk.report.proven[proof === "name" ? "size" : proof] += 1;
  if (digest !== null && !sameName(file, remote)) found(desk, at, "renamed", remote.name);
  return { ...seen, proof, mended: false, checked: true };
}

/** The digest that the portal shows or that its bytes have; "size": it offers neither. */
async function digestOf(
  desk: CheckDesk,
  { item, file }: At,
  remote: RemoteEvidence,
): Promise<string | null | "left" | "size"> {
  const { session, lane, wish, report } = desk;
  const { evidence } = lane.facts;
  const place = { taskId: item.link.remoteId, fileId: remote.remoteId };
  const isDamaged = wish.damaged.has(file.sha256) && session.readEvidence !== undefined;
  const needsBytes = remote.sha256 === null && !("none" in evidence) && evidence.proof === "download";
  if (!isDamaged && !needsBytes) return remote.sha256 ?? "size";
  if (report.requests >= wish.budget) return "left";
  if (!isDamaged) return await digestAt(session, place);
  let isRestored = false;
  await session.readEvidence?.(place, async (bytes) => {
    isRestored = await wish.restore(file.sha256, bytes);
  });
  if (!isRestored) return await digestAt(session, place);
  wish.damaged.delete(file.sha256);
  const values = { name: file.name, sha256: file.sha256.slice(0, 12), portal: lane.portal };
  report.restored.push({ sha256: file.sha256, why: phrase("evidence.copy_restored", values) });
  return file.sha256;
}

function lost(desk: CheckDesk, at: At, theirs: RemoteTask): Learnt {
  const { item, file, copy } = at;
  const sides = { ours: item.ours.evidence, theirs: theirs.evidence, copies: [copy] };
  tick(desk);
  found(desk, at, lossOf(file, sides, dayOf(desk.means.now()))?.found ?? "missing");
  return { ...copy, size: null, proof: null, mended: false, checked: true };
}

/** Files of a task that the portal does not show us: nothing is learnt but that we asked. */
function unseen(desk: CheckDesk, item: Checking): Learnt[] {
  return item.copies.flatMap((copy) => {
    const file = item.ours.evidence.find(({ sha256 }) => sha256 === copy.sha256);
    if (file === undefined || !item.wanted.includes(copy.sha256)) return [];
    tick(desk);
    found(desk, { item, file, copy }, "unseen");
    return [{ ...copy, size: null, mended: false, checked: true as const }];
  });
}

function tick({ report }: CheckDesk): void {
  report.checked += 1;
  report.left -= 1;
}

function found(
  { report, lane }: CheckDesk,
  { item, file }: At,
  kind: Finding["kind"],
  remoteName = "",
): void {
  const { code } = item.ours;
  const values = { portal: lane.portal, name: file.name, code, ...(kind === "renamed" && { remoteName }) };
  const why = phrase(`evidence.copy_${kind}`, values);
  report.findings.push({
    linkId: item.link.id,
    taskCode: code,
    name: file.name,
    sha256: file.sha256,
    kind,
    why,
  });
}
