// Strings that a portal might show in the place of a status word: anything at all, and real words with one small
// difference that must not be mended.
import fc from "fast-check";

/** Letters of other alphabets that look the same; a person does not see the difference. */
const lookalikes: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  h: "һ",
  i: "і",
  o: "о",
  p: "р",
  A: "А",
  C: "С",
  E: "Е",
  H: "Н",
  O: "О",
  T: "Т",
};

const unaccented = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

/** What hands, wires and spreadsheets do to a word; `at` says where, `letter` what is put there. */
type Edit = (word: string, at: number, letter: string) => string;

const edits: readonly Edit[] = [
  (word) => word.toUpperCase(),
  (word) => word.toLowerCase(),
  (word, at) => `${word.slice(0, at)}${word.charAt(at).toUpperCase()}${word.slice(at + 1)}`,
  (word, at) => `${word.slice(0, at)} ${word.slice(at)}`,
  (word) => ` ${word}`,
  (word) => `${word} `,
  (word) => `${word}\n`,
  (word) => word.replaceAll(" ", "\u00a0"),
  (word) => word.replaceAll("-", "–"),
  (word) => unaccented(word),
  (word, at) => `${word.slice(0, at)}${unaccented(word.slice(at))}`,
  (word, _at, letter) => `${word}${letter}`,
  (word, _at, letter) => `${letter}${word}`,
  (word) => `${word}_quahan`,
  (word) => `${word} - quá hạn`,
  (word) => `Đã ${word}`,
  (word, at, letter) => `${word.slice(0, at)}${letter}${word.slice(at + 1)}`,
  (word, at) => `${word.slice(0, at)}${word.slice(at + 1)}`,
  (word, at) => `${word.slice(0, at)}${lookalikes[word.charAt(at)] ?? word.charAt(at)}${word.slice(at + 1)}`,
  (word) => Array.from(word, (letter) => lookalikes[letter] ?? letter).join(""),
  (word, at) => `${word.slice(0, at)}\u200b${word.slice(at)}`,
  (word) => word.normalize("NFD"),
  (word) => word.normalize("NFKD"),
];

/** Names that every object answers to. */
export const inherited: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  "prototype",
  "then",
  "length",
];

/** Any string, an inherited name, nothing, a word of `words`, or one of them with one edit. */
export function statusStrings(words: readonly string[]): fc.Arbitrary<string> {
  const aWord = fc.constantFrom(...words);
  const edited = fc
    .record({
      word: aWord,
      edit: fc.constantFrom(...edits),
      place: fc.nat(),
      letter: fc.string({ unit: "grapheme", maxLength: 1 }),
    })
    .map(({ word, edit, place, letter }) => edit(word, place % (word.length + 1), letter));
  return fc.oneof(
    { weight: 6, arbitrary: edited },
    { weight: 1, arbitrary: aWord },
    { weight: 1, arbitrary: fc.constantFrom(...inherited) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
    { weight: 1, arbitrary: fc.constant("") },
  );
}
