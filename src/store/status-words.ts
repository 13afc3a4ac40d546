// Status words that no adapter knows: in quarantine until a person says what they mean.
import { sql } from "kysely";
import { FieldNameSchema, type FieldName } from "../../schemas/field.ts";
import { LifecycleSchema, type Lifecycle } from "../../schemas/status.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import { givenRows } from "./rows.ts";

export type WordMeaning = Lifecycle | "unchanged";

export interface StatusWordRow {
  portal: string;
  field: FieldName;
  /** In composed Unicode. */
  word: string;
  /** As the portal sent it when it was first seen. */
  raw: string;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  meaning: WordMeaning | null;
  reason: string | null;
  mappedBy: string | null;
  mappedAt: Instant | null;
}

/** Notes that words were seen; a word seen before keeps its first date. */
export async function seeWords(
  tx: Tx,
  seen: { portal: string; at: Instant; words: readonly { field: FieldName; word: string }[] },
): Promise<void> {
  const distinct = new Map(
    seen.words.map((one) => [JSON.stringify([one.field, one.word.normalize("NFC")]), one]),
  );
  if (distinct.size === 0) return;
  const rows = [...distinct.values()].map(({ field, word }) => ({
    field,
    word: word.normalize("NFC"),
    raw: word,
  }));
  await sql`
    insert into status_word (portal, field, word, raw, first_seen_at, last_seen_at)
    select ${seen.portal}::text, given.field, given.word, given.raw, ${seen.at}::timestamptz, ${seen.at}::timestamptz
    from ${givenRows({ field: "text", word: "text", raw: "text" }, rows)}
    on conflict (portal, field, word) do update set last_seen_at = excluded.last_seen_at`.execute(tx);
}

/** Every word of a portal, or of all; those nobody has mapped first. */
export async function selectWords(tx: Tx, of: { portal?: string | undefined }): Promise<StatusWordRow[]> {
  const rows = await tx
    .selectFrom("status_word")
    .selectAll()
    .$if(of.portal !== undefined, (query) => query.where("portal", "=", of.portal ?? ""))
    .orderBy(sql`meaning is not null`)
    .orderBy("portal")
    .orderBy("first_seen_at")
    .orderBy("word")
    .execute();
  return rows.map((row) => ({
    portal: row.portal,
    field: FieldNameSchema.parse(row.field),
    word: row.word,
    raw: row.raw,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    meaning: meaningIn(row.meaning),
    reason: row.reason,
    mappedBy: row.mapped_by,
    mappedAt: row.mapped_at,
  }));
}

/** The words of a portal that a person has mapped. */
export async function learnedWords(
  tx: Tx,
  portal: string,
): Promise<{ field: FieldName; word: string; meaning: WordMeaning }[]> {
  const words = await selectWords(tx, { portal });
  return words.flatMap(({ field, word, meaning }) => (meaning === null ? [] : [{ field, word, meaning }]));
}

function meaningIn(stored: string | null): WordMeaning | null {
  return stored === null || stored === "unchanged" ? stored : LifecycleSchema.parse(stored);
}

/** Gives a word its meaning, or takes it back (`null`). */
export async function setMeaning(
  tx: Tx,
  set: {
    portal: string;
    field: FieldName;
    word: string;
    meaning: WordMeaning | null;
    reason: string;
    who: string;
    at: Instant;
  },
): Promise<void> {
  await tx
    .updateTable("status_word")
    .set({ meaning: set.meaning, reason: set.reason, mapped_by: set.who, mapped_at: set.at })
    .where("portal", "=", set.portal)
    .where("field", "=", set.field)
    .where("word", "=", set.word)
    .execute();
}

/** Every task that is held because of a word, with that word, in the order of the codes. */
export async function tasksHeldByWords(
  tx: Tx,
): Promise<{ portal: string; field: string; word: string; code: string }[]> {
  const { rows } = await sql<{ portal: string; field: string; word: string; code: string }>`
    select link.portal, reason -> 'values' ->> 'field' as field,
      normalize(reason -> 'values' ->> 'word', NFC) as word, task.code
    from hold cross join lateral jsonb_array_elements(hold.reasons) as told (reason)
      join link on link.id = hold.link_id join task on task.id = link.task_id
    where reason ->> 'key' = 'reconcile.unknown_word'
    order by task.code`.execute(tx);
  return rows;
}

/** The links of a portal that are held because of this word, with their tasks' codes. */
export async function linksHeldByWord(
  tx: Tx,
  of: { portal: string; field: FieldName; word: string },
): Promise<{ linkId: string; code: string }[]> {
  const rows = await tx
    .selectFrom("hold")
    .innerJoin("link", "link.id", "hold.link_id")
    .innerJoin("task", "task.id", "link.task_id")
    .where("link.portal", "=", of.portal)
    .where(
      sql<boolean>`exists (
        select from jsonb_array_elements(hold.reasons) as reason
        where reason->>'key' = 'reconcile.unknown_word' and reason->'values'->>'field' = ${of.field}
          and normalize(reason->'values'->>'word', NFC) = ${of.word})`,
    )
    .select(["hold.link_id", "task.code"])
    .orderBy("task.code")
    .execute();
  return rows.map((row) => ({ linkId: row.link_id, code: row.code }));
}
