// The metrics of one process: what it counted itself, what the register says at the scrape, and how the process is doing. In
// a registry of its own.
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Telemetry } from "../../schemas/meter.ts";
import type { Store } from "../store/connection.ts";
import { countingMeter } from "./counters.ts";
import { known, type Patience, type Sources } from "./known.ts";
import { readings } from "./readings.ts";
import { ownVersion } from "./version.ts";

export interface TelemetryMeans extends Sources {
  store: Pick<Store, "snapshot" | "connections" | "mode">;
  /** A stopwatch in milliseconds. */
  elapsed(): number;
  patience?: Patience;
}

/** A meter, and the text of everything that is measured. One for each process; opens and keeps nothing. */
export function createTelemetry(means: TelemetryMeans): Telemetry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const build = { version: ownVersion(), node: process.versions.node, mode: means.store.mode };
  const info = new Gauge({
    name: "dongbo_build_info",
    help: "Always 1; its labels say which dongbo this is.",
    labelNames: Object.keys(build),
    registers,
  });
  info.set(build, 1);
  const up = new Gauge({
    name: "dongbo_database_up",
    help: "1 when the database answered this scrape; without it nothing is told of the register.",
    registers,
  });
  const gauges = readings.map(({ name, help, labels, of }) => ({
    gauge: new Gauge({ name, help, labelNames: [...labels], registers }),
    labels,
    of,
  }));
  const meter = countingMeter(registry, means.portals);
  const ask = known(means, means.elapsed, means.patience);
  return {
    meter,
    contentType: registry.contentType,
    async metricsText() {
      const told = await ask();
      up.set(told === null ? 0 : 1);
      for (const { gauge, labels, of } of gauges) {
        gauge.reset();
        // A gauge without labels starts at 0 by itself: what is not known must not look like nothing.
        if (labels.length === 0) gauge.remove();
        if (told !== null) for (const sample of of(told)) gauge.set(sample.labels ?? {}, sample.value);
      }
      return await registry.metrics();
    },
  };
}
