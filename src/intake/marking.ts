// Reads secrecy markings. Promises the safe side: a marking that nobody can read counts as secret (promise 5).
import type { Classification } from "../../schemas/task.ts";
import { fold } from "../register/wording.ts";

const meanings: Record<string, Classification> = {
  "": "normal",
  thường: "normal",
  "bình thường": "normal",
  không: "normal",
  "không mật": "normal",
  "công khai": "normal",
  "hạn chế": "restricted",
  "nội bộ": "restricted",
  "lưu hành nội bộ": "restricted",
  mật: "mat",
  "tối mật": "toi_mat",
  "tuyệt mật": "tuyet_mat",
};
const strictness: Classification[] = ["normal", "restricted", "unknown", "mat", "toi_mat", "tuyet_mat"];

/** The meaning of a cell in the column "Độ mật"; an empty cell is normal, an unknown word "unknown". */
export function readMarking(text: string): Classification {
  return meanings[fold(text)] ?? "unknown";
}

/** A marking that stands as a stamp above a table or in brackets inside a title; null when there is none. */
export function findStamp(text: string): Classification | null {
  const stamp = /^\s*(?:độ mật\s*:)?\s*(tuyệt mật|tối mật|mật)\s*$/iu.exec(text.normalize("NFC"));
  const bracketed = /[([]\s*(?:độ\s*)?(tuyệt mật|tối mật|mật)\s*[)\]]/iu.exec(text.normalize("NFC"));
  const said = stamp?.[1] ?? bracketed?.[1];
  return said === undefined ? null : readMarking(said);
}

/** The stricter of several markings. */
export function strictest(markings: Classification[]): Classification {
  const rank = Math.max(0, ...markings.map((marking) => strictness.indexOf(marking)));
  return strictness[rank] ?? "unknown";
}
