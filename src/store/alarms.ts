// Alarms that stand, the notices made of them, and whether each channel took them. What was told is a row before anybody
// is told, so that a restart neither repeats nor forgets.
import { sql, type Selectable } from "kysely";
import { AlarmKindSchema, type Alarm, type Notice } from "../../schemas/alarm.ts";
import { later, type Instant } from "../../schemas/time.ts";
import type { Tx } from "./connection.ts";
import type { Tables } from "./tables.ts";

/** What the last look left. */
export interface Lookout {
  lookedAt: Instant;
  backSince: Instant;
  unitsAt: Instant | null;
}

const dayMs = 86_400_000;
const keptMs = 90 * dayMs;

/** Takes the lookout until the transaction ends; `null` while another process has it. The first look begins it. */
export async function takeLookout(tx: Tx, now: Instant): Promise<Lookout | null> {
  await sql`insert into lookout (name, looked_at, back_since) values ('lookout', ${now}::timestamptz, ${now}::timestamptz)
    on conflict (name) do nothing`.execute(tx);
  const row = await tx.selectFrom("lookout").selectAll().forUpdate().skipLocked().executeTakeFirst();
  if (row === undefined) return null;
  return { lookedAt: row.looked_at, backSince: row.back_since, unitsAt: row.units_at };
}

/** Notes that somebody looked. */
export async function keepLookout(tx: Tx, { lookedAt, backSince, unitsAt }: Lookout): Promise<void> {
  await tx
    .updateTable("lookout")
    .set({ looked_at: lookedAt, back_since: backSince, units_at: unitsAt })
    .execute();
}

/** Every alarm that stands, the oldest first. */
export async function standingAlarms(tx: Tx): Promise<Alarm[]> {
  const rows = await tx
    .selectFrom("alarm")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("began_at")
    .orderBy("kind")
    .orderBy("subject")
    .execute();
  return rows.map(alarmOf);
}

/** Alarms that stand, and those that ended within a day. */
export async function alarmsKnown(tx: Tx, now: Instant): Promise<Alarm[]> {
  const rows = await tx
    .selectFrom("alarm")
    .selectAll()
    .where((is) => is.or([is("ended_at", "is", null), is("ended_at", ">", later(now, -dayMs))]))
    .execute();
  return rows.map(alarmOf);
}

/** Writes alarms as they are now. */
export async function keepAlarms(tx: Tx, alarms: readonly Alarm[]): Promise<void> {
  for (const { kind, subject, ...alarm } of alarms) {
    const columns = {
      since: alarm.since,
      began_at: alarm.beganAt,
      told: JSON.stringify(alarm.values),
      well_since: alarm.wellSince,
      told_at: alarm.toldAt,
      ended_at: alarm.endedAt,
      returns: alarm.returns,
    };
    await tx
      .insertInto("alarm")
      .values({ kind, subject, ...columns })
      .onConflict((conflict) => conflict.columns(["kind", "subject"]).doUpdateSet(columns))
      .execute();
  }
}

/** Adds a notice that is to be delivered on some channels. */
export async function addNotice(tx: Tx, notice: Notice, channels: readonly string[]): Promise<void> {
  const { id, at, change, kind, alarms } = notice;
  await tx
    .insertInto("notice")
    .values({ id, at, change, kind, alarms: JSON.stringify(alarms) })
    .execute();
  if (channels.length === 0) return;
  const rows = channels.map((channel) => ({
    notice_id: id,
    channel,
    state: "waiting",
    tries: 0,
    not_before: at,
    claimed_until: null,
    failing_since: null,
    failed: "",
    delivered_at: null,
  }));
  await tx.insertInto("delivery").values(rows).execute();
}

/** A notice that waits on a channel, claimed by whoever asked. */
export interface Claimed {
  notice: Notice;
  tries: number;
}

/** Takes the oldest notice that a channel may be tried with now; for `claimMs` nobody else gets it. */
export async function claimDelivery(
  tx: Tx,
  { channel, now, claimMs }: { channel: string; now: Instant; claimMs: number },
): Promise<Claimed | null> {
  const { rows } = await sql<Selectable<Tables["notice"]> & { tries: number }>`
    with claimed as (
      update delivery set claimed_until = ${later(now, claimMs)}::timestamptz
      where channel = ${channel} and notice_id = (
        select waiting.notice_id from delivery waiting join notice on notice.id = waiting.notice_id
        where waiting.channel = ${channel} and waiting.state = 'waiting' and waiting.not_before <= ${now}::timestamptz
          and (waiting.claimed_until is null or waiting.claimed_until <= ${now}::timestamptz)
        order by notice.at, notice.id limit 1 for update of waiting skip locked)
      returning notice_id, tries)
    select notice.*, claimed.tries from claimed join notice on notice.id = claimed.notice_id`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { notice: noticeOf(row), tries: row.tries };
}

/** How a try ended: taken by the other side, or to be tried again, or given up. */
export async function noteDelivery(
  tx: Tx,
  { id, channel, at }: { id: string; channel: string; at: Instant },
  end: "delivered" | { failed: string; again: Instant | null },
): Promise<void> {
  const columns =
    end === "delivered"
      ? { state: "delivered", delivered_at: at, failing_since: null, failed: "" }
      : {
          state: end.again === null ? "given_up" : "waiting",
          failed: end.failed,
          failing_since: sql<string>`coalesce(failing_since, ${at}::timestamptz)`,
          ...(end.again !== null && { not_before: end.again }),
        };
  await tx
    .updateTable("delivery")
    .set((is) => ({ ...columns, tries: is("tries", "+", 1), claimed_until: null }))
    .where("notice_id", "=", id)
    .where("channel", "=", channel)
    .execute();
}

/** Channels with a notice that could not be delivered yet, since when. */
export async function channelsFailing(
  tx: Tx,
): Promise<{ channel: string; failingSince: Instant; failed: string }[]> {
  const { rows } = await sql<{ channel: string; failing_since: string; failed: string }>`
    select channel, min(failing_since) as failing_since, max(failed) as failed from delivery
    where state = 'waiting' and failing_since is not null group by channel order by channel`.execute(tx);
  return rows.map(({ channel, failing_since: failingSince, failed }) => ({ channel, failingSince, failed }));
}

/** By whom the last notice of an alarm was taken, and when; `null`: not yet. */
export async function whoWasTold(
  tx: Tx,
  { kind, toldAt }: Pick<Alarm, "kind" | "toldAt">,
): Promise<{ channel: string; deliveredAt: Instant | null }[]> {
  const rows = await tx
    .selectFrom("delivery")
    .innerJoin("notice", "notice.id", "delivery.notice_id")
    .select(["delivery.channel as channel", "delivery.delivered_at as deliveredAt"])
    .where("notice.kind", "=", kind)
    .where("notice.at", "=", toldAt)
    .orderBy("delivery.channel")
    .execute();
  return rows;
}

/** Forgets alarms and notices that are long over. */
export async function forgetOldAlarms(tx: Tx, now: Instant): Promise<void> {
  const before = later(now, -keptMs);
  await tx.deleteFrom("notice").where("at", "<", before).execute();
  await tx.deleteFrom("alarm").where("ended_at", "<", before).execute();
}

function alarmOf(row: Selectable<Tables["alarm"]>): Alarm {
  return {
    kind: AlarmKindSchema.parse(row.kind),
    subject: row.subject,
    since: row.since,
    beganAt: row.began_at,
    values: row.told,
    wellSince: row.well_since,
    toldAt: row.told_at,
    endedAt: row.ended_at,
    returns: row.returns,
  };
}

function noticeOf({ id, at, change, kind, alarms }: Selectable<Tables["notice"]>): Notice {
  return { id, at, change, kind, alarms } as Notice;
}
