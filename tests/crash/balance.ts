// Whether the books of both sides balance after everything: what the portals count against what the ledger says.
import { isDeepStrictEqual } from "node:util";
import type { Arrival } from "../../schemas/simulator.ts";
import { portalNames, type Desk, type PortalName } from "../journeys/desk.ts";
import { doubled, heldBy } from "../journeys/scene.ts";
import { tasks, type FinalAccount as Account } from "./stage.ts";

/** Everything that does not balance, a sentence each. */
export function imbalances(desk: Desk, account: Account | null): string[] {
  if (account === null) return ["the last worker gave no account"];
  const { verdict, portals, carried, attempts, outcomes } = account;
  const open = attempts.filter(({ id }) => !outcomes.some((outcome) => outcome.id === id));
  return [
    ...(verdict.ok ? [] : [`the ledger is not sound: ${JSON.stringify(verdict.bad)}`]),
    ...(open.length === 0 ? [] : [`${open.length} attempts have no outcome`]),
    ...(attempts.length === outcomes.length
      ? []
      : [`${outcomes.length} outcomes, ${attempts.length} attempts`]),
    ...(doubled(desk) === 0 ? [] : [`the portals hold ${doubled(desk)} entries and files twice`]),
    ...carried.flatMap((report) => stoppedIn(report)),
    ...portals.flatMap(unsettledIn),
    ...portalNames.flatMap((name) => unannounced(name, desk.portals[name].arrivals(), attempts)),
  ];
}

/** Tasks that a portal holds otherwise than after an undisturbed push: "nq57 NV-001", what it holds, what it held then. */
export function heldOtherwise(desk: Desk, undisturbed: ReturnType<typeof heldBy>): string[] {
  const now = heldBy(desk);
  return portalNames.flatMap((name) => {
    const tasksThere = now[name] ?? [];
    return tasksThere.flatMap((task, at) => {
      const then = undisturbed[name]?.[at];
      const isSame = isDeepStrictEqual(task, then);
      return isSame
        ? []
        : [`${name} ${task.code}: ${JSON.stringify(task)} instead of ${JSON.stringify(then)}`];
    });
  });
}

function stoppedIn({ portal, stopped, busy, refusals }: Account["carried"][number]): string[] {
  const why = [stopped, busy, ...refusals].filter((reason) => reason !== null);
  return why.map((reason) => `${portal} stopped: ${JSON.stringify(reason)}`);
}

function unsettledIn({ portal, counts, total }: Account["portals"][number]): string[] {
  const { in_step: inStep = 0, held = 0, refused = 0 } = counts;
  const isWhole = total === tasks && inStep + held + refused === tasks;
  return isWhole ? [] : [`${portal} accounts for ${JSON.stringify(counts)} of ${tasks}`];
}

/** Both clocks are this machine's; they are read through different calls. */
const clocksApartMs = 20;

/** Writes that the portal took before, or without, an attempt for them on the ledger. */
function unannounced(
  name: PortalName,
  arrivals: readonly Arrival[],
  attempts: Account["attempts"],
): string[] {
  const taken = Map.groupBy(
    arrivals.filter(({ committed }) => committed),
    ({ method, path }) => `${method} ${path}`,
  );
  return [...taken].flatMap(([route, writes]) => {
    const announcing = attempts.filter(({ operation }) => announces(name, route, operation));
    return writes.flatMap(({ at }, nth) => {
      const before = announcing.filter((attempt) => Date.parse(attempt.at) <= at + clocksApartMs);
      return before.length > nth ? [] : [`${name} took ${route} for the ${nth + 1}. time unannounced`];
    });
  });
}

function announces(name: PortalName, route: string, operation: Account["attempts"][number]["operation"]) {
  if (operation === null || operation.portal !== name) return false;
  const isFile = /minh_chung|upload|attachments/.test(route);
  const remoteId = /\/(\d+)(\/|$)/.exec(route)?.[1];
  return (
    operation.kind === (isFile ? "send_evidence" : "send_progress") &&
    (remoteId === undefined || operation.remoteId === remoteId)
  );
}
