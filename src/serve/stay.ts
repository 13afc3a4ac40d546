// The life of a process that stays, top to bottom:
//   be known -> start each part -> ready -> until told to stop, or a part ends by itself -> stop in reverse -> be gone
// Whatever starts is stopped again, also when a later part cannot start.
import type { Ground, Part, Starter } from "./part.ts";
import { notePresence } from "./presence.ts";
import type { Vitals } from "./vitals.ts";
import { phrase } from "../../schemas/phrase.ts";

export interface Stay {
  ground: Ground;
  vitals: Vitals;
  /** In the order of their start. */
  starters: readonly Starter[];
  /** Resolves when somebody tells the process to stop. */
  untilStopped: Promise<void>;
  /** What all parts together may take to stop. */
  stopWithinMs: number;
}

/** How a stay ended. */
export interface Stayed {
  /** The part that ended by itself and brought the process down; `null`: it was told to stop. */
  died: string | null;
  /** Parts that did not stop in time, or failed at it. */
  stuck: string[];
}

/** Of the time for stopping, what each part gets in any case. */
const leastMs = 1_000;

/** Runs the parts until the end. Throws what a part threw that could not start, after the others have stopped. */
export async function stay(wanted: Stay): Promise<Stayed> {
  const { ground, vitals, starters, untilStopped } = wanted;
  const presence = await notePresence(
    ground,
    starters.map(({ name }) => name),
  );
  const death = Promise.withResolvers<{ part: string; why: unknown }>();
  let isAsked = false;
  const asked = untilStopped.then(() => {
    isAsked = true;
    return null;
  });
  const stopAll = async () => await stopParts(wanted, [presence, ...vitals.parts]);
  try {
    for (const starter of starters) {
      if (isAsked) break;
      ground.tell(phrase("serve.part_starts", { part: starter.name }));
      const part = await starter.start(ground);
      vitals.parts.push(part);
      void part.died?.then((why) => {
        vitals.dead.add(part.name);
        death.resolve({ part: part.name, why });
      });
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  if (!isAsked) {
    vitals.phase = "ready";
    ground.tell(phrase("serve.ready", { carrier: ground.means.carrier }));
  }
  const dead = await Promise.race([asked, death.promise]);
  if (dead !== null) ground.tell(phrase("serve.part_died", { part: dead.part, why: String(dead.why) }));
  return { died: dead?.part ?? null, stuck: await stopAll() };
}

/** Stops the parts, the last one first, within the time there is; names those that did not stop. */
async function stopParts(
  { ground, vitals, stopWithinMs }: Pick<Stay, "ground" | "vitals" | "stopWithinMs">,
  parts: readonly Part[],
): Promise<string[]> {
  vitals.phase = "stopping";
  ground.tell(phrase("serve.stopping", { seconds: Math.round(stopWithinMs / 1_000) }));
  const { elapsed } = ground.means;
  const until = elapsed() + stopWithinMs;
  const stuck: string[] = [];
  for (const part of parts.toReversed()) {
    const ended = await inTime(stopped(part), Math.max(leastMs, until - elapsed()));
    if (ended === null) continue;
    stuck.push(part.name);
    ground.tell(
      ended === "late"
        ? phrase("serve.part_stuck", { part: part.name })
        : phrase("serve.part_stopped_badly", { part: part.name, why: String(ended) }),
    );
  }
  return stuck;
}

/** What came within `ms`, else "late". Leaves no timer behind that would keep the process alive. */
async function inTime(coming: Promise<unknown>, ms: number): Promise<unknown> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), ms);
  try {
    return await Promise.race([coming, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** `null` when it stopped in order, else what it threw. */
async function stopped(part: Part): Promise<unknown> {
  try {
    await part.stop();
    return null;
  } catch (error) {
    return error;
  }
}
