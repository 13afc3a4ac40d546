// What a user is told, as data: a key of the catalogue and the values that fill it. Stored and carried in this
// form, put into words only at the edge (console, command line, report), so one hold reads well in both languages.
import { words, type PhraseKey } from "./words.ts";

export type { PhraseKey } from "./words.ts";
export type Language = "vi" | "en";

export interface Phrase {
  key: PhraseKey;
  values: Record<string, string | number | null>;
}

/** Whether the catalogue has such an entry. */
export function isPhraseKey(key: string): key is PhraseKey {
  return Object.hasOwn(words, key);
}

/** Makes a phrase; put into words later by `inWords`. */
export function phrase(key: PhraseKey, values: Phrase["values"] = {}): Phrase {
  return { key, values };
}

/** The phrase in one language. A value that the text does not mention is left out; `null` reads as "–". */
export function inWords(said: Phrase, language: Language): string {
  return words[said.key][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(said.values[name] ?? "–"),
  );
}
