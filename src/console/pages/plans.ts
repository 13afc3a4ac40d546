// Saved plans: made from what is due, with who approved each and whether it has run.
import { html } from "hono/html";
import { roles, type Role } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { headsOfPlans, savePlan, short } from "../../push/approvals.ts";
import { overrides } from "../../push/override.ts";
import { makePlan, planLane } from "../../push/plan.ts";
import { badge, button, callout, form, nothing, select, table, time } from "../parts.ts";
import { overridesPart } from "../overrides-part.ts";
import { quorumFor } from "../quorum.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { mustSeePortal, seesPortal } from "../sight.ts";
import { own } from "../told.ts";
import { unapprovedPart, unapprovedSeen } from "../unapproved-part.ts";

const makers: readonly Role[] = ["integration", "admin"];

export const routes: Route[] = [
  { method: "get", path: "/plans", roles, answer: list },
  { method: "post", path: "/plans", roles: makers, answer: make },
];

const plansShown = 50;

async function list(visit: Visit): Promise<Reply> {
  const { say, office, person } = visit;
  const quorum = await quorumFor(office);
  const plans = (await headsOfPlans(office.means, plansShown)).filter(({ portals }) =>
    portals.every((portal) => seesPortal(person, portal)),
  );
  const columns = [
    { title: say("console.acts.made"), heads: true as const },
    { title: say("console.acts.portal") },
    { title: say("console.acts.items"), align: "right" as const },
    { title: say("console.acts.refusals"), align: "right" as const },
    { title: say("console.acts.approvals") },
    { title: say("console.acts.state") },
  ];
  const rows = plans.map((one) => [
    html`<a href="/plans/${one.checksum}">${own(one.madeBy)}, ${time(one.madeAt)}</a><br />
      <small>${short(one)}</small>`,
    one.portals.join(", "),
    one.items,
    one.refusals,
    one.approvedBy.length === 0 ? null : one.approvedBy.join(", "),
    one.usedAt === null
      ? badge(say("plan_state.not_used"), "warn")
      : html`${say("plan_state.used")}, ${time(one.usedAt)}`,
  ]);
  const inForce = await overrides(office.means);
  const unapproved = await unapprovedSeen(visit);
  const body = html`
    ${quorum === null ? callout("calm", say("console.acts.no_quorum")) : ""}
    ${unapprovedPart(visit, unapproved)} ${makers.includes(person.role) ? makeForm(visit) : ""}
    ${plans.length === 0 ? nothing(say("console.acts.no_plans")) : table(columns, rows, say("console.page.plans"))}
    ${overridesPart(visit, inForce)}
  `;
  return { page: { title: say("console.page.plans"), body } };
}

function portalOptions({ office, person }: Visit): [string, string][] {
  const seen = Object.keys(office.config.portals).filter((portal) => seesPortal(person, portal));
  return seen.map((portal) => [portal, portal]);
}

function makeForm(visit: Visit): Html {
  const { say, person } = visit;
  const all: [string, string][] = person.portals === null ? [["", say("console.acts.all_portals")]] : [];
  const choice = html`
    ${select({ label: say("console.acts.portal"), name: "portal", options: [...all, ...portalOptions(visit)] })}
    ${select({
      label: say("console.acts.scope_of_plan"),
      name: "scope",
      options: [
        ["due", say("console.acts.only_due")],
        ["all", say("console.acts.everything")],
      ],
    })}
    ${button(say("console.acts.make_plan"))}
  `;
  return form(visit, "/plans", choice, "inline");
}

async function make(visit: Visit): Promise<Reply> {
  const { office, form: given, person } = visit;
  const portal = given.get("portal") ?? "";
  if (portal !== "" || person.portals !== null) mustSeePortal(visit, portal);
  const scope = given.get("scope") === "all" ? "all" : "due";
  const parts = [];
  for (const lane of await office.lanes(portal === "" ? undefined : portal)) {
    parts.push(await planLane(office.means, lane, scope));
  }
  const plan = makePlan(office.means, parts);
  await savePlan(office.means, plan);
  const note = phrase("console.acts.plan_made", { checksum: short(plan), count: plan.items.length });
  return { to: `/plans/${plan.checksum}`, note };
}
