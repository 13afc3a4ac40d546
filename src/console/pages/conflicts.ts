// The conflict inbox: what is held, grouped where the question is the same; decided for one or many at once, after a look at
// what would be sent.
import { html } from "hono/html";
import { z } from "zod";
import { CaseSchema } from "../../../schemas/conflict.ts";
import { UserError } from "../../../schemas/errors.ts";
import { FieldNameSchema } from "../../../schemas/field.ts";
import { roles, type Role } from "../../../schemas/person.ts";
import { phrase, type Phrase } from "../../../schemas/phrase.ts";
import { valueWord } from "../../../schemas/wording.ts";
import { idsAsked, questionsFor, type Alike, type HoldFilter, type Inbox } from "../../push/questions.ts";
import { resolveConflicts, type WishForMany } from "../../push/resolve.ts";
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
  table,
} from "../parts.ts";
import { planTable } from "../plan-table.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { own, ownValue } from "../told.ts";

const deciders: readonly Role[] = ["integration", "admin"];

export const routes: Route[] = [
  { method: "get", path: "/conflicts", roles, answer: inbox },
  { method: "post", path: "/conflicts/preview", roles: deciders, answer: preview },
  { method: "post", path: "/conflicts/resolve", roles: deciders, answer: decide },
];

/** Groups on one page, and tasks shown of each: a page stays small whatever is held. */
const groupsPerPage = 8;
const shownOfGroup = 15;

function seenBy({ person, query }: Visit): HoldFilter {
  const [portal, code] = [query.get("portal") ?? "", query.get("task") ?? ""];
  const { units, portals } = person;
  return { units, portals, ...(portal === "" ? {} : { portal }), ...(code === "" ? {} : { code }) };
}

async function inbox(visit: Visit): Promise<Reply> {
  const { say, office } = visit;
  const page = pageAsked(visit);
  const wanted = { limit: groupsPerPage + 1, offset: (page - 1) * groupsPerPage, shown: shownOfGroup };
  const { holds, questions, groups, toMend } = await questionsFor(office.means, seenBy(visit), wanted);
  const more = groups.length > groupsPerPage || toMend.length > groupsPerPage;
  const mending = toMend.slice(0, groupsPerPage).map((one) => mendPart(visit, one));
  const code = visit.query.get("task") ?? "";
  const body = html`
    <p>
      ${code === "" ? "" : html`<strong>${own(code)}:</strong>`}
      ${say("console.acts.held_sum", { tasks: holds, groups: questions })}
      ${code === "" ? "" : html`<a href="/conflicts">${say("console.acts.all_conflicts")}</a> ·`}
      <a href="/conflicts/rules">${say("console.acts.rules")}</a>
    </p>
    ${holds === 0 ? nothing(say("cli.no_conflicts")) : ""}
    ${groups.slice(0, groupsPerPage).map((group) => groupPart(visit, group))}
    ${
      mending.length === 0
        ? ""
        : section(
            say("console.acts.to_mend"),
            html`<ul class="plain">
              ${mending}
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
  const sides = table(
    [
      { title: say("console.acts.ours") },
      { title: say("console.acts.base") },
      { title: say("console.acts.theirs") },
    ],
    [
      [
        ownValue(visit, group.ours),
        hasOneBase(group) ? ownValue(visit, group.asked[0]?.base) : say("console.acts.bases_differ"),
        ownValue(visit, group.theirs),
      ],
    ],
    title,
  );
  const ticks = tickParts(visit, group);
  if (!deciders.includes(person.role)) return questionPart(title, html`${sides} ${ticks}`);
  const choices = html`
    ${ticks} ${hidden("seen", JSON.stringify({ ours: group.ours, theirs: group.theirs }))}
    <div class="decide">
      <fieldset>
        <legend>${say("console.acts.take")}</legend>
        ${radio("take", "ours", `${say("take.ours")}: ${shortValueOf(visit, group.ours)}`)}
        ${radio("take", "theirs", `${say("take.theirs")}: ${shortValueOf(visit, group.theirs)}`)}
        ${radio("take", "value", say("console.acts.other_value"))}
        ${input({ label: say("console.acts.value"), name: "value" })}
      </fieldset>
      <div>
        ${input({ label: say("console.acts.reason"), name: "reason", required: true })}
        ${select({ label: say("console.acts.scope"), name: "scope", options: scopesIn(visit) })}
        ${button(say("console.acts.preview"))}
      </div>
    </div>
  `;
  return questionPart(title, html`${sides} ${form(visit, "/conflicts/preview", choices)}`);
}

/** What was agreed last may differ where both values are the same: then each task says its own. */
function hasOneBase({ asked }: Alike): boolean {
  return new Set(asked.map(({ base }) => JSON.stringify(base))).size <= 1;
}

function questionPart(title: string, body: Html): Html {
  return html`<section class="question">
    <h2 dir="auto">${title}</h2>
    ${body}
  </section>`;
}

/** As much of a value as tells it apart; the whole stands above. */
function shortValueOf({ language }: Visit, value: unknown): string {
  return valueWord(value, language);
}

function scopesIn({ say }: Visit): [string, string][] {
  return [
    ["once", say("console.acts.once")],
    ["always", say("console.acts.always")],
  ];
}

function tickParts(visit: Visit, group: Alike): Html {
  const { say, office, person } = visit;
  const now = office.means.now();
  const mayDecide = deciders.includes(person.role);
  const { portal, field, case: kind, ours, theirs } = group;
  const left = group.count - group.asked.length;
  const all = JSON.stringify({ portal, field, case: kind, ours, theirs });
  const others = mayDecide
    ? checkbox({ label: say("console.acts.also_others", { count: left }), name: "alike", value: all })
    : nothing(say("console.acts.and_others", { count: left }));
  return html`<ul class="plain">
      ${group.asked.map(({ id, taskCode, taskTitle, kind: standing, since, base }) => {
        const label = `${taskCode}: ${taskTitle}`;
        return html`<li>
          ${mayDecide ? checkbox({ label, name: "id", value: id, checked: true }) : own(label)}
          ${stateBadge(visit, standing)} ${age(visit, { from: since, now })}
          ${hasOneBase(group) ? "" : html`· ${say("console.acts.base")}: ${ownValue(visit, base)} ·`}
          <a href="/tasks/${encodeURIComponent(taskCode)}">${say("console.acts.open_task")}</a>
        </li>`;
      })}
    </ul>
    ${left <= 0 ? "" : others}`;
}

function radio(name: string, value: string, label: string): Html {
  return html`<label class="tick">
    <input type="radio" name="${name}" value="${value}" required />
    <span dir="auto">${label}</span>
  </label>`;
}

function mendPart(visit: Visit, one: Inbox["toMend"][number]): Html {
  return html`<li>
    <a href="/tasks/${encodeURIComponent(one.taskCode)}">${own(one.taskCode)}</a>: ${own(one.taskTitle)}<br />
    ${one.portal} ${stateBadge(visit, one.kind)}
    ${age(visit, { from: one.since, now: visit.office.means.now() })}
    ${one.reasons.map((reason) => html`<div>${mendingOf(visit, reason)}</div>`)}
  </li>`;
}

function mendingOf({ say, tell }: Visit, reason: Phrase): Html {
  const isWord = reason.key === "reconcile.unknown_word";
  return html`${own(tell(reason))} ${isWord ? html`<a href="/words">${say("console.page.words")}</a>` : ""}`;
}

const QuestionSchema = z.strictObject({
  portal: z.string(),
  field: FieldNameSchema,
  case: CaseSchema,
  ours: z.union([z.string(), z.number(), z.null()]),
  theirs: z.union([z.string(), z.number(), z.null()]),
});

const SeenSchema = QuestionSchema.pick({ ours: true, theirs: true });

/** What a hidden field of ours holds. */
function given<Shape extends z.ZodType>(shape: Shape, text: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new UserError([phrase("push.not_held", { id: text })]);
  }
}

/** What the form chose. What the person does not see is as if it were not held. */
async function wishOf(visit: Visit): Promise<WishForMany> {
  const { form: sent, person, office } = visit;
  const within = { units: person.units, portals: person.portals };
  const ids = sent.getAll("id");
  for (const text of sent.getAll("alike")) {
    ids.push(...(await idsAsked(office.means, within, given(QuestionSchema, text))));
  }
  const side = sent.get("take") ?? "";
  if (side === "") throw new UserError([phrase("console.acts.choose_side")]);
  const take = side === "value" ? (sent.get("value") ?? "") : side === "theirs" ? "theirs" : "ours";
  const scope = sent.get("scope") === "always" ? "always" : "once";
  const seen = given(SeenSchema, sent.get("seen") ?? "");
  return { ids: [...new Set(ids)], take, reason: sent.get("reason") ?? "", scope, seen, within };
}

async function preview(visit: Visit): Promise<Reply> {
  const { say, tell, office, form: sent } = visit;
  const wish = await wishOf(visit);
  const { meant, plan } = await supposeResolved(office.means, await office.lanes(), wish);
  const again = html`
    ${wish.ids.map((id) => hidden("id", id))}
    ${["take", "value", "reason", "scope", "seen"].map((name) => hidden(name, sent.get(name) ?? ""))}
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
