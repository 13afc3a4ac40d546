// A person accepts what a portal shows under changed maps or owners as the new base. Until then a run only reports
// drift. Asks the portal only to read; sends nothing.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import { acceptedBase } from "../reconcile/decide.ts";
import { markLinksDue } from "../store/due.ts";
import { linksOfPortal, moveBases } from "../store/links.ts";
import { decideLane } from "./decide-lane.ts";
import { mappingOf, type Lane, type Means } from "./lane.ts";
import { connectToRead } from "./out-of-order.ts";
import { decisionLedger } from "./resolve.ts";

export interface AcceptedBase {
  portal: string;
  /** Links that stood under other maps or owners. */
  links: number;
  /** Fields whose base no longer stands: there the sides meet anew. */
  openFields: number;
  /** Why nothing was accepted: the listing cannot be believed. */
  refusals: Phrase[];
}

/** Takes new bases for every link of the lane that stands under other maps; each falls due. UserError without a reason. */
export async function acceptBase(
  means: Means,
  lane: Lane,
  { reason }: { reason: string },
): Promise<AcceptedBase> {
  if (reason.trim() === "") throw new UserError([phrase("push.reason_needed")]);
  const mapping = mappingOf(lane);
  const links = await means.store.read(async (tx) => await linksOfPortal(tx, lane.portal));
  const stale = links.filter((link) => link.mapping !== mapping);
  const nothing = { portal: lane.portal, links: 0, openFields: 0, refusals: [] };
  if (stale.length === 0) return nothing;
  const session = await connectToRead(means, lane);
  const view = await decideLane(means, lane, { session, linkIds: stale.map(({ id }) => id) });
  const refusals = view.refusals.filter(({ guard }) => guard.endsWith("-listing"));
  if (refusals.length > 0) return { ...nothing, refusals: refusals.map((refusal) => refusal.reason) };
  const moves = view.items.map(({ link, decision }) => ({
    linkId: link.id,
    base: acceptedBase(link.base, decision.fields),
    mapping,
    verified: false,
  }));
  const openFields = view.items.reduce(
    (sum, { link }, at) =>
      sum + Object.keys(link.base).filter((field) => !(field in (moves[at]?.base ?? {}))).length,
    0,
  );
  const at = means.now();
  const values = { portal: lane.portal, links: moves.length, openFields, reason: reason.trim() };
  const note = phrase("push.base_accepted", values);
  await means.store.transaction(async (tx) => {
    await moveBases(tx, moves, at);
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: decisionLedger, at, bodies: [body] });
    await markLinksDue(tx, { linkIds: moves.map(({ linkId }) => linkId), reason: "base", at });
  });
  return { portal: lane.portal, links: moves.length, openFields, refusals: [] };
}
