// What the register holds of one task beside what each portal was last known to show: what both sides last agreed on, and
// what the portal showed when the task was held. Asks no portal; `compare` looks anew.
import { fieldNames } from "../../schemas/field.ts";
import type { Link, Standing } from "../../schemas/link.ts";
import { mayLeave } from "../../schemas/task.ts";
import type { Copy } from "../../schemas/remote.ts";
import type { Day } from "../../schemas/time.ts";
import { oursOf } from "../register/ours.ts";
import { copiesOf } from "../store/copies.ts";
import { listHolds, type ListedHold } from "../store/holds.ts";
import { linksOfTask } from "../store/links.ts";
import { standingsOfTasks } from "../store/standings.ts";
import { compareTask, type PortalSight, type TaskComparison } from "./disagreement.ts";
import type { Lane, Means } from "./lane.ts";

/** One link as it is known. */
export interface KnownLink {
  link: Link;
  standing: Standing;
  hold: ListedHold | null;
  copies: Copy[];
}

export interface KnownSides {
  comparison: TaskComparison;
  links: KnownLink[];
}

/** The known sides of a task at these lanes; `null`: there is no such task. */
export async function knownSides(
  { store }: Pick<Means, "store">,
  asked: { taskId: string; code: string; lanes: readonly Pick<Lane, "portal" | "facts">[]; today: Day },
): Promise<KnownSides | null> {
  const { taskId, code, lanes, today } = asked;
  return await store.read(async (tx) => {
    const ours = (await oursOf(tx, [taskId])).get(taskId);
    if (ours === undefined) return null;
    const here = lanes.map(({ portal }) => portal);
    const links = (await linksOfTask(tx, taskId)).filter(({ portal }) => here.includes(portal));
    const standings = await standingsOfTasks(tx, [taskId]);
    const holds = await listHolds(tx, { code });
    const copies = await copiesOf(
      tx,
      links.map(({ id }) => id),
    );
    const known = links.map((link): KnownLink => ({
      link,
      standing: standings.find(({ portal }) => portal === link.portal)?.standing ?? "in_step",
      hold: holds.find(({ linkId }) => linkId === link.id) ?? null,
      copies: copies.get(link.id) ?? [],
    }));
    const { leadOrganisation: lead } = ours.fields;
    const task = {
      taskId,
      code,
      lead: typeof lead === "string" ? lead : null,
      fields: mayLeave(ours.classification) ? ours.fields : null,
    };
    const sights = lanes.map((lane) => sightOf(taskId, lane, known));
    return { comparison: compareTask(task, sights, { fields: fieldNames, today }), links: known };
  });
}

function sightOf(
  taskId: string,
  { portal, facts }: Pick<Lane, "portal" | "facts">,
  known: readonly KnownLink[],
): PortalSight {
  const here = known.find(({ link }) => link.portal === portal);
  if (here === undefined) return { portal, facts, problem: null, pairs: new Map() };
  const fields = { ...here.link.base, ...here.hold?.theirs };
  const pair = { sighting: "shown" as const, fields, unknownWords: [], words: null };
  return { portal, facts, problem: null, pairs: new Map([[taskId, pair]]) };
}
