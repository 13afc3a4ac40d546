// dongbo status: where every (task, portal) pair stands (the sums match, always), and how each portal's lane is doing.
import { pageAt, signInByPerson } from "../../schemas/facts.ts";
import { StandingSchema, type Standing } from "../../schemas/link.ts";
import { showInstant } from "../../schemas/time.ts";
import { forecast, warningOf, type Forecast } from "../push/forecast.ts";
import { outlook, type Outlook } from "../push/outlook.ts";
import { laneStates, type LaneState } from "../push/lane-state.ts";
import { alarmsStanding } from "../alarm/standing.ts";
import { waitingForEntry } from "../push/by-hand-waiting.ts";
import { accountOf, type PortalStanding } from "../push/standing.ts";
import { alarmLines } from "./alarm.ts";
import { waitingForApproval } from "../push/unapproved.ts";
import { processStates } from "../serve/processes.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { processesInText } from "./processes-text.ts";
import { answer, atOffice, say, tell, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { approvalInText, entryInText } from "./waiting-text.ts";

/** Standings that are always shown; the others only where there are any. */
const always: readonly Standing[] = ["in_step", "due"];

export const status: Run = async (shell) =>
  await atOffice(shell, async (office) => {
    const { means, mode, config } = office;
    const names = Object.keys(config.portals);
    const { tasks, portals: counted } = await accountOf(means, names);
    const states = await laneStates(means, names);
    const { forecasts, outlooks } = await forecastsOf(shell, office);
    const entry = await waitingForEntry(means);
    const unapproved = await waitingForApproval(means);
    const processes = await processStates(means);
    const portals = counted.map((standing) => {
      const state = states.find(({ portal }) => portal === standing.portal) ?? null;
      const quota = forecasts.find(({ portal }) => portal === standing.portal) ?? null;
      const signIn = outlooks.find(({ portal }) => portal === standing.portal) ?? null;
      const waiting = entry.find(({ portal }) => portal === standing.portal) ?? null;
      const approval = unapproved.find(({ portal }) => portal === standing.portal) ?? null;
      const waits = { waitingForEntry: waiting, waitingForApproval: approval };
      return { ...standing, lane: state, quota, signIn, ...waits };
    });
    const alarms = await alarmsStanding(means.store, office.alarms);
    const astray = counted.filter(({ total }) => total !== tasks);
    answer(shell, { mode, tasks, balanced: astray.length === 0, portals, alarms, processes }, () =>
      [
        say(shell, `cli.mode.${mode}`),
        standingsInText(shell, counted),
        ...alarmLines(shell, alarms).map((line) => folded(line, shell)),
        ...astray.map(
          ({ portal, total }) => `✗ ${say(shell, "cli.status.astray", { portal, total, tasks })}`,
        ),
        ...portals
          .flatMap(({ lane, quota, signIn, waitingForEntry: waiting, waitingForApproval: approval }) => [
            ...laneInText(shell, office, { lane, quota: signIn?.session === null ? null : quota }),
            ...(signIn === null ? [] : signInInText(shell, signIn)),
            ...(waiting === null ? [] : [entryInText(shell, waiting)]),
            ...(approval === null ? [] : [approvalInText(shell, approval)]),
          ])
          .map((line) => folded(line, shell)),
        ...processesInText(shell, processes).map((line) => folded(line, shell)),
      ].join("\n"),
    );
    const waiting = portals.some(({ counts }) =>
      (["due", "sending", "uncertain", "held", "refused"] as const).some(
        (standing) => (counts[standing] ?? 0) > 0,
      ),
    );
    if (astray.length > 0) return 1;
    return waiting || alarms.length > 0 ? 2 : 0;
  });

function standingsInText(shell: Shell, portals: readonly PortalStanding[]): string {
  const shown = StandingSchema.options.filter(
    (standing) => always.includes(standing) || portals.some(({ counts }) => (counts[standing] ?? 0) > 0),
  );
  return table(
    [
      { name: "portal", title: say(shell, "cli.column.portal") },
      ...shown.map((standing) => ({
        name: standing,
        title: say(shell, `standing.${standing}`),
        align: "right" as const,
      })),
      { name: "total", title: say(shell, "cli.column.total"), align: "right" },
      { name: "oldest", title: say(shell, "cli.column.oldest") },
    ],
    portals.map(({ portal, counts, total, oldest }) => ({
      portal,
      ...Object.fromEntries(shown.map((standing) => [standing, counts[standing] ?? 0])),
      total,
      oldest: oldest === null ? "–" : showInstant(oldest),
    })),
  );
}

/** Forecasts for the configured portals whose adapter is known; a portal's secrets are not needed for that. */
async function forecastsOf(shell: Shell, { means, config, calendar }: Office) {
  const adapters = await shell.adapters();
  const forecasts: Forecast[] = [];
  const outlooks: Outlook[] = [];
  for (const [portal, { adapter, requestsPerMinute, cutOff, options }] of Object.entries(config.portals)) {
    const card = adapters.find(({ name }) => name === adapter);
    if (card === undefined) continue;
    const facts = { ...card.facts, ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }) };
    const told = await forecast(means, { portal, facts, cutOff, calendar });
    forecasts.push(told);
    const byPerson = signInByPerson(facts, options);
    if (byPerson === null) continue;
    const signIn = { ...byPerson, portal, page: pageAt(String(options["baseUrl"] ?? ""), byPerson) };
    outlooks.push(await outlook(means, { signIn, told, cutOff }));
  }
  return { forecasts, outlooks };
}

/** How a handed-over session is doing, and that somebody should sign in. */
function signInInText(shell: Shell, { portal, session, told }: Outlook): string[] {
  const lines = told === null ? [] : [`${session === null ? "▸" : "!"} ${tell(shell, told)}`];
  if (session === null || told !== null) return lines;
  const { handedBy: by, handedAt, workedAt, life } = session;
  const until = life.until === null ? null : showInstant(life.until);
  const values = { portal, by, since: showInstant(handedAt), worked: showInstant(workedAt), until };
  return [`· ${say(shell, "session.good_until", values)}`];
}

/** What is worth a line about a lane: its quota while something is due, and whatever is not as usual. */
function laneInText(
  shell: Shell,
  { config }: Office,
  { lane, quota }: { lane: LaneState | null; quota: Forecast | null },
): string[] {
  const lines: string[] = [];
  if (lane?.carriedBy) {
    const { carrier, since } = lane.carriedBy;
    lines.push(
      `▸ ${say(shell, "cli.status.carried", { portal: lane.portal, carrier, since: showInstant(since) })}`,
    );
  }
  if (lane?.paused) lines.push(`‖ ${tell(shell, lane.paused.told)}`);
  if (lane?.outOfOrder) lines.push(`✗ ${tell(shell, lane.outOfOrder.told)}`);
  // Nothing goes out there: how fast it would has to wait.
  if (quota === null || lane?.paused || lane?.outOfOrder) return lines;
  const { portal, quietUntil, tasks } = quota;
  if (quietUntil !== null) {
    lines.push(`! ${say(shell, "cli.status.quiet", { portal, until: showInstant(quietUntil) })}`);
  }
  const cutOff = config.portals[portal]?.cutOff;
  const warning = cutOff === undefined ? null : warningOf(quota, cutOff);
  if (warning !== null) lines.push(`! ${tell(shell, warning)}`);
  else if (tasks > 0) {
    const { minutes, cutOffAt, requestsPerMinute } = quota;
    const values = { portal, tasks, minutes, requestsPerMinute, until: showInstant(cutOffAt) };
    lines.push(`· ${say(shell, "cli.status.quota", values)}`);
  }
  return lines;
}
