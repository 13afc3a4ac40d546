// One entry of the ledger with everything that belongs to it: what was sent, how it ended, the redacted exchanges, the
// hashes; and receipts to take along.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import type { Exchange, KeptBody } from "../../../schemas/attempt.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { sentenceOf } from "../../ledger/in-words.ts";
import { makeReceipt, receiptFileName } from "../../ledger/make-receipt.ts";
import { entriesAbout, type LedgerEntry } from "../../ledger/read.ts";
import { findTask } from "../../register/tasks.ts";
import { fieldList, nameOf, section, table, time } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf, seesUnit } from "../sight.ts";
import { own, ownLines, ownLink, ownValue, taskPath } from "../told.ts";

export const routes: Route[] = [
  { method: "get", path: "/ledger/entry", roles, answer: entry },
  { method: "get", path: "/ledger/receipt", roles, answer: receipt },
];

async function entry(visit: Visit): Promise<Reply> {
  const { say, office, query } = visit;
  const id = query.get("id") ?? "";
  const scope = scopeOf(visit);
  const entries = await office.means.store.read(async (tx) => await entriesAbout(tx, id, scope));
  const [first] = entries;
  if (first === undefined) return { missing: true };
  const body = html`${entries.map((one) => entrySection(visit, one))}`;
  return { page: { title: say("console.ledger.entry_of", { id: first.id }), body } };
}

function entrySection(visit: Visit, { id, at, lane, prev, hash, body }: LedgerEntry): Html {
  const { say } = visit;
  return section(
    id,
    html`<p>${own(sentenceOf(visit, body))}</p>
      ${fieldList([
        [say("console.when"), time(at)],
        [say("console.ledger.lane"), own(lane)],
        ["run" in body ? say("console.runs.run") : "", runLink(body)],
        ...(body.kind === "attempt"
          ? [
              [
                say("console.ledger.task"),
                ownLink(taskPath(body.about.taskCode), body.about.taskCode),
              ] as const,
            ]
          : []),
        [say("console.ledger.hash"), html`<code>${hash}</code>`],
        [say("console.ledger.prev"), html`<code>${prev}</code>`],
      ])}
      ${body.kind === "attempt" ? sentValues(visit, body) : ""}
      ${body.kind === "outcome" ? exchangesOf(visit, body.exchanges ?? []) : ""}
      <details>
        <summary>${say("console.ledger.whole")}</summary>
        ${ownLines(JSON.stringify(body, null, 2))}
      </details>`,
  );
}

function runLink({ run }: KeptBody): Html {
  return ownLink(`/runs/${encodeURIComponent(run)}`, run.slice(0, 8));
}

function sentValues(visit: Visit, { operation }: Extract<KeptBody, { kind: "attempt" }>): Html | string {
  if (operation === null || !("set" in operation)) return "";
  const { say } = visit;
  const { set, before } = operation;
  return table(
    [
      { title: say("console.task.field"), heads: true },
      { title: say("console.ledger.before") },
      { title: say("console.ledger.sent") },
    ],
    Object.entries(set).map(([field, value]) => [
      nameOf(visit, field),
      ownValue(visit, before[field as keyof typeof before]),
      ownValue(visit, value),
    ]),
    say("console.ledger.what_was_sent"),
  );
}

function exchangesOf({ say }: Visit, exchanges: readonly Exchange[]): Html | string {
  if (exchanges.length === 0) return "";
  return html`<h3>${say("console.ledger.exchanges")}</h3>
    ${exchanges.map(
      ({ at, method, path, status, ms, request, response }) =>
        html`<div class="card">
          <p>
            ${time(at)} <code><bdi>${method} ${path}</bdi></code> → <strong>${status ?? "–"}</strong>
            <small>${Math.round(ms)} ms</small>
          </p>
          ${
            request === ""
              ? ""
              : html`<h4>${say("console.ledger.request")}</h4>
                  ${ownLines(request)}`
          }
          ${
            response === ""
              ? ""
              : html`<h4>${say("console.ledger.response")}</h4>
                  ${ownLines(response)}`
          }
        </div>`,
    )}`;
}

/** Who may see only some units gets receipts of their tasks alone, and of portals that are theirs. */
async function receipt(visit: Visit): Promise<Reply> {
  const { office, query, person } = visit;
  const { units, lanes } = scopeOf(visit);
  const asked = (query.get("asked") ?? "").trim();
  const portal = query.get("portal")?.trim() || undefined;
  const nothingSent = new UserError([phrase("ledger.nothing_sent", { asked })]);
  if (asked === "") throw nothingSent;
  if (lanes !== null && (portal === undefined || !lanes.includes(portal))) {
    throw new UserError([phrase("console.ledger.receipt_scope", { portals: lanes.join(", ") })]);
  }
  if (units !== null) {
    const task = await office.means.store.read(async (tx) => await findTask(tx, asked));
    if (task === null || !seesUnit({ units }, task.leadOrganisation)) throw nothingSent;
  }
  const means = { ...office.means, who: person.name, checkpoints: office.checkpoints };
  const made = await makeReceipt(means, { asked, portal, words: visit });
  if (query.get("as") === "json") {
    const text = JSON.stringify(made.receipt, asJson, 2);
    return { file: { name: receiptFileName(asked, "json"), type: "application/json", body: text } };
  }
  return { file: { name: receiptFileName(asked), type: "text/html; charset=utf-8", body: made.page } };
}

function asJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
