// What the conformance kit said of a portal's adapter, as it is shipped with this program.
import { html } from "hono/html";
import { levels, type Level } from "../../schemas/kit-result.ts";
import { kitVerdicts, type KitVerdict } from "../../schemas/kit-verdicts.ts";
import { badge, table, time, type Content } from "./parts.ts";
import type { Html, Visit } from "./route.ts";

function verdictsOn({ office }: Visit, portal: string): readonly KitVerdict[] {
  const adapter = office.config.portals[portal]?.adapter;
  return kitVerdicts.filter((verdict) => verdict.adapter === adapter);
}

/** The lowest level that the kit gave the portal's adapter; one of the office's own is not among what is shipped. */
export function kitLevel(visit: Visit, portal: string): Content {
  const reached = verdictsOn(visit, portal).map(({ level }) => level);
  if (reached.length === 0) return null;
  const least = reached.toSorted((one, other) => rankOf(one) - rankOf(other))[0] ?? null;
  return badge(visit.say(`conformance.reached.${least ?? "none"}`), least === null ? "bad" : "good");
}

const rankOf = (level: Level | null) => (level === null ? -1 : levels.indexOf(level));

/** Every verdict on the portal's adapter. */
export function kitPart(visit: Visit, portal: string): Html {
  const { say } = visit;
  const verdicts = verdictsOn(visit, portal);
  if (verdicts.length === 0) return html`<p class="soft">${say("console.acts.kit_none")}</p>`;
  const columns = [
    { title: say("console.acts.kit_level"), heads: true as const },
    ...(["passed", "skipped", "failed"] as const).map((end) => ({
      title: say(`console.acts.kit_${end}`),
      align: "right" as const,
    })),
    { title: say("console.acts.kit_against") },
    { title: say("console.acts.kit_at") },
  ];
  const rows = verdicts.map(({ level, passed, skipped, failed, against, at }) => [
    level === null ? say("conformance.reached.none") : say(`conformance.level.${level}`),
    passed,
    skipped,
    failed,
    against === "simulator" ? say("console.acts.kit_simulator") : against,
    time(at),
  ]);
  return table(columns, rows, say("console.acts.kit"));
}
