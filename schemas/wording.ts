// Stored phrases, fields and values as people read them, on every edge alike: command line, console, reports.
import { inWords, isPhraseKey, type Language, type Phrase } from "./phrase.ts";
import { showDay } from "./time.ts";

/** A stored phrase in words, with names of fields inside it put into words too: they stand there by their code words. */
export function tellIn(language: Language, told: Phrase): string {
  return inWords(withFieldNames(told, language), language);
}

function withFieldNames({ key, values }: Phrase, language: Language): Phrase {
  const worded = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? valueNamed(name, value, language) : value,
  ]);
  return { key, values: Object.fromEntries(worded) as Phrase["values"] };
}

function valueNamed(name: string, value: string, language: Language): string {
  const each = (word: (part: string) => string) => value.split(", ").map(word).join(", ");
  if (name === "fields" || name === "what") return each((field) => fieldWord(field, language));
  if (name === "proofs") return each((proof) => wordFor(`proof.${proof}`, language, proof));
  if (name === "level") return wordFor(`classification.${value}`, language, value);
  if (name === "weekday") return wordFor(`weekday.${value}`, language, value);
  return name === "field" ? fieldWord(value, language) : wordFor(`lifecycle.${value}`, language, value);
}

/** A field's name in words; text that names no field stays as it is. */
export function fieldWord(name: string, language: Language): string {
  return wordFor(`field.${name}`, language, name);
}

/** A field's value as people read it: a lifecycle in words, a day as dd/MM/yyyy, nothing as a dash. */
export function valueWord(value: unknown, language: Language): string {
  const word = wholeValueWord(value, language);
  return word.length > 80 ? `${word.slice(0, 79)}…` : word;
}

/** The same without a limit to its length. */
export function wholeValueWord(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return showDay(text);
  return wordFor(`lifecycle.${text}`, language, text);
}

/** The catalogue's word for a code word; without one, `otherwise`. */
export function wordFor(key: string, language: Language, otherwise: string): string {
  return isPhraseKey(key) ? inWords({ key, values: {} }, language) : otherwise;
}
