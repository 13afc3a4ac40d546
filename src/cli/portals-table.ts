// The portals table of README.md, written from the adapters' facts so that it cannot promise what an adapter denies.
import type { FieldFact, FileProof, PortalFacts } from "../../schemas/facts.ts";
import { shortTypeName } from "../../schemas/file-types.ts";
import { fieldNames, type FieldName } from "../../schemas/field.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";

/** What is needed of a portal: its name and its facts. */
export interface PortalColumn {
  name: string;
  facts: PortalFacts;
}

/** A Markdown table in English, one row for each portal, ending in a line break. */
export function portalsTable(portals: readonly PortalColumn[]): string {
  const rows = [
    ["Portal", "Sent", "Shown only", "Not there", "Evidence", "Our mark", "Stale writes", "One account"],
    Array.from({ length: 8 }, () => "---"),
    ...portals.map(({ name, facts }) => [
      `\`${name}\``,
      named(facts, ({ write }) => write),
      named(facts, ({ read, write }) => read && !write),
      named(facts, ({ read }) => !read),
      evidence(facts.evidence),
      facts.marker === "in entries" ? "in its entries" : "no",
      facts.conditionalWrite.how,
      limit(facts),
    ]),
  ];
  return rows
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`)
    .join("");
}

/** The fields that are so, in words; those that a write adds to are marked. */
function named(facts: PortalFacts, isSo: (fact: FieldFact) => boolean): string {
  const names = fieldNames.filter((field) => isSo(facts.fields[field]));
  if (names.length === 0) return "–";
  return names.map((field) => `${wordOf(field)}${isAppended(facts.fields[field]) ? "⁺" : ""}`).join(", ");
}

function wordOf(field: FieldName): string {
  return inWords(phrase(`field.${field}`), "en").toLowerCase();
}

function isAppended(fact: FieldFact): boolean {
  return fact.write && fact.append === true;
}

const proofs = {
  digest: "its digest",
  download: "its bytes",
  size: "name and size",
  receipt: "a person's receipt",
} as const satisfies Record<FileProof, string>;

function evidence(fact: PortalFacts["evidence"]): string {
  if ("none" in fact) return "no";
  const types = fact.types.map(shortTypeName).join(", ");
  const size = Math.round(fact.maxBytes / 100_000) / 10;
  return `${types} to ${size} MB; proven by ${proofs[fact.proof]}`;
}

function limit({ requestsPerMinute, parallel }: PortalFacts): string {
  return `${requestsPerMinute} a minute, ${parallel} at once`;
}
