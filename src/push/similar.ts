// How similar two titles are, and which of many are worth comparing. Never decides: similar titles are for a person.
import { CmpStr } from "cmpstr";
import type { Title } from "./title.ts";

/** From here on a person is asked. Of titles with one word changed, lost or added 98 in 100 lie above. */
export const worthAsking = 0.7;
/** Enough when document and item say the same already: abbreviations ("TTHC") alone bring a title down to here. */
export const similarEnough = 0.6;
/** Candidates so far behind the best one are noise beside it. */
export const farBehind = 0.15;
/** Without diacritics different words meet ("Sở" and "số"), so agreement counts for less. */
const bareWeight = 0.9;
/** Never 1 for titles that are not the same: shared pairs of letters say nothing of their order. */
const almost = 0.99;

// The share of common pairs of letters (L. R. Dice 1945, T. Sørensen 1948), 0 to 1. It told true from false partners
// among Vietnamese titles better than edit distance and word order did, and bears moved words.
const pairsOfLetters = CmpStr.create().setMetric("dice");

/** 1 for the same core, else below; less where only the letters without diacritics agree. */
export function similarity(one: Title, other: Title): number {
  if (one.core === "" || other.core === "") return 0;
  if (one.core === other.core) return 1;
  const marked = pairsOfLetters.compare(one.core, other.core);
  const bare = one.bare === other.bare ? 1 : pairsOfLetters.compare(one.bare, other.bare);
  return Math.min(almost, Math.max(marked, bare * bareWeight));
}

/** A title is looked for by at least so many of its words, rare ones first, and by more while few titles hold them. */
const fewestWords = 4;
const mostLooks = 1500;
const mostNear = 24;

/** Finds, for a title, the places of the titles that share its rarest words. The same for any order of words. */
export function nearTitles(titles: readonly Title[]): (title: Title) => number[] {
  const places = new Map<string, number[]>();
  for (const [place, title] of titles.entries()) {
    for (const word of wordsOf(title)) {
      const at = places.get(word);
      if (at === undefined) places.set(word, [place]);
      else at.push(place);
    }
  }
  return (title) => {
    const rarestFirst = wordsOf(title)
      .map((word) => ({ word, at: places.get(word) ?? [] }))
      .filter(({ at }) => at.length > 0)
      .toSorted((a, b) => a.at.length - b.at.length || (a.word < b.word ? -1 : 1));
    const weights = new Map<number, number>();
    let looks = 0;
    for (const [rank, { at }] of rarestFirst.entries()) {
      if (rank >= fewestWords && looks + at.length > mostLooks) break;
      looks += at.length;
      for (const place of at) {
        weights.set(place, (weights.get(place) ?? 0) + Math.log(1 + titles.length / at.length));
      }
    }
    return [...weights]
      .toSorted(([a, weight], [b, other]) => other - weight || a - b)
      .slice(0, mostNear)
      .map(([place]) => place);
  };
}

function wordsOf(title: Title): string[] {
  return [...new Set(title.bare.split(" "))].filter((word) => word !== "");
}
