// The conflict inbox: what is held, grouped where the question is the same; decided for one or many at once, after a look at
// what would be sent.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { roles, type Role } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { alikeIn, type Alike, type ToMend } from "../../push/alike.ts";
import { resolveConflicts, type WishForMany } from "../../push/resolve.ts";
import { holds } from "../../push/standing.ts";
import { supposeResolved } from "../../push/suppose.ts";
import {
  age,
  button,
  callout,
  checkbox,
  fieldList,
  form,
  hidden,
  input,
  nameOf,
  nothing,
  pageAsked,
  pager,
  section,
  select,
  stateBadge,
  valueOf,
} from "../parts.ts";
import { planTable } from "../plan-table.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";

const deciders: readonly Role[] = ["integration", "admin"];

export const routes: Route[] = [
  { method: "get", path: "/conflicts", roles, answer: inbox },
  { method: "post", path: "/conflicts/preview", roles: deciders, answer: preview },
  { method: "post", path: "/conflicts/resolve", roles: deciders, answer: decide },
];

/** Groups on one page, and tasks shown of each: a page stays small whatever is held. */
const groupsPerPage = 10;
const shownOfGroup = 30;

async function heldFor({ office, person, query }: Visit) {
  const portal = query.get("portal") ?? "";
  const { units, portals } = person;
  return await holds(office.means, { units, portals, ...(portal === "" ? {} : { portal }) });
}

async function inbox(visit: Visit): Promise<Reply> {
  const { say } = visit;
  const found = await heldFor(visit);
  const { groups, toMend } = alikeIn(found);
  const page = pageAsked(visit);
  const from = (page - 1) * groupsPerPage;
  const shown = groups.slice(from, from + groupsPerPage);
  const mending = toMend.slice(from * 2, (from + groupsPerPage) * 2);
  const more = groups.length > from + groupsPerPage || toMend.length > (from + groupsPerPage) * 2;
  const body = html`
    <p>
      ${say("console.acts.held_sum", { tasks: found.length, groups: groups.length })}
      <a href="/conflicts/rules">${say("console.acts.rules")}</a>
    </p>
    ${found.length === 0 ? nothing(say("cli.no_conflicts")) : ""}
    ${shown.map((group) => groupPart(visit, group))}
    ${
      mending.length === 0
        ? ""
        : section(
            say("console.acts.to_mend"),
            html`<ul>
              ${mending.map((one) => mendPart(visit, one))}
            </ul>`,
          )
    }
    ${pager(visit, { page, more })}
  `;
  return { page: { title: say("console.page.conflicts"), body } };
}

function groupPart(visit: Visit, group: Alike): Html {
  const { say, person } = visit;
  const title = `${group.portal} · ${nameOf(visit, group.field)} · ${say(`case.${group.case}`)}`;
  const sides = fieldList([
    [say("console.acts.ours"), valueOf(visit, group.ours)],
    [say("console.acts.base"), valueOf(visit, group.base)],
    [say("console.acts.theirs"), valueOf(visit, group.theirs)],
    [say("console.acts.count"), group.asked.length],
  ]);
  const ticks = tickParts(visit, group);
  if (!deciders.includes(person.role)) return section(title, html`${sides} ${ticks}`);
  const choices = html`
    ${ticks}
    <fieldset>
      <legend>${say("console.acts.take")}</legend>
      ${radio("take", "ours", `${say("take.ours")}: ${valueOf(visit, group.ours)}`)}
      ${radio("take", "theirs", `${say("take.theirs")}: ${valueOf(visit, group.theirs)}`)}
      ${radio("take", "value", say("console.acts.other_value"))}
      ${input({ label: say("console.acts.value"), name: "value" })}
    </fieldset>
    ${input({ label: say("console.acts.reason"), name: "reason", required: true })}
    ${select({ label: say("console.acts.scope"), name: "scope", options: scopesIn(visit) })}
    ${button(say("console.acts.preview"))}
  `;
  return section(title, html`${sides} ${form(visit, "/conflicts/preview", choices)}`);
}

function scopesIn({ say }: Visit): [string, string][] {
  return [
    ["once", say("console.acts.once")],
    ["always", say("console.acts.always")],
  ];
}

function tickParts(visit: Visit, { asked, ...group }: Alike): Html {
  const { say, office, person } = visit;
  const now = office.means.now();
  const mayDecide = deciders.includes(person.role);
  const left = asked.length - shownOfGroup;
  return html`<ul class="plain">
      ${asked.slice(0, shownOfGroup).map(({ id, hold }) => {
        const label = `${hold.taskCode}: ${hold.taskTitle}`;
        return html`<li>
          ${mayDecide ? checkbox({ label, name: "id", value: id, checked: true }) : label}
          ${stateBadge(visit, hold.kind)} ${age(visit, { from: hold.since, now })}
          <a href="/tasks/${encodeURIComponent(hold.taskCode)}">${say("console.acts.open_task")}</a>
        </li>`;
      })}
    </ul>
    ${
      left <= 0
        ? ""
        : mayDecide
          ? checkbox({
              label: say("console.acts.also_others", { count: left }),
              name: "alike",
              value: JSON.stringify([group.portal, group.field, group.case, group.ours, group.theirs]),
            })
          : nothing(say("console.acts.and_others", { count: left }))
    }`;
}

function radio(name: string, value: string, label: string): Html {
  return html`<label class="tick">
    <input type="radio" name="${name}" value="${value}" required />
    <span>${label}</span>
  </label>`;
}

function mendPart(visit: Visit, { hold, reasons }: ToMend): Html {
  return html`<li>
    <a href="/tasks/${encodeURIComponent(hold.taskCode)}">${hold.taskCode}</a> · ${hold.portal}
    ${stateBadge(visit, hold.kind)} ${age(visit, { from: hold.since, now: visit.office.means.now() })}
    ${reasons.map((reason) => html`<div>${visit.tell(reason)}</div>`)}
  </li>`;
}

/** What the form chose. Ids that the person does not see are as if they were not held. */
async function wishOf(visit: Visit): Promise<WishForMany> {
  const { form: given, person, office } = visit;
  const { units, portals } = person;
  const seen = alikeIn(await holds(office.means, { units, portals }));
  const alike = new Set(given.getAll("alike"));
  const same = seen.groups
    .filter((one) => alike.has(JSON.stringify([one.portal, one.field, one.case, one.ours, one.theirs])))
    .flatMap(({ asked }) => asked.map(({ id }) => id));
  const known = new Set(seen.groups.flatMap(({ asked }) => asked.map(({ id }) => id)));
  const ids = [...new Set([...given.getAll("id"), ...same])];
  const strange = ids.filter((id) => !known.has(id));
  if (strange.length > 0) throw new UserError(strange.map((id) => phrase("push.not_held", { id })));
  const side = given.get("take") ?? "";
  if (side === "") throw new UserError([phrase("console.acts.choose_side")]);
  const take = side === "value" ? (given.get("value") ?? "") : side === "theirs" ? "theirs" : "ours";
  const scope = given.get("scope") === "always" ? "always" : "once";
  return { ids, take, reason: given.get("reason") ?? "", scope };
}

async function preview(visit: Visit): Promise<Reply> {
  const { say, tell, office, form: given } = visit;
  const wish = await wishOf(visit);
  const { meant, plan } = await supposeResolved(office.means, await office.lanes(), wish);
  const again = html`
    ${wish.ids.map((id) => hidden("id", id))}
    ${["take", "value", "reason", "scope"].map((name) => hidden(name, given.get(name) ?? ""))}
    ${button(say("console.acts.decide", { count: meant.length }))}
    <a href="/conflicts">${say("console.back")}</a>
  `;
  const body = html`
    <p>${say("console.acts.preview_hint")}</p>
    ${fieldList([
      [say("console.acts.count"), meant.length],
      [say("console.acts.reason"), wish.reason],
    ])}
    ${wish.scope === "always" ? callout("warn", say("console.acts.always_hint")) : ""}
    ${plan.refusals.map(({ reason }) => callout("bad", tell(reason)))}
    ${plan.items.length === 0 ? nothing(say("console.acts.nothing_sent")) : planTable(visit, plan.items)}
    ${form(visit, "/conflicts/resolve", again)}
  `;
  return { page: { title: say("console.acts.preview_title"), body, wide: true } };
}

async function decide(visit: Visit): Promise<Reply> {
  const done = await resolveConflicts(visit.office.means, await wishOf(visit));
  return { to: "/conflicts", note: phrase("console.acts.decided", { count: done.length }) };
}
