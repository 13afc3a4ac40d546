// Everything in step? The sums of `status`, the state of each lane, and how it was over time, for whoever asks at a glance.
import type { Calendar } from "../../schemas/calendar.ts";
import type { Freshness } from "../../schemas/alarm.ts";
import type { Config } from "../../schemas/config.ts";
import type { Standing } from "../../schemas/link.ts";
import { dayAfter, dayOf, instantAt, type Day } from "../../schemas/time.ts";
import { taskGroups, type TaskGroup } from "../store/agency-sums.ts";
import { freshnessKnown } from "../store/freshness.ts";
import { dailyStandings } from "../store/standing-points.ts";
import { forecast, type Forecast } from "./forecast.ts";
import type { Lane, Means } from "./lane.ts";

/** What one organisation or one programme has. */
export interface SharedSum {
  name: string | null;
  /** The organisation's id, or the programme. */
  id: string | null;
  tasks: number;
  /** Tasks with a pair that is not in step. */
  unfinished: number;
  counts: Partial<Record<Standing, number>>;
}

/** By lead organisation and by programme, the most unfinished first. A task of two programmes counts in both. */
export async function sumsByGroup(
  { store }: Pick<Means, "store">,
  of: { units: readonly string[] | null; portals: readonly string[] },
): Promise<{ agencies: SharedSum[]; programmes: SharedSum[] }> {
  const groups = await store.read(async (tx) => await taskGroups(tx, of));
  const agencies = groups.map((group) => ({ ...group, id: group.lead, name: group.leadName }));
  const programmes = groups.flatMap((group) =>
    group.programmes.map((programme) => ({ ...group, id: programme, name: programme })),
  );
  return { agencies: summed(agencies), programmes: summed(programmes) };
}

type Named = Pick<TaskGroup, "tasks" | "unfinished" | "counts"> & Pick<SharedSum, "id" | "name">;

function summed(groups: readonly Named[]): SharedSum[] {
  const sums = [...Map.groupBy(groups, ({ id }) => id)].map(([id, own]) => {
    const add = (value: (one: Named) => number) => own.reduce((sum, one) => sum + value(one), 0);
    const standings = ["due", "sending", "uncertain", "held", "refused"] as const;
    const counts = standings.map((standing) => [standing, add((one) => one.counts[standing] ?? 0)]);
    return {
      id,
      name: own[0]?.name ?? null,
      tasks: add(({ tasks }) => tasks),
      unfinished: add(({ unfinished }) => unfinished),
      counts: Object.fromEntries(counts) as SharedSum["counts"],
    };
  });
  return sums.toSorted((one, other) => other.unfinished - one.unfinished || other.tasks - one.tasks);
}

interface Shared {
  until: number;
  answer: Promise<unknown>;
}

const shared = new WeakMap<Means["store"], Map<string, Shared>>();

/**
 * Asks at most once in so many seconds and one question at a time, however many look: for figures that cost more than a
 * page may. `what` names the question with all that it depends on.
 */
export async function askedSeldom<Answer>(
  { store, elapsed }: Pick<Means, "store" | "elapsed">,
  { what, seconds }: { what: string; seconds: number },
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const known = shared.get(store) ?? new Map<string, Shared>();
  shared.set(store, known);
  for (const [name, { until }] of known) if (elapsed() > until) known.delete(name);
  const before = known.get(what);
  if (before !== undefined) return (await before.answer) as Answer;
  const answer = ask();
  known.set(what, { until: elapsed() + seconds * 1_000, answer });
  // A question that failed is asked again by the next.
  answer.catch(() => known.delete(what));
  return await answer;
}

/** How each configured lane was carried last. */
export async function freshnessOf({ store }: Pick<Means, "store">): Promise<Map<string, Freshness>> {
  const known = await store.read(freshnessKnown);
  return new Map(known.map((one) => [one.lane, one]));
}

/** Whether what is due at each lane will have been sent by its cut-off. */
export async function forecastsOf(
  means: Pick<Means, "store" | "now">,
  of: {
    lanes: readonly Pick<Lane, "portal" | "facts">[];
    config: Pick<Config, "portals">;
    calendar: Calendar;
  },
): Promise<Forecast[]> {
  const told: Forecast[] = [];
  for (const { portal, facts } of of.lanes) {
    const cutOff = of.config.portals[portal]?.cutOff;
    if (cutOff === undefined) continue;
    told.push(await forecast(means, { portal, facts, cutOff, calendar: of.calendar }));
  }
  return told;
}

/** For each day up to today and each portal, which share of its links was in step when it was last noted. */
export async function trendOf(
  { store, now }: Pick<Means, "store" | "now">,
  { portals, days }: { portals: readonly string[]; days: number },
): Promise<{ days: Day[]; lines: { portal: string; shares: (number | null)[] }[] }> {
  const today = dayOf(now());
  const list = Array.from({ length: days }, (_, place) => dayAfter(today, place - days + 1));
  const since = instantAt(list[0] ?? today, "00:00");
  const points = await store.read(async (tx) => await dailyStandings(tx, { portals, since }));
  const lines = portals.map((portal) => {
    const own = new Map(
      points.filter((one) => one.portal === portal).map((one) => [dayOf(one.at), one.counts]),
    );
    return { portal, shares: list.map((day) => shareOf(own.get(day))) };
  });
  return { days: list, lines };
}

/** The share of linked pairs that are in step; `null`: nothing is linked, or nothing is known. */
export function shareOf(counts: Partial<Record<Standing, number>> | undefined): number | null {
  const linked = Object.entries(counts ?? {}).filter(([standing]) => standing !== "not_linked");
  const all = linked.reduce((sum, [, count]) => sum + count, 0);
  return all === 0 ? null : (counts?.in_step ?? 0) / all;
}
