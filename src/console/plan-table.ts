// A plan side by side: what the register, the last agreement and the portal say of each field, and what follows.
import { html } from "hono/html";
import type { Risk } from "../../schemas/approvals.ts";
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import { describe, type Operation } from "../../schemas/operation.ts";
import { badge, nameOf, table, valueOf, type Content, type Tone } from "./parts.ts";
import type { Html, Visit } from "./route.ts";
import { own } from "./told.ts";

type Words = Pick<Visit, "language" | "say" | "tell">;

/** One row for each field that moves, or for each file, hold and freeze; `risks` of each operation where they are judged. */
export function planTable(
  words: Words,
  operations: readonly { operation: Operation; risks?: readonly Risk[] }[],
): Html {
  const { say } = words;
  const columns = [
    { title: say("console.acts.task"), heads: true as const },
    { title: say("console.acts.what") },
    { title: say("console.acts.field") },
    { title: say("console.acts.ours") },
    { title: say("console.acts.base") },
    { title: say("console.acts.theirs") },
    { title: say("console.acts.follows") },
  ];
  const rows = operations.flatMap(({ operation, risks = [] }) => rowsOf(words, operation, risks));
  return table(columns, rows, say("console.acts.side_by_side"));
}

const tones = {
  send_progress: "good",
  send_evidence: "good",
  adopt: "calm",
  hold: "warn",
  freeze: "warn",
} as const satisfies Record<Operation["kind"], Tone>;

function rowsOf(words: Words, operation: Operation, risks: readonly Risk[]): Content[][] {
  const { say, tell } = words;
  const { taskCode, portal, kind } = operation;
  const task = html`<a href="/tasks/${encodeURIComponent(taskCode)}">${own(taskCode)}</a> · ${portal}`;
  const loud = risks.filter((risk) => risk !== "ordinary");
  const what = html`${badge(say(`console.acts.kind.${kind}`), tones[kind])}
  ${loud.map((risk) => badge(say(`risk.${risk}`), "warn"))}`;
  if (operation.kind === "send_progress" || operation.kind === "adopt") {
    const { set, before, base } = operation;
    return (Object.entries(set) as [FieldName, FieldValue][]).map(([field, value]) => {
      const told = (of: typeof set) => (field in of ? valueOf(words, of[field]) : "–");
      const isSent = operation.kind === "send_progress";
      const [ours, theirs] = isSent
        ? [valueOf(words, value), told(before)]
        : [told(before), valueOf(words, value)];
      const follows = say(isSent ? "console.acts.is_sent" : "console.acts.is_adopted");
      return [task, what, nameOf(words, field), ours, told(base), theirs, follows];
    });
  }
  if (operation.kind === "send_evidence") {
    return [[task, what, operation.name, "–", "–", "–", tell(describe(operation))]];
  }
  const why = html`${operation.reasons.map((reason) => html`<div>${own(tell(reason))}</div>`)}`;
  const names = operation.fields.map((field) => nameOf(words, field)).join(", ");
  return [[task, what, names, "–", "–", "–", why]];
}
