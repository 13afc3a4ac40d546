// What of a plan, or of a push without one, needs other eyes before it runs, item by item, and how many people must say
// yes. Pure.
//   ordinary           weekly progress, files, values taken over; what is held or frozen sends nothing
//   completion         a task is told, or taken over, as done or delivered
//   sensitiveEvidence  a file that is not plainly marked normal, or whose marks of secrecy a person has settled
//   protectedField     a field of the assigning side changes
//   bulk               the plan changes a larger share of the portal's tasks than its guard lets pass
//   override           a guard refuses the portal's plan, or somebody lets one pass there
//   reopening          a task that was done or delivered is told, or taken over, as open again
import type { Approvals, Risk } from "../../schemas/approvals.ts";
import type { GuardSettings } from "../../schemas/config.ts";
import type { Operation } from "../../schemas/operation.ts";
import type { Plan, PlanItem } from "../../schemas/plan.ts";

/** What is known around a plan, by portal. */
export interface Circumstances {
  guards: ReadonlyMap<string, GuardSettings>;
  links: ReadonlyMap<string, number>;
  /** Portals where somebody lets a guard pass for now. */
  overridden: ReadonlySet<string>;
  /** Files that are not plainly marked normal, or whose marks a person has settled. */
  sensitive: ReadonlySet<string>;
}

/** As much of a plan's item as a judgement needs. */
export type Judgeable = Pick<PlanItem, "operation">;

export interface JudgedItem<One extends Judgeable = PlanItem> {
  item: One;
  /** Never empty. */
  risks: Risk[];
  needed: number;
}

/** Every item with its risks and how many approvals they ask for together: as many as the worst of them. */
export function judgeItems<One extends Judgeable>(
  plan: { items: readonly One[]; refusals: Plan["refusals"] },
  around: Circumstances,
  approvals: Approvals,
): JudgedItem<One>[] {
  const bulky = bulkyPortals(plan.items, around);
  const refused = new Set([...plan.refusals.map(({ portal }) => portal), ...around.overridden]);
  return plan.items.map((item) => {
    const { operation } = item;
    const risks: Risk[] = changes(operation)
      ? [
          ...ownRisks(operation, around),
          ...(bulky.has(operation.portal) ? (["bulk"] as const) : []),
          ...(refused.has(operation.portal) ? (["override"] as const) : []),
        ]
      : [];
    if (risks.length === 0) risks.push("ordinary");
    const needed = changes(operation) ? Math.max(...risks.map((risk) => approvals[risk])) : 0;
    return { item, risks, needed };
  });
}

function ownRisks(operation: Operation, { guards, sensitive }: Circumstances): Risk[] {
  if (operation.kind === "send_evidence") return sensitive.has(operation.sha256) ? ["sensitiveEvidence"] : [];
  if (!("set" in operation)) return [];
  const { set, before, portal } = operation;
  const isProtected = guards.get(portal)?.protectedFields.some((field) => field in set) ?? false;
  // A portal without a lifecycle reads 100 percent as done.
  const completes = isDelivered(set.lifecycle) || (set.completedOn ?? null) !== null || set.percent === 100;
  const reopens =
    (set.lifecycle !== undefined && isDelivered(before.lifecycle) && !isDelivered(set.lifecycle)) ||
    (set.completedOn === null && (before.completedOn ?? null) !== null);
  return [
    ...(completes ? (["completion"] as const) : []),
    ...(isProtected ? (["protectedField"] as const) : []),
    ...(reopens ? (["reopening"] as const) : []),
  ];
}

function bulkyPortals(items: readonly Judgeable[], { guards, links }: Circumstances): Set<string> {
  const changing = Map.groupBy(
    items.filter(({ operation }) => changes(operation)),
    ({ operation }) => operation.portal,
  );
  const bulky = [...changing].filter(([portal, some]) => {
    const settings = guards.get(portal);
    const all = links.get(portal) ?? 0;
    if (settings === undefined || all < settings.minLinks) return false;
    return new Set(some.map(({ operation }) => operation.linkId)).size > all * settings.maxShare;
  });
  return new Set(bulky.map(([portal]) => portal));
}

/** Whether anything moves, there or here. */
function changes({ kind }: Operation): boolean {
  return kind !== "hold" && kind !== "freeze";
}

function isDelivered(lifecycle: unknown): boolean {
  return lifecycle === "completed" || lifecycle === "submitted";
}
