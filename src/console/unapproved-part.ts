// What waits for an approved plan, with the way to the page where one is made.
import { html } from "hono/html";
import { waitingForApproval, type Unapproved } from "../push/unapproved.ts";
import { callout } from "./parts.ts";
import type { Html, Visit } from "./route.ts";
import { scopeOf } from "./sight.ts";

/** Of the portals and tasks that the person sees. */
export async function unapprovedSeen(visit: Visit): Promise<Unapproved[]> {
  const { portals, units } = scopeOf(visit);
  const waiting = await waitingForApproval(visit.office.means, units);
  return waiting.filter(({ portal }) => portals.includes(portal));
}

/** How many, and where; nothing where nothing waits. */
export function unapprovedPart(
  { say }: Visit,
  waiting: readonly Pick<Unapproved, "portal" | "count">[],
): Html {
  if (waiting.length === 0) return html``;
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  const portals = waiting.map(({ portal }) => portal).join(", ");
  return callout(
    "warn",
    html`${say("console.unapproved", { count, portals })}
      <a href="/plans">${say("console.unapproved_plan")}</a>`,
  );
}
