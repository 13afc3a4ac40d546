// What happened to a task's fields, as `task history` tells it.
import { html } from "hono/html";
import type { FieldEvent } from "../../push/why.ts";
import type { PastChange } from "../../register/tasks.ts";
import { nameOf, nothing, table, time, valueOf } from "../parts.ts";
import type { Html, Visit } from "../route.ts";
import { own, ownLines, ownValue } from "../told.ts";
import { change } from "./task-sides.ts";

/** Every past change, newest first. */
export function historyTable(visit: Visit, code: string, changes: readonly PastChange[]): Html {
  const { say, tell } = visit;
  if (changes.length === 0) return nothing(say("cli.no_history"));
  return table(
    [
      { title: say("console.when"), heads: true },
      { title: say("console.task.field") },
      { title: say("console.task.from") },
      { title: say("console.task.to") },
      { title: say("console.who") },
      { title: say("console.task.system") },
      { title: say("console.task.reason") },
    ],
    changes.map((one) => [
      html`${time(one.at)} <small>h${one.id}</small>`,
      nameOf(visit, one.field),
      pastValue(visit, one.from),
      pastValue(visit, one.to),
      own(one.who),
      own(one.system),
      one.why === null ? null : own(tell(one.why)),
    ]),
    say("console.task.history_of", { code }),
  );
}

/** A value; of a file its name, of anything else with parts all of them, on demand. */
function pastValue(visit: Visit, value: unknown): Html {
  if (typeof value !== "object" || value === null) return ownValue(visit, value);
  if ("name" in value && typeof value.name === "string") return ownValue(visit, value.name);
  return html`<details>
    <summary>${visit.say("console.task.all_of_it")}</summary>
    ${ownLines(JSON.stringify(value, null, 2))}
  </details>`;
}

/** The story of one field, newest first. */
export function eventList(visit: Visit, events: readonly FieldEvent[]): Html {
  if (events.length === 0) return nothing(visit.say("cli.no_history"));
  return html`<ol class="timeline" reversed>
    ${events.map((event) => html`<li>${eventOf(visit, event)}</li>`)}
  </ol>`;
}

function eventOf(visit: Visit, event: FieldEvent): Html {
  const { say, tell } = visit;
  const place = event.id.includes("/")
    ? html`<a href="/ledger/entry?id=${encodeURIComponent(event.id)}">${own(event.id)}</a>`
    : own(event.id);
  return html`${time(event.at)} · ${place} ·
    <strong>${own(say(`cli.event.${event.kind}`, { portal: event.portal }))}</strong>
    ${event.kind === "held" ? "" : html`<br />${change(visit, event)}`}
    ${event.who === "" ? "" : html`<br /><small>${own(event.who)} (${own(event.system)}, ${own(event.run.slice(0, 8))})</small>`}
    ${event.outcome === null ? "" : html`<br />${say(`outcome.${event.outcome}`)}`}
    ${event.why === null ? "" : html`<br />${own(tell(event.why))}`} ${sidesOf(visit, event)}
    ${ruleOf(visit, event)}
    ${
      event.raw === null || event.raw === undefined
        ? ""
        : html`<details>
            <summary>${say("console.task.raw")}</summary>
            ${ownLines(typeof event.raw === "string" ? event.raw : JSON.stringify(event.raw, null, 2))}
          </details>`
    }`;
}

function sidesOf(visit: Visit, { sides }: FieldEvent): Html | string {
  if (sides === null) return "";
  const { base, ours, theirs } = sides;
  const worded = {
    base: valueOf(visit, base),
    ours: valueOf(visit, ours),
    theirs: valueOf(visit, theirs),
  };
  return html`<br />${own(visit.say("cli.three_sides", worded))}`;
}

function ruleOf({ say }: Visit, { rule }: FieldEvent): Html | string {
  if (rule === null) return "";
  const by =
    rule.by === null ? "" : `; ${say(`cli.settled_by.${rule.by.kind}`, { id: rule.by.id.slice(0, 8) })}`;
  return html`<br /><small>${say(`pattern.${rule.pattern}`)}; ${say(`owner.${rule.owner}`)}${by}</small>`;
}
