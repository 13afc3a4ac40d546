// What settling held fields in some way would lead to: the portals are looked at as for any plan, the tasks decided as if
// the decision stood already, and nothing is written.
import type { FieldValues } from "../../schemas/field.ts";
import type { Plan } from "../../schemas/plan.ts";
import type { Supposed } from "./decide-lane.ts";
import type { Lane, Means } from "./lane.ts";
import { makePlan, planLinks, type LanePart } from "./plan.ts";
import { resolutionsMeant, type Meant, type WishForMany } from "./resolve.ts";

/** The held fields that a wish is about, and the plan of a push right after it. UserError as `resolveConflicts`. */
export async function supposeResolved(
  means: Means,
  lanes: readonly Lane[],
  wish: WishForMany,
): Promise<{ meant: Meant[]; plan: Plan }> {
  const meant = await resolutionsMeant(means, wish);
  const parts: LanePart[] = [];
  for (const lane of lanes) {
    const here = meant.filter(({ hold }) => hold.portal === lane.portal);
    if (here.length === 0) continue;
    const supposed = supposing(here);
    parts.push(await planLinks(means, lane, { linkIds: [...supposed.keys()], supposed }));
  }
  return { meant, plan: makePlan(means, parts) };
}

function supposing(meant: readonly Meant[]): Supposed {
  return new Map(
    [...Map.groupBy(meant, ({ hold }) => hold.linkId)].map(([linkId, some]) => {
      const own = some.filter(({ value }) => value !== undefined);
      const ours: FieldValues = Object.fromEntries(
        own.map(({ difference, value }) => [difference.field, value]),
      );
      return [linkId, { resolutions: some.map(({ resolution }) => resolution), ours }];
    }),
  );
}
