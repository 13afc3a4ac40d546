// One ledger entry in one sentence, the same for commands and the console.
import type { KeptBody } from "../../schemas/attempt.ts";
import { describe } from "../../schemas/operation.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";

/** How a reader's language says things. */
export interface EntryWords {
  say(key: Phrase["key"], values?: Phrase["values"]): string;
  tell(phrase: Phrase): string;
}

/** What the entry says happened. */
export function sentenceOf(words: EntryWords, body: KeptBody): string {
  const { say, tell } = words;
  const gone = say("cli.ledger_gone");
  switch (body.kind) {
    case "attempt":
      return `${body.attemptId.slice(0, 8)}  ${attemptText(words, body)} · ${body.who ?? gone}`;
    case "outcome": {
      const outcome = `${body.attemptId.slice(0, 8)}  ${say(`outcome.${body.outcome}`)}`;
      return body.reason === null ? outcome : `${outcome}: ${tell(body.reason)}`;
    }
    case "override":
      return say("cli.ledger_override", {
        guard: body.guard,
        portal: body.portal,
        who: body.who ?? gone,
        reason: body.reason ?? gone,
        until: showInstant(body.until),
      });
    case "note":
      return `${body.note === null ? gone : tell(body.note)} · ${body.who ?? gone}`;
    case "erasure":
      return say("cli.ledger_erasure", {
        who: body.who ?? gone,
        reason: body.reason ?? gone,
        count: body.erased.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      });
    case "snapshot":
      return say("cutoff.ledger", {
        period: say(body.period === "monthly" ? "report.monthly" : "report.weekly"),
        at: showInstant(body.cutOff),
        tasks: body.tasks,
        digest: body.digest.slice(0, 12),
        who: body.who ?? gone,
      });
    case "reading":
      return say(`people.${body.how}`, { address: body.what ?? gone, who: body.who ?? gone });
  }
}

/** What was sent, or what is left to say of it. */
export function attemptText(
  { say, tell }: EntryWords,
  { operation, about }: Extract<KeptBody, { kind: "attempt" }>,
): string {
  if (operation !== null) return tell(describe(operation));
  const { taskCode, portal, fields, sha256 } = about;
  const what = [...fields, ...(sha256 === null ? [] : [sha256])].join(", ");
  return `${taskCode} · ${portal} · ${what} ${say("cli.ledger_gone")}`;
}
