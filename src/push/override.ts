// A named person lets one guard pass for one portal, for a reason and until an instant. It stands on the ledger.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Instant } from "../../schemas/time.ts";
import { appendEntries } from "../ledger/append.ts";
import { guardNames, type GuardName } from "../reconcile/guard.ts";
import { grantOverride } from "../store/plans.ts";
import type { Lane, Means } from "./lane.ts";

/** An override lasts at most a day: long enough for a run, too short to be forgotten. */
const longestMs = 24 * 3_600_000;

/** Grants an override; UserError when the guard is unknown, the reason empty or the end not within a day. */
export async function allow(
  means: Means,
  lane: Lane,
  wish: { guard: string; reason: string; until: Instant },
): Promise<void> {
  const at = means.now();
  const guard = guardNames.find((name): name is GuardName => name === wish.guard);
  const ms = Date.parse(wish.until) - Date.parse(at);
  const problems = [
    ...(guard === undefined
      ? [phrase("push.no_such_guard", { guard: wish.guard, known: guardNames.join(", ") })]
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
