// Tasks for an imitated portal, made of the phrases of the sample appendices: Vietnamese, invented, naming no person.
import type { SeededTask } from "../../schemas/simulator.ts";
import { later, type Instant } from "../../schemas/time.ts";
import { sampleLeads } from "../intake/sample-organisations.ts";
import { fields } from "../intake/sample-wording.ts";

/** So many tasks, the same at each start but for their days, which lie around `now`. */
export function sampleTasks(count: number, now: Instant): SeededTask[] {
  return Array.from({ length: count }, (_, at) => {
    const field = fields[at % fields.length];
    const round = Math.floor(at / fields.length);
    const object = field?.objects[round % field.objects.length] ?? "";
    const action = field?.actions[(round + at) % field.actions.length] ?? "";
    const daysLeft = -10 + ((at * 11) % 90);
    return {
      code: `NV-${String(at + 1).padStart(3, "0")}`,
      title: `${action} ${object}`,
      dueOn: later(now, daysLeft * 86_400_000).slice(0, 10),
      leadOrganisation: sampleLeads[at % sampleLeads.length] ?? null,
    };
  });
}
