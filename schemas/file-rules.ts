// What a portal may receive of a file, as a pure question: asked when planning, and again by adapters before a body
// leaves. Looks at what is known of the file, never at its bytes.
import type { Evidence } from "./evidence.ts";
import type { EvidenceFacts } from "./facts.ts";
import { endingOf, fileTypes, shortTypeName } from "./file-types.ts";
import { phrase, type Phrase } from "./phrase.ts";

/** Every rule of the portal that the file breaks, each with what to do about it; empty: it may go. */
export function brokenRules(
  file: Pick<Evidence, "name" | "size" | "mime"> & { link?: string },
  facts: EvidenceFacts,
): Phrase[] {
  return [...sizeRules(file, facts), ...typeRules(file, facts), ...nameRules(file, facts)];
}

function sizeRules(
  { name, size, link }: { name: string; size: number; link?: string },
  facts: EvidenceFacts,
) {
  if (facts.as === "link") return link ? [] : [phrase("reconcile.file_without_link", { name })];
  if (size === 0) return [phrase("reconcile.file_empty", { name })];
  if (size <= facts.maxBytes) return [];
  return [phrase("reconcile.file_too_large", { name, size, max: facts.maxBytes })];
}

/** The ending must be one of the type that the bytes showed and that is declared to the portal. */
function typeRules({ name, mime }: { name: string; mime: string }, { types }: EvidenceFacts): Phrase[] {
  const taken = types.map(shortTypeName).join(", ");
  if (!types.includes(mime)) {
    return [phrase("reconcile.file_type", { name, type: shortTypeName(mime), types: taken })];
  }
  const endings = fileTypes[mime]?.endings ?? [];
  if (endings.includes(endingOf(name))) return [];
  const values = { name, type: shortTypeName(mime), endings: endings.join(", ") };
  return [phrase("reconcile.file_ending", values)];
}

function nameRules({ name }: { name: string }, facts: EvidenceFacts): Phrase[] {
  const problems: Phrase[] = [];
  const length = [...name].length;
  if (length > facts.name.longest) {
    problems.push(phrase("reconcile.file_name_long", { name, length, max: facts.name.longest }));
  }
  const wrong = [...facts.name.without].filter((character) => name.includes(character));
  if (wrong.length > 0) {
    problems.push(phrase("reconcile.file_name_characters", { name, characters: wrong.join(" ") }));
  }
  return problems;
}
