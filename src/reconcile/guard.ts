// Guards of a whole portal: when the plan itself is suspicious nothing of it runs. Refusals show n / total. Pure.
import type { GuardSettings } from "../../schemas/config.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Refusal } from "../../schemas/plan.ts";
import type { TaskDecision } from "./task.ts";

export const guardNames = [
  "too-many-changes",
  "too-many-protected",
  "moved-everywhere",
  "empty-listing",
  "short-listing",
  "mapping-changed",
] as const;
export type GuardName = (typeof guardNames)[number];

export interface PortalView {
  portal: string;
  /** All links of this portal, due or not. */
  links: number;
  decisions: readonly TaskDecision[];
  /** Size of this complete listing, and of the last one; `null`: tasks were read one by one, or there was none. */
  listed: number | null;
  listedBefore: number | null;
  /** Links whose base was taken under other field or status maps than the portal has now. */
  otherMapping: number;
  settings: GuardSettings;
  /** Guards that a named person lets pass for now. */
  overridden: readonly string[];
}

/** Every guard that refuses this portal's plan. */
export function guard(view: PortalView): Refusal[] {
  const refusals = [
    ...listing(view),
    ...mapping(view),
    ...tooMany(view),
    ...tooManyProtected(view),
    ...movedEverywhere(view),
  ];
  return refusals.filter(({ guard: name }) => !view.overridden.includes(name));
}

/** A portal that suddenly shows nothing, or far less, is signed out, filtered or broken: never "all deleted". */
function listing({ portal, links, listed, listedBefore, settings }: PortalView): Refusal[] {
  if (listed === null) return [];
  if (listed === 0 && links > 0) {
    return [{ portal, guard: "empty-listing", reason: phrase("guard.empty_listing", { portal, links }) }];
  }
  const before = Math.max(listedBefore ?? 0, links);
  if (listed >= before * settings.minListed) return [];
  const values = {
    portal,
    listed,
    before,
    share: percent(listed, before),
    least: percent(settings.minListed, 1),
  };
  return [{ portal, guard: "short-listing", reason: phrase("guard.short_listing", values) }];
}

function mapping({ portal, otherMapping, links }: PortalView): Refusal[] {
  if (otherMapping === 0) return [];
  return [
    {
      portal,
      guard: "mapping-changed",
      reason: phrase("guard.mapping_changed", { portal, otherMapping, links }),
    },
  ];
}

/** Too much at once is more often a mistake than a busy day (octoDNS refuses plans by the same two numbers). */
function tooMany({ portal, links, decisions, settings }: PortalView): Refusal[] {
  if (links < settings.minLinks) return [];
  const kinds = ["send", "adopt"] as const;
  return kinds.flatMap((kind) => {
    const changing = decisions.filter((decision) => changes(decision, kind)).length;
    if (changing <= links * settings.maxShare) return [];
    const values = {
      portal,
      changing,
      links,
      share: percent(changing, links),
      most: percent(settings.maxShare, 1),
    };
    return [{ portal, guard: "too-many-changes", reason: phrase(`guard.too_many_${kind}`, values) }];
  });
}

/** What the assigning side sets moves task by task; moving in many at once is a misread date or a merger undone. */
function tooManyProtected({ portal, links, decisions, settings }: PortalView): Refusal[] {
  const { protectedFields, maxProtected } = settings;
  return protectedFields.flatMap((field) => {
    const changing = decisions.filter(({ operations }) =>
      operations.some((operation) => "set" in operation && field in operation.set),
    ).length;
    if (changing <= maxProtected) return [];
    const values = { portal, field, changing, links, share: percent(changing, links), most: maxProtected };
    return [{ portal, guard: "too-many-protected", reason: phrase("guard.too_many_protected", values) }];
  });
}

/** From so few tasks on nothing follows about a portal. */
const fewestToJudge = 5;

/**
 * One field that the portal moved in most of the tasks looked at is read wrongly (a date format, a time zone, another
 * column), however few they are (rclone stops where every file changed).
 */
function movedEverywhere({ portal, decisions, settings }: PortalView): Refusal[] {
  const agreed = Map.groupBy(
    decisions.flatMap(({ fields }) => fields).filter(({ base }) => base !== undefined),
    ({ field }) => field,
  );
  return [...agreed].flatMap(([field, looked]) => {
    const moved = looked.filter(({ pattern }) => pattern === "theirs" || pattern === "both").length;
    if (looked.length < fewestToJudge || moved <= looked.length * settings.maxMoved) return [];
    const values = {
      portal,
      field,
      moved,
      looked: looked.length,
      share: percent(moved, looked.length),
      most: percent(settings.maxMoved, 1),
    };
    return [{ portal, guard: "moved-everywhere", reason: phrase("guard.moved_everywhere", values) }];
  });
}

function changes(decision: TaskDecision, kind: "send" | "adopt"): boolean {
  return decision.operations.some((operation) => operation.kind.startsWith(kind));
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
