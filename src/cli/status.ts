// dongbo status: where every (task, portal) pair stands (the sums match, always), and how each portal's lane is doing.
import { StandingSchema, type Standing } from "../../schemas/link.ts";
import { showInstant } from "../../schemas/time.ts";
import { forecast, warningOf, type Forecast } from "../push/forecast.ts";
import { laneStates, type LaneState } from "../push/lane-state.ts";
import { accountOf, type PortalStanding } from "../push/standing.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { answer, atOffice, say, tell, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";

/** Standings that are always shown; the others only where there are any. */
const always: readonly Standing[] = ["in_step", "due"];

export const status: Run = async (shell) =>
  await atOffice(shell, async (office) => {
    const { means, mode, config } = office;
    const names = Object.keys(config.portals);
    const { tasks, portals: counted } = await accountOf(means, names);
    const states = await laneStates(means, names);
    const forecasts = await forecastsOf(shell, office);
    const portals = counted.map((standing) => {
      const state = states.find(({ portal }) => portal === standing.portal) ?? null;
      const quota = forecasts.find(({ portal }) => portal === standing.portal) ?? null;
      return { ...standing, lane: state, quota };
    });
    const astray = counted.filter(({ total }) => total !== tasks);
    answer(shell, { mode, tasks, balanced: astray.length === 0, portals }, () =>
      [
        say(shell, `cli.mode.${mode}`),
        standingsInText(shell, counted),
        ...astray.map(
          ({ portal, total }) => `✗ ${say(shell, "cli.status.astray", { portal, total, tasks })}`,
        ),
        ...portals
          .flatMap(({ lane, quota }) => laneInText(shell, office, { lane, quota }))
          .map((line) => folded(line, shell)),
      ].join("\n"),
    );
    const waiting = portals.some(({ counts }) =>
      (["due", "sending", "uncertain", "held", "refused"] as const).some(
        (standing) => (counts[standing] ?? 0) > 0,
      ),
    );
    if (astray.length > 0) return 1;
    return waiting ? 2 : 0;
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
async function forecastsOf(shell: Shell, { means, config }: Office): Promise<Forecast[]> {
  const adapters = await shell.adapters();
  const forecasts: Forecast[] = [];
  for (const [portal, { adapter, requestsPerMinute, cutOff }] of Object.entries(config.portals)) {
    const card = adapters.find(({ name }) => name === adapter);
    if (card === undefined) continue;
    const facts = { ...card.facts, ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }) };
    forecasts.push(await forecast(means, { portal, facts, cutOff }));
  }
  return forecasts;
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
