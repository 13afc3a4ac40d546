// Folds names so that spellings of the same name meet. Never drops a diacritic, "Sở" and "So" stay two words, except
// where a caller asks for the bare letters and knows that they prove nothing.

const tones = "\u0300\u0301\u0303\u0309\u0323";
// Old and new placement of the tone in open oa, oe, uy: "hòa" / "hoà", "Ủy ban" / "Uỷ ban" are one word.
const oldPlacement = new RegExp(
  `(o(?=[${tones}][ae])|u(?=[${tones}]y))([${tones}])([aey])(?![\\p{L}\\p{M}])`,
  "gu",
);

/**
 * A name for matching: NFC, lower case, one tone placement, "&" read as "và", every run of spaces and punctuation as
 * one space. "Sở KH&CN" and "sở  KH và CN" meet; "Sở KHCN" meets them only loosely (`looseFold`).
 */
export function foldName(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(oldPlacement, "$1$3$2")
    .normalize("NFC")
    .replaceAll("ð", "đ")
    .replaceAll(/[&+]/g, " và ")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Coarser: without "và" and spaces, for abbreviations written together. Several names may meet here. */
export function looseFold(name: string): string {
  return foldName(name)
    .split(" ")
    .filter((word) => word !== "và")
    .join("");
}

/** The bare letters, for the weakest comparison: some systems lose every diacritic ("De an 06"). */
export function bareLetters(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đð]/g, "d").replaceAll(/[ĐÐ]/g, "D");
}
