// The tables and the chart of the first page.
import { html } from "hono/html";
import type { Freshness } from "../../../schemas/alarm.ts";
import { StandingSchema } from "../../../schemas/link.ts";
import { showDay, type Instant } from "../../../schemas/time.ts";
import type { Forecast } from "../../push/forecast.ts";
import type { LaneState } from "../../push/lane-state.ts";
import type { PortalStanding } from "../../push/standing.ts";
import type { SharedSum, trendOf } from "../../push/summary.ts";
import type { Overview } from "../../schedule/overview.ts";
import { lineChart } from "../chart.ts";
import { age, badge, nothing, percentOf, section, table, time, type Content } from "../parts.ts";
import type { Html, Visit } from "../route.ts";
import { own } from "../told.ts";

/** How many portals stand where, with how long the oldest has; each number leads to its tasks. */
export function standingTable(visit: Visit, counted: readonly PortalStanding[]): Html {
  const { say } = visit;
  const standings = StandingSchema.options;
  return table(
    [
      { title: say("console.portal"), heads: true },
      ...standings.map((standing) => ({ title: say(`standing.${standing}`), align: "right" as const })),
      { title: say("cli.column.total"), align: "right" as const },
    ],
    counted.map(({ portal, counts, ages, total }) => [
      own(portal),
      ...standings.map((standing) => countCell(visit, { portal, standing, counts, ages })),
      total,
    ]),
    say("console.overview.portals"),
  );
}

function countCell(
  visit: Visit,
  of: Pick<PortalStanding, "portal" | "counts" | "ages"> & { standing: keyof PortalStanding["counts"] },
): Content {
  const count = of.counts[of.standing] ?? 0;
  if (count === 0) return 0;
  const since = of.ages[of.standing] ?? null;
  const href = `/tasks?standing=${of.standing}&portal=${encodeURIComponent(of.portal)}`;
  const old = since === null ? "" : html`<br /><small>${ageOf(visit, since)}</small>`;
  return html`<a href="${href}">${count}</a>${old}`;
}

function ageOf(visit: Visit, from: Instant | null): Html {
  return age(visit, { from, now: visit.office.means.now() });
}

interface Lanes {
  portals: readonly string[];
  states: readonly LaneState[];
  freshness: ReadonlyMap<string, Freshness>;
  forecasts: readonly Forecast[];
  timetable: Overview;
}

/** How each portal is doing: whether it answers, when it is asked next, what it may be asked. */
export function laneTable(visit: Visit, of: Lanes): Html {
  const { say } = visit;
  return table(
    [
      { title: say("console.portal"), heads: true },
      { title: say("console.overview.breaker") },
      { title: say("console.overview.fresh") },
      { title: say("console.overview.next_run") },
      { title: say("console.overview.cut_off") },
      { title: say("console.overview.quota") },
    ],
    of.portals.map((portal) => {
      const state = of.states.find((one) => one.portal === portal);
      const fresh = of.freshness.get(portal) ?? null;
      const next = of.timetable.schedules
        .filter((one) => one.portals.includes(portal) && one.next !== null && one.paused === null)
        .map((one) => one.next)
        .toSorted()[0];
      const cutOff = of.timetable.portals.find((one) => one.portal === portal)?.cutOffAt ?? null;
      return [
        own(portal),
        stateCell(visit, state, fresh),
        fresh === null || fresh.workedAt === null
          ? say("console.overview.never")
          : ageOf(visit, fresh.workedAt),
        time(next ?? null),
        time(cutOff),
        quotaCell(
          visit,
          of.forecasts.find((one) => one.portal === portal),
        ),
      ];
    }),
    say("console.overview.lanes"),
  );
}

function stateCell(visit: Visit, state: LaneState | undefined, fresh: Freshness | null): Html {
  const { say, tell } = visit;
  const trouble = fresh?.trouble ?? null;
  if (state?.paused) {
    return html`${badge(say("console.overview.lane_paused"), "warn")} <bdi>${tell(state.paused.told)}</bdi>`;
  }
  if (state?.outOfOrder) {
    return html`${badge(say("console.overview.lane_broken"), "bad")}
      <bdi>${tell(state.outOfOrder.told)}</bdi>`;
  }
  if (trouble !== null) {
    return html`${badge(say("console.overview.lane_trouble"), "warn")} <bdi>${tell(trouble.told)}</bdi>`;
  }
  if (state?.carriedBy) return badge(say("console.overview.lane_carried"), "calm");
  return badge(say("console.overview.lane_well"), "good");
}

function quotaCell({ say }: Visit, quota: Forecast | undefined): Content {
  if (quota === undefined) return null;
  const { requestsPerMinute, tasks, minutes, quietUntil } = quota;
  const left = say("console.overview.quota_left", { requestsPerMinute, tasks, minutes });
  return quietUntil === null ? left : html`${left}; ${time(quietUntil)}`;
}

/** The share in step day by day: drawn, and the same figures in a table for whoever cannot see it. */
export function trendChart(visit: Visit, trend: Awaited<ReturnType<typeof trendOf>>): Html {
  const { say } = visit;
  const known = trend.days.filter((_, place) => trend.lines.some(({ shares }) => shares[place] !== null));
  if (known.length === 0) return nothing(say("console.overview.no_trend"));
  const about = say("console.overview.trend_about", { days: trend.days.length });
  return html`${lineChart({
      title: say("console.overview.trend"),
      about,
      days: trend.days.map(showDay),
      lines: trend.lines.map(({ portal, shares }) => ({ name: portal, shares })),
    })}
    <details>
      <summary>${say("console.overview.trend_table")}</summary>
      ${table(
        [
          { title: say("console.overview.day"), heads: true },
          ...trend.lines.map(({ portal }) => ({ title: portal, align: "right" as const })),
        ],
        known.map((day) => [
          showDay(day),
          ...trend.lines.map(({ shares }) => inPercent(visit, shares[trend.days.indexOf(day)])),
        ]),
        about,
      )}
    </details>`;
}

/** How many agencies stand on the first page before somebody asks for all. */
const mostAgencies = 15;

/** By agency and by programme, the most unfinished first. */
export function groupTables(
  visit: Visit,
  { agencies, programmes }: { agencies: readonly SharedSum[]; programmes: readonly SharedSum[] },
): Html {
  const { say, query } = visit;
  const shown = query.get("agencies") === "all" ? agencies : agencies.slice(0, mostAgencies);
  const more = agencies.length - shown.length;
  return html`${section(
    say("console.overview.agencies"),
    html`${sumTable(visit, { sums: shown, title: say("console.overview.agency"), parameter: "unit" })}
    ${
      more === 0
        ? ""
        : html`<p class="soft">
            ${say("console.overview.more_agencies", { count: more })}
            <a href="/?agencies=all">${say("console.overview.show_all")}</a>
          </p>`
    }`,
  )}
  ${
    programmes.length === 0
      ? ""
      : section(
          say("console.overview.programmes"),
          sumTable(visit, {
            sums: programmes,
            title: say("console.overview.programme"),
            parameter: "programme",
          }),
        )
  }`;
}

const groupStandings = ["due", "uncertain", "held", "refused"] as const;

function sumTable(
  { say }: Visit,
  { sums, title, parameter }: { sums: readonly SharedSum[]; title: string; parameter: "unit" | "programme" },
): Html {
  return table(
    [
      { title, heads: true },
      { title: say("console.overview.of_tasks"), align: "right" },
      { title: say("console.overview.unfinished"), align: "right" },
      ...groupStandings.map((standing) => ({ title: say(`standing.${standing}`), align: "right" as const })),
    ],
    sums.map(({ id, name, tasks, unfinished, counts }) => [
      id === null
        ? say("console.overview.no_lead")
        : html`<a href="/tasks?${parameter}=${encodeURIComponent(id)}"
            ><bdi class="wraps">${name ?? id}</bdi></a
          >`,
      tasks,
      unfinished,
      ...groupStandings.map((standing) => counts[standing] ?? 0),
    ]),
    title,
  );
}

function inPercent(visit: Visit, share: number | null | undefined): string | null {
  return share === null || share === undefined ? null : percentOf(visit, share);
}
