// The portals table of README.md, written from the adapters' facts so that it cannot promise what an adapter denies.
import type { FieldFact, PortalFacts } from "../../schemas/facts.ts";
import { shortTypeName } from "../../schemas/file-types.ts";
import { fieldNames } from "../../schemas/field.ts";
import { inWords, phrase } from "../../schemas/phrase.ts";

/** What is needed of a portal: its name and its facts. */
export interface PortalColumn {
  name: string;
  facts: PortalFacts;
}

/** A Markdown table in English, one column for each portal, ending in a line break. */
export function portalsTable(portals: readonly PortalColumn[]): string {
  const facts = portals.map((portal) => portal.facts);
  const rows = [
    ["", ...portals.map(({ name }) => `\`${name}\``)],
    ["---", ...portals.map(() => "---")],
    ...fieldNames.map((field) => [
      inWords(phrase(`field.${field}`), "en"),
      ...facts.map((portal) => inTable(portal.fields[field])),
    ]),
    ["Evidence", ...facts.map((portal) => evidence(portal.evidence))],
    [
      "Our mark in its entries",
      ...facts.map(({ marker }) => (marker === "in entries" ? "yes" : `no: ${marker.none}`)),
    ],
    ["Stale writes", ...facts.map(({ conditionalWrite: { how, reason } }) => `${how}: ${reason}`)],
    ["Limit of one account", ...facts.map(limit)],
  ];
  return rows
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`)
    .join("");
}

function inTable(fact: FieldFact): string {
  if (fact.write) return fact.append === true ? "sent, as a new entry" : "sent";
  return `${fact.read ? "shown only" : "no"}: ${fact.reason}`;
}

const proofs = {
  digest: "its digest",
  download: "its bytes, downloaded",
  size: "its name and size",
} as const;

function evidence(fact: PortalFacts["evidence"]): string {
  if ("none" in fact) return `no: ${fact.none}`;
  const types = fact.types.map(shortTypeName).join(", ");
  const size = `${fact.as === "link" ? "addresses of " : ""}${types}, up to ${fact.maxBytes / 1_000_000} MB`;
  return `${size}, ${fact.maxFiles} a task; names up to ${fact.name.longest} characters without ${fact.name.without}; proven by ${proofs[fact.proof]}`;
}

function limit({ requestsPerMinute, parallel }: PortalFacts): string {
  return `${requestsPerMinute} requests a minute, ${parallel} at once`;
}
