// What this process has counted since it started: requests, outcomes, lanes carried.
import { Counter, Histogram, type Registry } from "prom-client";
import { OutcomeKindSchema } from "../../schemas/attempt.ts";
import { laneEnds, requestKinds, requestResults, type Meter } from "../../schemas/meter.ts";

/** Of one request, in seconds: portals answer within one, and some within a minute. */
const requestSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Of carrying a lane: from nothing to do to a province's night. */
const laneSeconds = [1, 5, 15, 60, 300, 900, 3600, 4 * 3600];

/** A meter that counts into the registry. Every counter of these portals starts at 0, so that its first step is seen. */
export function countingMeter(registry: Registry, portals: readonly string[]): Meter {
  const registers = [registry];
  const requests = new Counter({
    name: "dongbo_requests_total",
    help: "Requests made at portals, by what they were for and how they ended.",
    labelNames: ["portal", "kind", "result"],
    registers,
  });
  const duration = new Histogram({
    name: "dongbo_request_duration_seconds",
    help: "From a request's first byte to its answer's last.",
    labelNames: ["portal", "kind"],
    buckets: requestSeconds,
    registers,
  });
  const bytes = new Counter({
    name: "dongbo_request_bytes_total",
    help: "Bytes of bodies, sent to portals and received from them.",
    labelNames: ["portal", "direction"],
    registers,
  });
  const outcomes = new Counter({
    name: "dongbo_attempts_total",
    help: "Attempts by their outcome, as it was written on the ledger.",
    labelNames: ["portal", "outcome"],
    registers,
  });
  const carried = new Counter({
    name: "dongbo_lanes_carried_total",
    help: "How often a lane was carried, by how that ended.",
    labelNames: ["portal", "ended"],
    registers,
  });
  const carrying = new Histogram({
    name: "dongbo_lane_duration_seconds",
    help: "How long a lane was carried for.",
    labelNames: ["portal"],
    buckets: laneSeconds,
    registers,
  });
  for (const portal of portals) {
    for (const kind of requestKinds) {
      for (const result of requestResults) requests.inc({ portal, kind, result }, 0);
      duration.zero({ portal, kind });
    }
    for (const direction of ["sent", "received"]) bytes.inc({ portal, direction }, 0);
    for (const outcome of OutcomeKindSchema.options) outcomes.inc({ portal, outcome }, 0);
    for (const ended of laneEnds) carried.inc({ portal, ended }, 0);
    carrying.zero({ portal });
  }
  return {
    request(portal, { kind, result, seconds, sentBytes, receivedBytes }) {
      requests.inc({ portal, kind, result });
      duration.observe({ portal, kind }, seconds);
      bytes.inc({ portal, direction: "sent" }, sentBytes);
      bytes.inc({ portal, direction: "received" }, receivedBytes);
    },
    outcome: (portal, outcome) => outcomes.inc({ portal, outcome }),
    carried(portal, { ended, seconds }) {
      carried.inc({ portal, ended });
      carrying.observe({ portal }, seconds);
    },
  };
}
