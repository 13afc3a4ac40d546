// A push on one PC in this process: means and lanes to the portals of a desk around a register that the test opened.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { portals as adapters } from "../../adapters/all.ts";
import { GuardSettingsSchema } from "../../schemas/config.ts";
import { createEvidenceStore } from "../../src/evidence/evidence-store.ts";
import { createLog } from "../../src/log.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import type { Lane, Means } from "../../src/push/lane.ts";
import type { Store } from "../../src/store/connection.ts";
import { portalNames, type Desk, type PortalName } from "../journeys/desk.ts";
import { quickly } from "./quickly.ts";

const now = () => new Date().toISOString();

export function meansAt(desk: Desk, store: Store): Means {
  const evidence = createEvidenceStore(desk.path("dongbo-data/evidence"));
  return {
    store,
    openEvidence: (sha256) => evidence.openEvidence(sha256),
    now,
    elapsed: () => performance.now(),
    newId: randomUUID,
    wait: async (ms) => void (await wait(ms)),
    who: "one PC",
    carrier: "one PC",
    run: randomUUID(),
    show: () => undefined,
    log: createLog("fatal"),
  };
}

/** The lanes to all portals of the desk; `close` ends their connections. */
export function lanesAt(desk: Desk): { lanes: Lane[]; close(): Promise<void> } {
  const closes: (() => Promise<void>)[] = [];
  const laneTo = (name: PortalName): Lane => {
    const adapter = adapters.find((one) => one.name === name);
    if (adapter === undefined) throw new Error(`no adapter ${name}`);
    return quickly({
      portal: name,
      name,
      facts: { ...adapter.facts, requestsPerMinute: 60_000 },
      guards: GuardSettingsSchema.parse({ maxShare: 1 }),
      owners: {},
      async connect({ record, mayWrite }) {
        const http = createHttp({
          baseUrl: desk.portals[name].url,
          requestsPerMinute: 60_000,
          parallel: adapter.facts.parallel,
          onExchange: record,
          mayWrite,
          now,
        });
        closes.push(async () => await http.close());
        return await adapter.open(desk.portals[name].options, http);
      },
    });
  };
  return {
    lanes: portalNames.map(laneTo),
    close: async () => void (await Promise.all(closes.map(async (close) => await close()))),
  };
}
