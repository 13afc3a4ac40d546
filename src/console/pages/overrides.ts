// Lets one guard pass at one portal, for a reason and until an hour of today or tomorrow.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { later } from "../../../schemas/time.ts";
import { allow, liftable, overrides } from "../../push/override.ts";
import { button, callout, form, input, nothing, select, table, time } from "../parts.ts";
import { guardWord } from "../overrides-part.ts";
import type { Reply, Route, Visit } from "../route.ts";
import { mustSeePortal, seesPortal } from "../sight.ts";

const granters = ["integration", "admin"] as const;

export const routes: Route[] = [
  { method: "get", path: "/overrides", roles: [...granters, "approver", "auditor"], answer: show },
  { method: "post", path: "/overrides", roles: granters, answer: grant },
];

const longest = 24;

async function show(visit: Visit): Promise<Reply> {
  const { say, office, person } = visit;
  const inForce = (await overrides(office.means)).filter(({ portal }) => seesPortal(person, portal));
  const columns = [
    { title: say("console.acts.portal"), heads: true as const },
    { title: say("console.acts.guard") },
    { title: say("console.acts.who") },
    { title: say("console.acts.reason") },
    { title: say("console.acts.until") },
  ];
  const rows = inForce.map((one) => [
    one.portal,
    guardWord(visit, one.guard),
    one.who,
    one.reason,
    time(one.until),
  ]);
  const mayGrant = granters.some((role) => role === person.role);
  const body = html`
    ${inForce.length === 0 ? nothing(say("console.acts.no_overrides")) : table(columns, rows, say("console.acts.overrides"))}
    ${mayGrant ? grantForm(visit) : ""}
  `;
  return { page: { title: say("console.acts.overrides"), body } };
}

function grantForm(visit: Visit) {
  const { say, office, person } = visit;
  const portals = Object.keys(office.config.portals).filter((portal) => seesPortal(person, portal));
  const fields = html`
    ${callout("warn", say("console.acts.override_hint"))}
    ${select({ label: say("console.acts.portal"), name: "portal", options: portals.map((one) => [one, one]) })}
    ${select({ label: say("console.acts.guard"), name: "guard", options: liftable.map((one) => [one, guardWord(visit, one)]) })}
    ${input({ label: say("console.acts.reason"), name: "reason", required: true })}
    ${input({ label: say("console.acts.hours"), name: "hours", type: "number", value: "1", required: true })}
    ${button(say("console.acts.grant_override"), "grave")}
  `;
  return form(visit, "/overrides", fields);
}

async function grant(visit: Visit): Promise<Reply> {
  const { office, form: given } = visit;
  const portal = given.get("portal") ?? "";
  mustSeePortal(visit, portal);
  const hours = Number(given.get("hours"));
  if (!(hours > 0 && hours <= longest)) throw new UserError([phrase("console.acts.bad_hours", { longest })]);
  const [lane] = await office.lanes(portal);
  if (lane === undefined) throw new Error(`${portal} is configured and has no lane`);
  const until = later(office.means.now(), hours * 3_600_000);
  const guard = given.get("guard") ?? "";
  await allow(office.means, lane, { guard, reason: given.get("reason") ?? "", until });
  return {
    to: "/overrides",
    note: phrase("console.acts.override_granted", { portal, guard: guardWord(visit, guard) }),
  };
}
