// The first page: is everything in step, and if not, where. Shows what `status`, `schedule` and `alarm list` say.
import { html } from "hono/html";
import { roles } from "../../../schemas/person.ts";
import { alarmText } from "../../alarm/notice-text.ts";
import { alarmsStanding } from "../../alarm/standing.ts";
import { laneStates } from "../../push/lane-state.ts";
import { accountOf, type PortalStanding } from "../../push/standing.ts";
import { askedSeldom, forecastsOf, freshnessOf, shareOf, sumsByGroup, trendOf } from "../../push/summary.ts";
import { overviewOf } from "../../schedule/overview.ts";
import { callout, figures, percentOf, section, type Tone } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf } from "../sight.ts";
import { unapprovedPart, unapprovedSeen } from "../unapproved-part.ts";
import { groupTables, laneTable, standingTable, trendChart } from "./overview-tables.ts";

export const routes: Route[] = [{ method: "get", path: "/", roles, answer: overview }];

/** How many days the chart looks back. */
const trendDays = 30;

async function overview(visit: Visit): Promise<Reply> {
  const { office, say } = visit;
  const { means, config, calendar } = office;
  const { portals, units } = scopeOf(visit);
  const lanes = (await office.lanes()).filter(({ portal }) => portals.includes(portal));
  // One question after the other: a page that asks several at once takes connections that lanes need for their leases.
  const scope = JSON.stringify({ units, portals });
  const account = await askedSeldom(
    means,
    { what: `account ${scope}`, seconds: 1 },
    async () => await accountOf(means, portals, units),
  );
  const groups = await askedSeldom(
    means,
    { what: `groups ${scope}`, seconds: 5 },
    async () => await sumsByGroup(means, { units, portals }),
  );
  const trend = await trendOf(means, { portals, days: trendDays });
  const states = await laneStates(means, portals);
  const freshness = await freshnessOf(means);
  const forecasts = await askedSeldom(
    means,
    { what: `forecasts ${scope}`, seconds: 5 },
    async () => await forecastsOf(means, { lanes, config, calendar }),
  );
  const timetable = await overviewOf({ store: means.store, config, calendar, now: means.now });
  const alarms = await alarmsStanding(means.store, office.alarms);
  const unapproved = await unapprovedSeen(visit);
  const counted = account.portals.filter(({ portal }) => portals.includes(portal));
  const asking = unapproved.reduce((sum, { count }) => sum + count, 0);
  const body = html`${verdict(visit, { tasks: account.tasks, counted, asking })}
  ${unapprovedPart(visit, unapproved)} ${sums(visit, account.tasks, counted)}
  ${section(
    say("console.overview.alarms"),
    alarms.length === 0
      ? html`<p class="soft">${say("console.overview.no_alarm")}</p>`
      : html`<ul>
          ${alarms.map((alarm) => alarmItem(alarmText(alarm, "began", visit.language)))}
        </ul>`,
  )}
  ${section(say("console.overview.portals"), standingTable(visit, counted))}
  ${section(
    say("console.overview.lanes"),
    laneTable(visit, { portals, states, freshness, forecasts, timetable }),
  )}
  ${section(say("console.overview.trend"), trendChart(visit, trend))} ${groupTables(visit, groups)}`;
  return { page: { title: say("console.page.home"), body, wide: true } };
}

function alarmItem({ what, since, todo }: ReturnType<typeof alarmText>): Html {
  return html`<li class="callout bad">
    <bdi>${what}</bdi>. ${since}. ${todo === null ? "" : html`<bdi>${todo}</bdi>`}
  </li>`;
}

/** The one sentence that a person reads first. */
function verdict(
  { say }: Visit,
  { tasks, counted, asking }: { tasks: number; counted: readonly PortalStanding[]; asking: number },
): Html {
  const astray = counted.filter(({ total }) => total !== tasks);
  const waiting = countOf(counted, ["uncertain", "held", "refused"]) + asking;
  const moving = countOf(counted, ["due", "sending"]) - asking;
  const first =
    waiting > 0
      ? callout("warn", say("console.overview.waiting", { count: waiting }))
      : moving > 0
        ? callout("calm", say("console.overview.moving", { count: moving }))
        : callout("good", say("console.overview.all_in_step"));
  return html`${first}
  ${astray.map(({ portal, total }) => callout("bad", say("console.overview.astray", { portal, total, tasks })))}`;
}

function sums(visit: Visit, tasks: number, counted: readonly PortalStanding[]): Html {
  const { say } = visit;
  const together = Object.fromEntries(
    (["in_step", "due", "sending", "uncertain", "held", "refused"] as const).map((standing) => [
      standing,
      countOf(counted, [standing]),
    ]),
  );
  const share = shareOf(together);
  const one = (standing: "due" | "uncertain" | "held" | "refused", bad: Tone) => ({
    name: say(`standing.${standing}`),
    value: together[standing] ?? 0,
    tone: (together[standing] ?? 0) > 0 ? bad : ("good" as const),
    href: `/tasks?standing=${standing}`,
  });
  return figures([
    { name: say("console.overview.tasks"), value: tasks, href: "/tasks" },
    { name: say("console.overview.share"), value: share === null ? "–" : percentOf(visit, share) },
    one("due", "calm"),
    one("uncertain", "warn"),
    one("held", "warn"),
    one("refused", "bad"),
  ]);
}

function countOf(
  counted: readonly PortalStanding[],
  standings: readonly (keyof PortalStanding["counts"])[],
): number {
  return counted.reduce(
    (sum, { counts }) => sum + standings.reduce((own, standing) => own + (counts[standing] ?? 0), 0),
    0,
  );
}
