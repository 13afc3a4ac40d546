// Starts what a person asks for at the console and lets it go on after the answer: how it goes is told by the run's own page.
import type { Plan } from "../../schemas/plan.ts";
import type { Quorum } from "../push/approvals.ts";
import { carryAsRun } from "../push/as-run.ts";
import { pushInWindow } from "../push/in-window.ts";
import type { Lane } from "../push/lane.ts";
import { takeForPush } from "../push/plan.ts";
import { windowOf } from "../schedule/windows.ts";
import type { Office } from "../opened-office.ts";

/** Takes an approved plan and starts its one run; its id. UserError while approvals are missing, or when it ran. */
export async function startPlan(office: Office, plan: Plan, quorum: Quorum | null): Promise<string> {
  const { means, config } = office;
  const portals = [...new Set(plan.items.map(({ operation }) => operation.portal))];
  const lanes: Lane[] = [];
  for (const portal of portals) lanes.push(...(await office.lanes(portal)));
  const approved = await takeForPush(means, plan, quorum);
  const begun = Promise.withResolvers<void>();
  const whole = carryAsRun(office, { what: "plan", portals }, async () => {
    begun.resolve();
    return await Promise.all(
      lanes.map(async (lane) => {
        const window = windowOf(config, lane.portal, means.now());
        return await pushInWindow(means, lane, { window, wanted: { approved } });
      }),
    );
  });
  // Nobody waits for its end; what was cut short is found by the next look at the portal.
  whole.catch((error: unknown) => {
    means.log.warn({ run: means.run, error: String(error) }, "a run of the console broke");
    begun.reject(error);
  });
  await begun.promise;
  return means.run;
}
