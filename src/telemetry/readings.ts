// Every gauge that is read from the database at a scrape, in one list: name, help, labels, and what it shows of what is known.
// To add one, add an entry. An age is the instant it counts from, in seconds of Unix time: the reader subtracts.
import { StandingSchema } from "../../schemas/link.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Known } from "./known.ts";

export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

export interface Reading {
  name: string;
  help: string;
  labels: readonly string[];
  of(known: Known): Sample[];
}

export const readings: readonly Reading[] = [
  {
    name: "dongbo_pairs",
    help: "Tasks at each portal by where they stand; for each portal they sum to all tasks.",
    labels: ["portal", "standing"],
    of: ({ figures, portals }) =>
      portals.flatMap((portal) =>
        StandingSchema.options.map((standing) => {
          const row = figures.standings.find((one) => one.portal === portal && one.standing === standing);
          return { labels: { portal, standing }, value: row?.count ?? 0 };
        }),
      ),
  },
  {
    name: "dongbo_oldest_pair_timestamp_seconds",
    help: "Since when the oldest pair has waited that stands so; none where none waits.",
    labels: ["portal", "standing"],
    of: ({ figures, portals }) =>
      figures.standings
        .filter(({ portal }) => portals.includes(portal))
        .flatMap(({ portal, standing, oldest }) => since({ portal, standing }, oldest)),
  },
  {
    name: "dongbo_open_attempts",
    help: "Attempts whose outcome nobody knows yet.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.attempts, ({ count }) => count),
  },
  {
    name: "dongbo_oldest_open_attempt_timestamp_seconds",
    help: "When the oldest attempt without an outcome was opened; none where there is none.",
    labels: ["portal"],
    of: ({ figures, portals }) =>
      figures.attempts
        .filter(({ lane }) => portals.includes(lane))
        .flatMap(({ lane, oldest }) => since({ portal: lane }, oldest)),
  },
  {
    name: "dongbo_lane_carried",
    help: "1 while a process carries the lane.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.lanes, ({ carried }) => Number(carried)),
  },
  {
    name: "dongbo_breaker_open",
    help: "1 while the portal is out of order and is left alone.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.lanes, (lane) => Number(lane.out_of_order)),
  },
  {
    name: "dongbo_lane_paused",
    help: "1 while a person has paused the portal.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.lanes, ({ paused }) => Number(paused)),
  },
  {
    name: "dongbo_quota_reserved_seconds",
    help: "For how long the account's requests are spoken for.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.budgets, ({ reserved }) => reserved),
  },
  {
    name: "dongbo_quota_silence_seconds",
    help: "For how long the portal still wants silence.",
    labels: ["portal"],
    of: (known) => byLane(known, known.figures.budgets, ({ quiet }) => quiet),
  },
  {
    name: "dongbo_quota_requests_per_minute",
    help: "Requests that the account may make in a minute, all workers together.",
    labels: ["portal"],
    of: ({ forecasts }) => forecasts.map((one) => ofPortal(one, one.requestsPerMinute)),
  },
  {
    name: "dongbo_cut_off_timestamp_seconds",
    help: "When what is due must have been sent.",
    labels: ["portal"],
    of: ({ forecasts }) => forecasts.flatMap(({ portal, cutOffAt }) => since({ portal }, cutOffAt)),
  },
  {
    name: "dongbo_forecast_needed_seconds",
    help: "How long sending what is due takes by the account's limit.",
    labels: ["portal"],
    of: ({ forecasts }) => forecasts.map((one) => ofPortal(one, one.minutes * 60)),
  },
  {
    name: "dongbo_forecast_late_tasks",
    help: "Tasks that will not have been sent by the cut-off.",
    labels: ["portal"],
    of: ({ forecasts }) => forecasts.map((one) => ofPortal(one, one.late)),
  },
  {
    name: "dongbo_calls_waiting",
    help: "Lanes that were called and wait to be carried.",
    labels: [],
    of: ({ figures }) => [{ value: figures.calls.waiting }],
  },
  {
    name: "dongbo_oldest_call_timestamp_seconds",
    help: "Since when the first call could have been answered; none where none waits.",
    labels: [],
    of: ({ figures }) => since({}, figures.calls.oldest),
  },
  {
    name: "dongbo_processes",
    help: "Processes that gave a sign of life within a minute.",
    labels: ["kind"],
    of: ({ figures }) =>
      ["serve", "worker"].map((kind) => ({
        labels: { kind },
        value: figures.processes.find((one) => one.kind === kind)?.count ?? 0,
      })),
  },
  {
    name: "dongbo_ledger_entries",
    help: "Entries on the ledger.",
    labels: ["lane"],
    of: ({ figures }) => figures.ledger.map(({ lane, seq }) => ({ labels: { lane }, value: seq })),
  },
  {
    name: "dongbo_last_checkpoint_timestamp_seconds",
    help: "When the last checkpoint of the ledger was made; none before the first.",
    labels: [],
    of: ({ figures }) => since({}, figures.checkpoint.last),
  },
  {
    name: "dongbo_checkpoints_not_exported",
    help: "Checkpoints that lie on this machine alone.",
    labels: [],
    of: ({ figures }) => [{ value: figures.checkpoint.kept_here }],
  },
  {
    name: "dongbo_last_snapshot_timestamp_seconds",
    help: "When the last weekly snapshot was frozen; none before the first.",
    labels: [],
    of: ({ snapshotAt }) => since({}, snapshotAt),
  },
  {
    name: "dongbo_alarms_standing",
    help: "Alarms that stand now, by what has been silent.",
    labels: ["kind"],
    of: ({ alarms }) => alarms.map(({ kind, count }) => ({ labels: { kind }, value: count })),
  },
  {
    name: "dongbo_database_connections",
    help: "Connections of this process to the PostgreSQL server.",
    labels: ["state"],
    of: ({ connections }) =>
      connections === null
        ? []
        : Object.entries(connections).map(([state, value]) => ({ labels: { state }, value })),
  },
];

/** One sample for each portal; 0 for a lane that nothing is known of. */
function byLane<Row extends { lane: string }>(
  { portals }: Known,
  rows: readonly Row[],
  value: (row: Row) => number,
): Sample[] {
  return portals.map((portal) => {
    const row = rows.find(({ lane }) => lane === portal);
    return { labels: { portal }, value: row === undefined ? 0 : value(row) };
  });
}

function ofPortal({ portal }: { portal: string }, value: number): Sample {
  return { labels: { portal }, value };
}

function since(labels: Record<string, string>, at: Instant | null): Sample[] {
  return at === null ? [] : [{ labels, value: Date.parse(at) / 1000 }];
}
