// Parts of a task's page: the sides beside each other, its links, why it is held, what was sent when.
import { html } from "hono/html";
import type { LedgerEntry } from "../../ledger/read.ts";
import { sentenceOf } from "../../ledger/in-words.ts";
import type { FieldComparison, TaskComparison } from "../../push/disagreement.ts";
import type { KnownLink } from "../../push/known-sides.ts";
import { badge, nameOf, nothing, stateBadge, table, time, valueOf, type Content } from "../parts.ts";
import type { Html, Visit } from "../route.ts";
import { own, ownLines, ownValue, taskPath } from "../told.ts";

/** Every field that a portal shows, disagreements first, the register in the first column. */
export function sidesTable(visit: Visit, { code, fields, portals }: TaskComparison): Html {
  const { say } = visit;
  if (fields.length === 0) return nothing(say("console.task.no_sides"));
  const names = portals.map(({ portal }) => portal);
  const ordered = fields
    .filter((one) => !isEmpty(one))
    .toSorted((one, other) => Number(one.agree) - Number(other.agree));
  const empty = fields.filter(isEmpty);
  const shown = table(
    [
      { title: say("console.task.field"), heads: true },
      { title: say("console.task.agreement") },
      { title: say("console.task.register") },
      ...names.map((portal) => ({ title: portal })),
      { title: say("console.task.why") },
    ],
    ordered.map((one) => [
      nameOf(visit, one.field),
      one.agree ? badge(say("console.task.agrees"), "good") : badge(say("console.task.differs"), "warn"),
      ownValue(visit, one.register),
      ...names.map((portal) => sideCell(visit, one, portal)),
      html`<a href="${taskPath(code)}/why/${one.field}"
        >${say("console.task.why")}<span class="unseen"> ${nameOf(visit, one.field)}</span></a
      >`,
    ]),
    say("console.task.sides"),
  );
  if (empty.length === 0) return shown;
  return html`${shown}
    <p class="soft">
      ${say("console.task.empty_everywhere")}
      ${empty.map(
        ({ field }, place) =>
          html`${place === 0 ? "" : ", "}<a href="${taskPath(code)}/why/${field}"
              >${nameOf(visit, field)}</a
            >`,
      )}
    </p>`;
}

/** Whether no side says anything of a field. */
function isEmpty({ agree, register, portals }: FieldComparison): boolean {
  return agree && [register, ...Object.values(portals)].every((value) => value === null || value === "");
}

function sideCell(visit: Visit, one: FieldComparison, portal: string): Content {
  const word = one.unknownWords[portal];
  if (word !== undefined) return html`${badge(visit.say("sighting.unknown_word"), "warn")} ${own(word)}`;
  return portal in one.portals ? ownValue(visit, one.portals[portal]) : null;
}

/** Where the task stands at each portal, under which id, and when it was seen there. */
export function linkTable(visit: Visit, portals: readonly string[], links: readonly KnownLink[]): Html {
  const { say } = visit;
  return table(
    [
      { title: say("console.portal"), heads: true },
      { title: say("console.tasks.standing") },
      { title: say("console.task.remote") },
      { title: say("console.task.last_seen") },
      { title: say("console.task.verified") },
    ],
    portals.map((portal) => {
      const known = links.find(({ link }) => link.portal === portal);
      if (known === undefined) return [own(portal), stateBadge(visit, "not_linked"), null, null, null];
      const { remoteId, lastSeenAt, lastVerifiedAt } = known.link;
      return [
        own(portal),
        stateBadge(visit, known.standing),
        own(remoteId),
        time(lastSeenAt),
        time(lastVerifiedAt),
      ];
    }),
    say("console.task.at_portals"),
  );
}

/** Why it is held, with the portal's own words, before anything else. */
export function heldReasons(visit: Visit, code: string, links: readonly KnownLink[]): Html {
  const held = links.flatMap(({ link, hold }) => (hold === null ? [] : [{ portal: link.portal, hold }]));
  return html`${held.map(
    ({ portal, hold }) =>
      html`<div class="callout ${hold.kind === "refused" ? "bad" : "warn"}">
        <strong>${visit.say("console.task.reasons")}: ${own(portal)}</strong>
        <ul>
          ${hold.reasons.map((reason) => html`<li>${own(visit.tell(reason))}</li>`)}
        </ul>
        <p>
          <a href="/conflicts?task=${encodeURIComponent(code)}">${visit.say("console.task.to_decision")}</a>
        </p>
        ${
          hold.raw === null
            ? ""
            : html`<details>
                <summary>${visit.say("console.task.raw")}</summary>
                ${ownLines(typeof hold.raw === "string" ? hold.raw : JSON.stringify(hold.raw, null, 2))}
              </details>`
        }
      </div>`,
  )}`;
}

/** Entries of the ledger about one task, newest first. */
export function pushTimeline(visit: Visit, entries: readonly LedgerEntry[]): Html {
  return html`<ol class="timeline" reversed>
    ${entries.map(
      ({ id, at, lane, body }) =>
        html`<li>
          ${time(at)} · ${own(lane)} ·
          <a href="/ledger/entry?id=${encodeURIComponent(id)}">${own(id)}</a><br />
          ${own(sentenceOf(visit, body))}
        </li>`,
    )}
  </ol>`;
}

/** "from → to" of a field, each side with a direction of its own. */
export function change(visit: Visit, { from, to }: { from: unknown; to: unknown }): Html {
  return html`“${own(valueOf(visit, from))}” → “${own(valueOf(visit, to))}”`;
}
