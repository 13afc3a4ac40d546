// Persons settle what is held, with the function behind the command, and the world remembers what they decided.
import { UserError } from "../../../schemas/errors.ts";
import { fields, type FieldName } from "../../../schemas/field.ts";
import { differencesIn, resolveConflict } from "../../../src/push/resolve.ts";
import { holds } from "../../../src/push/standing.ts";
import { forgetWord, listWords, mapWord, type ListedWord } from "../../../src/push/words.ts";
import type { WordMeaning } from "../../../src/store/status-words.ts";
import type { Side, World } from "./world.ts";
import { endWar } from "./writes.ts";

/** One field of one held task that a person may settle by choosing. */
export interface Conflict {
  code: string;
  field: FieldName;
  case: string;
}

/** Everything at a portal that waits for a choice. */
export async function openConflicts(world: World, { lane }: Side): Promise<Conflict[]> {
  const held = await holds(world.means(), { portal: lane.portal });
  return held.flatMap((hold) => differencesIn(hold).map((one) => ({ code: hold.taskCode, ...one })));
}

export interface Choice {
  chosen: Conflict;
  side: "ours" | "theirs" | "value";
  scope: "once" | "always";
}

/** Chooses as a person does and remembers it; a refusal counts as one. */
export async function resolve(world: World, at: Side, { chosen, side, scope }: Choice): Promise<void> {
  const { code, field } = chosen;
  const { portal } = at.lane;
  const id = `${code}@${portal}/${field}`;
  const wish = { id, take: side === "value" ? typed(world, field) : side, reason: "đã thống nhất", scope };
  try {
    const { resolution, rule } = await resolveConflict(world.means(), wish);
    world.decided.push({ portal, code, resolution, rule });
    endWar(at, world.codes.indexOf(code), field);
    world.count(rule === null ? `resolved ${side}` : "ruled");
    world.count(`case ${chosen.case}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    world.count("refused choice");
  }
}

/** A value as a person types it. */
function typed(world: World, field: FieldName): string {
  const { kind } = fields[field];
  const samples = {
    percent: "60 %",
    money: "7.000.000",
    day: "28/02/2026",
    lifecycle: "in_progress",
  } as const;
  return kind === "text" || kind === "organisation" ? world.text("Thống nhất") : samples[kind];
}

/** Gives a meaning to a word that nobody has mapped, if there is one. */
export async function mapOne(world: World, { lane }: Side, meaning: WordMeaning): Promise<void> {
  const found = await wordAt(world, lane.portal, (word) => word.meaning === null);
  if (found === undefined) return;
  await mapWord(world.means(), { ...wishOf(found), meaning });
  world.meanings.set(`${lane.portal} ${found.word}`, meaning);
  world.count("word mapped");
}

/** Puts a mapped word back into quarantine, if there is one. */
export async function forgetOne(world: World, { lane }: Side): Promise<void> {
  const found = await wordAt(world, lane.portal, (word) => word.meaning !== null);
  if (found === undefined) return;
  await forgetWord(world.means(), wishOf(found));
  world.meanings.delete(`${lane.portal} ${found.word}`);
  world.count("word forgotten");
}

async function wordAt(world: World, portal: string, isIt: (word: ListedWord) => boolean) {
  return (await listWords(world.means(), { portal })).find(isIt);
}

function wishOf({ portal, word }: ListedWord) {
  return { portal, word, reason: "đã hỏi cổng" };
}
