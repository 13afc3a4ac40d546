// The office of a desk of tests/push, as far as the pages that tell need one.
import { join } from "node:path";
import { ConfigSchema } from "../../schemas/config.ts";
import type { Office } from "../../src/opened-office.ts";
import { shippedCalendar } from "../../src/schedule/vietnam.ts";
import type { Desk } from "../push/desk.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The office of a desk; `settings` are of the configuration file. */
export async function readsOffice(desk: Desk, settings: Record<string, unknown> = {}): Promise<Office> {
  const portals = Object.fromEntries(
    desk.portals.map(({ lane }) => [lane.portal, { adapter: lane.portal, cutOff: { daily: "17:00" } }]),
  );
  const lanes = desk.portals.map(({ lane }) => lane);
  const office = {
    config: ConfigSchema.parse({ portals, ...settings }),
    calendar: shippedCalendar,
    mode: "pilot",
    means: desk.means,
    evidence: desk.evidence,
    checkpoints: {
      key: { file: join(await temporaryFolder(), "key.pem"), origin: "made here" },
      directory: null,
    },
    alarms: { standingHere: async () => await Promise.resolve([]) },
    newRun: () => desk.restarted(),
    lanes: async () => await Promise.resolve(lanes),
  };
  return office as unknown as Office;
}
