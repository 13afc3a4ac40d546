// Status words that no map knows: listed with when they were seen and whom they hold, given a meaning by a person, and
// their tasks released. Never guesses a meaning.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { appendEntries } from "../ledger/append.ts";
import type { Tx } from "../store/connection.ts";
import { markLinksDue } from "../store/due.ts";
import {
  linksHeldByWord,
  selectWords,
  setMeaning,
  tasksHeldByWords,
  type StatusWordRow,
  type WordMeaning,
} from "../store/status-words.ts";
import type { Means } from "./lane.ts";
import { decisionLedger } from "./resolve.ts";

export interface ListedWord extends StatusWordRow {
  /** Codes of the tasks that it holds. */
  tasks: string[];
}

/** Every word that was ever in quarantine, those nobody has mapped first. */
export async function listWords(means: Means, of: { portal?: string | undefined }): Promise<ListedWord[]> {
  return await means.store.read(async (tx) => {
    const words = await selectWords(tx, of);
    const held = Map.groupBy(await tasksHeldByWords(tx), nameOf);
    return words.map((word) => ({ ...word, tasks: (held.get(nameOf(word)) ?? []).map(({ code }) => code) }));
  });
}

function nameOf({ portal, field, word }: { portal: string; field: string; word: string }): string {
  return JSON.stringify([portal, field, word]);
}

export interface WordWish {
  portal: string;
  word: string;
  reason: string;
}

/** Gives a word its meaning and makes the tasks due that it held. UserError when it is not in quarantine. */
export async function mapWord(
  means: Means,
  wish: WordWish & { meaning: WordMeaning },
): Promise<{ released: string[] }> {
  return await settleWord(means, wish, async (tx, found) => {
    if (found.meaning !== null) throw new UserError([phrase("push.word_mapped_already", valuesOf(found))]);
    const note = phrase("push.word_mapped", {
      ...valuesOf(found),
      meaning: wish.meaning,
      reason: wish.reason,
    });
    return { meaning: wish.meaning, note, links: await linksHeldByWord(tx, found) };
  });
}

/** Puts a word back into quarantine: the next look holds its tasks again. */
export async function forgetWord(means: Means, wish: WordWish): Promise<{ released: string[] }> {
  return await settleWord(means, wish, (_, found) => {
    if (found.meaning === null) throw new UserError([phrase("push.word_not_mapped", valuesOf(found))]);
    const note = phrase("push.word_forgotten", { ...valuesOf(found), reason: wish.reason });
    return { meaning: null, note, links: [] };
  });
}

interface Settling {
  meaning: WordMeaning | null;
  note: Phrase;
  links: { linkId: string; code: string }[];
}

async function settleWord(
  means: Means,
  wish: WordWish,
  decide: (tx: Tx, found: StatusWordRow) => Settling | Promise<Settling>,
): Promise<{ released: string[] }> {
  const at = means.now();
  const reason = wish.reason.trim();
  return await means.store.transaction(async (tx) => {
    const known = await selectWords(tx, { portal: wish.portal });
    const found = known.find(({ word }) => word === wish.word.normalize("NFC"));
    if (found === undefined || reason === "") {
      const listed = known.map(({ word }) => `“${word}”`).join(", ");
      const unknown = phrase("push.no_such_word", { portal: wish.portal, word: wish.word, known: listed });
      throw new UserError([
        ...(found === undefined ? [unknown] : []),
        ...(reason === "" ? [phrase("push.reason_needed")] : []),
      ]);
    }
    const { meaning, note, links } = await decide(tx, found);
    const { portal, field, word } = found;
    await setMeaning(tx, { portal, field, word, meaning, reason, who: means.who, at });
    const body = { kind: "note" as const, run: means.run, who: means.who, linkId: null, note };
    await appendEntries(tx, { lane: decisionLedger, at, bodies: [body] });
    await markLinksDue(tx, { linkIds: links.map(({ linkId }) => linkId), reason: "word", at });
    return { released: links.map(({ code }) => code) };
  });
}

function valuesOf({ portal, field, word }: StatusWordRow): Phrase["values"] {
  return { portal, field, word };
}
