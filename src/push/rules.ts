// Rules that people made of conflicts: listed with their dates, removed with a reason. A removed rule stays on record.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import { endRule, selectRules, type ListedRule } from "../store/rules.ts";
import type { Means } from "./lane.ts";
import { decisionLedger } from "./resolve.ts";

export type { ListedRule } from "../store/rules.ts";

/** Every rule there ever was, newest first; of one portal if named. */
export async function listRules(means: Means, of: { portal?: string | undefined }): Promise<ListedRule[]> {
  return await means.store.read(async (tx) => await selectRules(tx, of));
}

/** Ends the rule whose id begins so. UserError when there is no such rule in force, several, or no reason. */
export async function removeRule(means: Means, wish: { id: string; reason: string }): Promise<ListedRule> {
  const at = means.now();
  const reason = wish.reason.trim();
  return await means.store.transaction(async (tx) => {
    const found = (await selectRules(tx, {})).filter(
      ({ id, removed }) => removed === null && id.startsWith(wish.id.toLowerCase()),
    );
    const [rule] = found;
    const problems = [
      ...(rule === undefined || found.length > 1 ? [phrase("push.no_such_rule", { id: wish.id })] : []),
      ...(reason === "" ? [phrase("push.reason_needed")] : []),
    ];
    if (rule === undefined || problems.length > 0) throw new UserError(problems);
    await endRule(tx, { id: rule.id, by: means.who, at, reason });
    const note = phrase("push.rule_removed", { id: rule.id.slice(0, 8), portal: rule.portal, reason });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: decisionLedger, at, bodies: [body] });
    return { ...rule, removed: { by: means.who, at, reason } };
  });
}
