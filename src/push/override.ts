// A named person lets one guard pass for one portal, for a reason and until an instant. It stands on the ledger.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { guardNames } from "../reconcile/guard.ts";
import { grantOverride, overriddenGuards, overridesInForce, type GuardOverride } from "../store/plans.ts";
import type { Lane, Means } from "./lane.ts";

/** What an override may lift: the guards of a plan, and a portal's closed window. */
export const liftable = [...guardNames, "window"] as const;

/** An override lasts at most a day: long enough for a run, too short to be forgotten. */
const longestMs = 24 * 3_600_000;

/** Grants an override; UserError when the guard is unknown, the reason empty or the end not within a day. */
export async function allow(
  means: Means,
  lane: Lane,
  wish: { guard: string; reason: string; until: Instant },
): Promise<void> {
  const at = means.now();
  const guard = liftable.find((name) => name === wish.guard);
  const ms = Date.parse(wish.until) - Date.parse(at);
  const problems = [
    ...(guard === undefined
      ? [phrase("push.no_such_guard", { guard: wish.guard, known: liftable.join(", ") })]
      : []),
    ...(wish.reason.trim() === "" ? [phrase("push.override_reason")] : []),
    ...(ms > 0 && ms <= longestMs ? [] : [phrase("push.override_until", { until: wish.until })]),
  ];
  if (guard === undefined || problems.length > 0) throw new UserError(problems);
  const granted = {
    portal: lane.portal,
    guard,
    who: means.who,
    reason: wish.reason.trim(),
    until: wish.until,
  };
  await means.store.transaction(async (tx) => {
    await grantOverride(tx, { id: means.newId(), grantedAt: at, ...granted });
    await appendEntries(tx, {
      lane: lane.name,
      at,
      bodies: [{ kind: "override", run: means.run, ...granted }],
    });
  });
}

export type { GuardOverride } from "../store/plans.ts";

/** Overrides that are in force now, those that end first first. */
export async function overrides(means: Means): Promise<GuardOverride[]> {
  return await means.store.read(async (tx) => await overridesInForce(tx, { at: means.now() }));
}

/** Whether somebody lets a push pass although the portal's window is closed. */
export async function mayPassWindow(means: Means, portal: string): Promise<boolean> {
  const lifted = await means.store.read(async (tx) => await overriddenGuards(tx, portal, means.now()));
  return lifted.includes("window");
}
