// Copies: which file of ours a portal holds under which id, when that was last checked, how it was proven. A row begins
// with the portal's first word of a file and is never lost: what was there once and is there no more is a finding.
import { sql } from "kysely";
import type { Copy, Proof } from "../../schemas/remote.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenRows, givenValues } from "./rows.ts";

/** What a look, or the portal's answer, taught of a copy. */
export interface SeenCopy extends Omit<Copy, "mendedAt"> {
  linkId: string;
  size: number | null;
  /** Somebody looked as closely as this portal lets one look: its turn comes last again. */
  checked?: true;
  /** It was sent again because the portal had changed or lost it, and the portal said yes. */
  mended: boolean;
}

const columns = {
  link_id: "uuid",
  sha256: "text",
  remote_id: "text",
  remote_name: "text",
  size: "bigint",
  proof: "text",
  broken: "jsonb",
  mended: "integer",
  checked: "boolean",
};

/**
 * Remembers what was learnt. A digest counts as a check; a weaker look at the same copy leaves the stronger proof, and
 * no word on an id leaves the one that is known.
 */
export async function seeCopies(tx: Tx, copies: readonly SeenCopy[], at: Instant): Promise<void> {
  if (copies.length === 0) return;
  const rows = copies.map((copy) => ({
    link_id: copy.linkId,
    sha256: copy.sha256,
    remote_id: copy.remoteId,
    remote_name: copy.remoteName,
    size: copy.size,
    proof: copy.proof,
    broken: copy.broken,
    mended: copy.mended ? 1 : 0,
    checked: copy.checked ?? (copy.proof === "digest" || copy.proof === "download"),
  }));
  await sql`
    insert into link_evidence
      (link_id, sha256, remote_id, remote_name, size, proof, seen_at, checked_at, broken, mended, mended_at)
    select link_id, sha256, remote_id, remote_name, size, proof,
      case when proof is not null then ${at}::timestamptz end,
      case when checked then ${at}::timestamptz end,
      broken, mended, case when mended > 0 then ${at}::timestamptz end
    from ${givenRows(columns, rows)}
    on conflict (link_id, sha256) do update set
      remote_id = coalesce(excluded.remote_id, link_evidence.remote_id),
      remote_name = coalesce(excluded.remote_name, link_evidence.remote_name),
      size = coalesce(excluded.size, link_evidence.size),
      proof = case when excluded.proof in ('size', 'name') and excluded.remote_id = link_evidence.remote_id
        then coalesce(link_evidence.proof, excluded.proof) else excluded.proof end,
      seen_at = coalesce(excluded.seen_at, link_evidence.seen_at),
      checked_at = coalesce(excluded.checked_at, link_evidence.checked_at),
      broken = excluded.broken,
      mended = link_evidence.mended + excluded.mended,
      mended_at = coalesce(excluded.mended_at, link_evidence.mended_at)`.execute(tx);
}

/** What is known of the copies of some links. */
export async function copiesOf(tx: Tx, linkIds: readonly string[]): Promise<Map<string, Copy[]>> {
  const rows = await tx
    .selectFrom("link_evidence")
    .select(["link_id", "sha256", "remote_id", "remote_name", "proof", "broken", "mended_at"])
    .where(sql<boolean>`link_id in ${givenValues(linkIds, "uuid")}`)
    .orderBy("sha256")
    .execute();
  const found = new Map<string, Copy[]>();
  for (const row of rows) {
    const copies = found.get(row.link_id) ?? [];
    copies.push({
      sha256: row.sha256,
      remoteId: row.remote_id,
      remoteName: row.remote_name,
      proof: row.proof as Proof | null,
      broken: row.broken,
      mendedAt: row.mended_at,
    });
    found.set(row.link_id, copies);
  }
  return found;
}

/** A person has looked: what was mended before counts no more. */
export async function forgetMending(tx: Tx, linkIds: readonly string[]): Promise<void> {
  await sql`update link_evidence set mended_at = null
    where link_id in ${givenValues(linkIds, "uuid")}`.execute(tx);
}

/** A copy whose turn it is to be checked. */
export interface CopyToCheck {
  linkId: string;
  sha256: string;
}

/**
 * Every file that a portal ever had from us, the longest unchecked first; not of tasks and files that may not leave, nor
 * of tasks with an attempt that nobody knows the end of.
 */
export async function copiesToCheck(tx: Tx, portal: string): Promise<CopyToCheck[]> {
  const { rows } = await sql<{ link_id: string; sha256: string }>`
    select copy.link_id, copy.sha256
    from link_evidence as copy
      join link on link.id = copy.link_id
      join task on task.id = link.task_id
      join task_evidence as cited on cited.task_id = task.id and cited.sha256 = copy.sha256
      join evidence on evidence.sha256 = cited.sha256
    where link.portal = ${portal} and task.classification = 'normal' and evidence.classification = 'normal'
      and not exists (select from open_attempt where open_attempt.link_id = link.id)
    order by copy.checked_at nulls first, copy.seen_at nulls first, copy.link_id, copy.sha256`.execute(tx);
  return rows.map((row) => ({ linkId: row.link_id, sha256: row.sha256 }));
}
