// One saved plan: side by side with its risks, approved by as many people as they ask for, run once.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { roles, type Role } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { showInstant } from "../../../schemas/time.ts";
import { approve, findPlan, short, whyNotApprove, type StandingPlan } from "../../push/approvals.ts";
import { overrides } from "../../push/override.ts";
import { startPlan } from "../carry.ts";
import {
  badge,
  button,
  callout,
  fieldList,
  form,
  input,
  nothing,
  pageAsked,
  pager,
  section,
  table,
  time,
} from "../parts.ts";
import { guardWord, overridesPart } from "../overrides-part.ts";
import { planTable } from "../plan-table.ts";
import { quorumFor } from "../quorum.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { seenOf, seesPortal } from "../sight.ts";
import { own } from "../told.ts";

const pushers: readonly Role[] = ["integration", "admin"];
const approvers: readonly Role[] = ["approver", "admin"];

export const routes: Route[] = [
  { method: "get", path: "/plans/:id", roles, answer: show },
  { method: "post", path: "/plans/:id/approve", roles: approvers, answer: approveIt },
  { method: "post", path: "/plans/:id/run", roles: pushers, answer: run },
];

const itemsPerPage = 30;

/** The plan that the address names; UserError when there is none, or it is about portals that the person does not see. */
async function asked(visit: Visit): Promise<StandingPlan & { shown: StandingPlan["plan"]["items"] }> {
  const { office, params, person } = visit;
  const id = params["id"] ?? "";
  const standing = await findPlan(office.means, id, await quorumFor(office));
  const { items } = standing.plan;
  if (!items.every(({ operation }) => seesPortal(person, operation.portal))) {
    throw new UserError([phrase("push.no_such_plan", { id })]);
  }
  const seen = await seenOf(
    visit,
    items.map(({ operation }) => operation.taskCode),
  );
  return { ...standing, shown: items.filter(({ operation }) => seen.has(operation.taskCode)) };
}

function stateOf({ say }: Visit, { use, missing }: StandingPlan): Html {
  if (use !== null) return badge(say("plan_state.used"), "calm");
  return missing === 0 ? badge(say("plan_state.ready"), "good") : badge(say("plan_state.waiting"), "warn");
}

async function show(visit: Visit): Promise<Reply> {
  const { say, tell, office } = visit;
  const standing = await asked(visit);
  const { plan, needed, missing, items: judged, use, shown } = standing;
  const risks = new Map(judged.map(({ item, risks: carried }) => [item, carried]));
  const page = pageAsked(visit);
  const part = shown.slice((page - 1) * itemsPerPage, page * itemsPerPage);
  const hiddenCount = plan.items.length - shown.length;
  const body = html`
    ${fieldList([
      [say("console.acts.state"), stateOf(visit, standing)],
      [say("console.acts.items"), plan.items.length],
      [say("console.acts.approvals"), say("console.acts.have_of", { have: needed - missing, needed })],
      [say("console.acts.checksum"), html`<code title="${plan.checksum}">${short(plan)}</code>`],
      ...(use === null
        ? []
        : ([
            [
              say("plan_state.used"),
              html`${own(use.who)}, ${time(use.at)} · <a href="/runs/${use.run}">${use.run.slice(0, 8)}</a>`,
            ],
          ] as const)),
    ])}
    ${plan.refusals.map(({ portal, guard, reason }) => callout("bad", `${portal} · ${guardWord(visit, guard)}: ${tell(reason)}`))}
    ${risksPart(visit, standing)}
    ${hiddenCount === 0 ? "" : callout("calm", say("console.acts.not_shown", { count: hiddenCount }))}
    ${
      part.length === 0
        ? nothing(say("console.acts.nothing_sent"))
        : planTable(
            visit,
            part.map((item) => ({ operation: item.operation, risks: risks.get(item) ?? [] })),
          )
    }
    ${pager(visit, { page, more: shown.length > page * itemsPerPage })}
    ${section(say("console.acts.approvals"), approvalsPart(visit, standing, await quorumFor(office)))}
    ${overridesPart(visit, await overrides(office.means))}
  `;
  const title = say("console.acts.plan_title", { who: plan.madeBy, at: showInstant(plan.madeAt) });
  return { page: { title, body, wide: true } };
}

/** How many items carry which risk, and how many approvals that asks for. */
function risksPart({ say }: Visit, { items }: StandingPlan): Html {
  const counted = Map.groupBy(
    items.flatMap(({ risks, needed }) => risks.map((risk) => ({ risk, needed }))),
    ({ risk }) => risk,
  );
  if (counted.size === 0) return html``;
  const rows = [...counted].map(([risk, some]) => [
    say(`risk.${risk}`),
    some.length,
    Math.max(...some.map(({ needed }) => needed)),
  ]);
  const columns = [
    { title: say("console.acts.risk"), heads: true as const },
    { title: say("console.acts.items"), align: "right" as const },
    { title: say("console.acts.needed"), align: "right" as const },
  ];
  return table(columns, rows, say("console.acts.risk"));
}

type QuorumOrNone = Awaited<ReturnType<typeof quorumFor>>;

function approvalsPart(visit: Visit, standing: StandingPlan, quorum: QuorumOrNone): Html {
  const { say, tell, person } = visit;
  const { plan, approvals, use, missing } = standing;
  const given = html`<ul>
    ${approvals.map(({ who, at, reason }) => html`<li>${own(who)}, ${time(at)}${reason === "" ? "" : html`: ${own(reason)}`}</li>`)}
  </ul>`;
  if (use !== null) return given;
  const why = quorum === null ? [] : whyNotApprove(person.name, plan, quorum);
  const mayApprove = approvers.includes(person.role) && !approvals.some(({ who }) => who === person.name);
  const approving = form(
    visit,
    `/plans/${plan.checksum}/approve`,
    html`${input({ label: say("console.acts.reason"), name: "reason", required: true })}
    ${button(say("console.acts.approve"))}`,
  );
  const running = form(visit, `/plans/${plan.checksum}/run`, button(say("console.acts.run")));
  return html`
    ${approvals.length === 0 ? nothing(say("console.acts.no_approvals")) : given}
    ${mayApprove ? (why.length > 0 ? why.map((one) => callout("warn", tell(one))) : approving) : ""}
    ${pushers.includes(person.role) && missing === 0 ? running : ""}
  `;
}

async function approveIt(visit: Visit): Promise<Reply> {
  const { office, form: given, say } = visit;
  const { plan, shown } = await asked(visit);
  const reason = (given.get("reason") ?? "").trim();
  const problems = [
    ...(reason === "" ? [phrase("console.needed", { label: say("console.acts.reason") })] : []),
    ...(shown.length < plan.items.length ? [phrase("console.acts.approve_unseen")] : []),
  ];
  if (problems.length > 0) throw new UserError(problems);
  await approve(office.means, plan, { quorum: await quorumFor(office), reason });
  return { to: `/plans/${plan.checksum}`, note: phrase("console.acts.approved", { checksum: short(plan) }) };
}

async function run(visit: Visit): Promise<Reply> {
  const { office } = visit;
  const { plan } = await asked(visit);
  const started = await startPlan(office, plan, await quorumFor(office));
  return { to: `/runs/${started}`, note: phrase("console.acts.run_started", { checksum: short(plan) }) };
}
