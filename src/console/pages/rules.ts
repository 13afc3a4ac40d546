// Rules that people made of conflicts: what they settle by themselves, who made them and why; forgotten with a reason.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { listRules, removeRule, type ListedRule } from "../../push/rules.ts";
import { button, form, hidden, input, nameOf, nothing, table, time } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { seesPortal } from "../sight.ts";
import { own } from "../told.ts";

export const routes: Route[] = [
  { method: "get", path: "/conflicts/rules", roles, answer: list },
  { method: "post", path: "/conflicts/rules/forget", roles: ["integration", "admin"], answer: forget },
];

async function rulesFor({ office, person }: Visit): Promise<ListedRule[]> {
  return (await listRules(office.means, {})).filter(({ portal }) => seesPortal(person, portal));
}

async function list(visit: Visit): Promise<Reply> {
  const { say } = visit;
  const rules = await rulesFor(visit);
  const columns = [
    { title: say("console.acts.portal") },
    { title: say("console.acts.field"), heads: true as const },
    { title: say("console.acts.case") },
    { title: say("console.acts.take") },
    { title: say("console.acts.made") },
    { title: say("console.acts.reason") },
    { title: say("console.acts.ended") },
  ];
  const rows = rules.map((rule) => [
    rule.portal,
    nameOf(visit, rule.field),
    say(`case.${rule.case}`),
    say(`take.${rule.take}`),
    html`${own(rule.madeBy)}, ${time(rule.madeAt)}`,
    rule.reason,
    endOf(visit, rule),
  ]);
  const body =
    rules.length === 0 ? nothing(say("cli.no_rules")) : table(columns, rows, say("console.acts.rules"));
  return { page: { title: say("console.acts.rules"), body, wide: true } };
}

function endOf(visit: Visit, { id, removed }: ListedRule): Html {
  const { say, person } = visit;
  if (removed !== null) return html`${own(removed.by)}, ${time(removed.at)}: ${own(removed.reason)}`;
  if (person.role !== "integration" && person.role !== "admin") return html`${say("console.acts.in_force")}`;
  const fields = html`${hidden("rule", id)}
  ${input({ label: say("console.acts.reason"), name: "reason", required: true })}
  ${button(say("console.acts.forget"), "grave")}`;
  return form(visit, "/conflicts/rules/forget", fields, "inline");
}

async function forget(visit: Visit): Promise<Reply> {
  const { form: given, office } = visit;
  const id = given.get("rule") ?? "";
  // "" begins every id.
  if (!(await rulesFor(visit)).some((rule) => rule.id === id)) {
    throw new UserError([phrase("push.no_such_rule", { id })]);
  }
  const rule = await removeRule(office.means, { id, reason: given.get("reason") ?? "" });
  return { to: "/conflicts/rules", note: phrase("console.acts.rule_forgotten", { portal: rule.portal }) };
}
