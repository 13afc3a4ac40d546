// How many people must approve a saved plan before it runs, by what is risky in it (config `approvals`). A push
// that carries out no approved plan leaves alone what needs anybody.
import { z } from "zod";

/** Why an item of a plan needs other eyes; `ordinary`: it does not by itself. */
export const RiskSchema = z.enum([
  "ordinary",
  "completion",
  "sensitiveEvidence",
  "protectedField",
  "bulk",
  "override",
  "reopening",
]);
export type Risk = z.infer<typeof RiskSchema>;

const count = z.int().min(0).max(2);

export const ApprovalsSchema = z.strictObject({
  /** Progress as it is reported every week. */
  ordinary: count.default(0),
  /** A task is told, or taken over, as done or delivered. */
  completion: count.default(1),
  /** A file whose marks of secrecy a person has settled, or that is not plainly marked normal. */
  sensitiveEvidence: count.default(1),
  /** A field of the assigning side changes (guards.protectedFields: due date, lead agency). */
  protectedField: count.default(1),
  /** The plan changes a larger share of a portal's tasks than guards.maxShare. */
  bulk: count.default(1),
  /** A guard refuses this portal's plan, or somebody lets one pass there. */
  override: count.default(2),
  /** A task that was done or delivered is told, or taken over, as open again. */
  reopening: count.default(2),
  /** Who may approve at the command line, by user name, besides the people of the console who may. */
  approvers: z.array(z.string().min(1)).default([]),
});
export type Approvals = z.infer<typeof ApprovalsSchema>;
