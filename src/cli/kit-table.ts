// The table of kit results in README.md, written from the result files, which the tests of the project vouch for.
import { levels, type KitFile } from "../../schemas/kit-result.ts";

const ends = ["passed", "skipped", "failed"] as const;

/** A Markdown table in English, one row for each result; ends in a line break. */
export function kitTable(results: readonly KitFile[]): string {
  const rows = [
    ["Adapter", "Level", ...ends, "Against", "Run on", "Facts"],
    ["---", "---", ...ends.map(() => "---:"), "---", "---", "---"],
    ...results.map((result) => [
      `\`${result.adapter}\``,
      result.level ?? `below ${levels[0]}`,
      ...ends.map((end) => String(result.cases.filter((one) => one.result === end).length)),
      result.against,
      result.at.slice(0, 10),
      `\`${result.facts.slice(0, 8)}\``,
    ]),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
