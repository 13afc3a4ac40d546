// Puts a receipt on paper: one HTML file for A4, with no script and nothing from outside. The proof lies in the same
// file as data; a signature over everything before it ends the file. Escaping is hono's.
import { hash } from "node:crypto";
import { html, raw } from "hono/html";
import type { KeptBody } from "../../schemas/attempt.ts";
import type { FieldName, FieldValue } from "../../schemas/field.ts";
import type { Language, Phrase, PhraseKey } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { bodyOf } from "./checkpoint.ts";
import type { Receipt, ReceiptAttempt } from "./receipt.ts";
import { receiptStyle } from "./receipt-style.ts";
import type { SigningKey } from "./signing-key.ts";

/** How the page's language says things. */
export interface ReceiptWords {
  language: Language;
  say(key: PhraseKey, values?: Phrase["values"]): string;
  tell(phrase: Phrase): string;
  field(name: string): string;
  value(field: FieldName, value: FieldValue): string;
}

export interface PageSettings {
  words: ReceiptWords;
  /** What the paper covers, in words. */
  covers: string;
  made: { at: Instant; who: string };
  key: SigningKey;
}

type Markup = ReturnType<typeof html>;
type Line = readonly [name: string, value: Markup | string];
type Exchanges = Extract<KeptBody, { kind: "outcome" }>["exchanges"];

/** The whole file, signed. */
export async function receiptPage(receipt: Receipt, settings: PageSettings): Promise<string> {
  const { words, key } = settings;
  const page = await html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${words.say("receipt.title")}: ${settings.covers}</title>
        <style>
          ${raw(receiptStyle)}
        </style>
      </head>
      <body>
        <main>
          ${heading(receipt, settings)} ${receipt.attempts.map((attempt) => card(attempt, words))}
          ${howToCheck(words)}
        </main>
        <script type="application/json" id="proof">
          ${asData(receipt.proof)}
        </script>
      </body>
    </html>`;
  return sealed(String(page), key);
}

/** Ends the page with the signature over all of it so far. */
function sealed(page: string, key: SigningKey): string {
  const signature = key.sign(`dongbo-receipt-1:${hash("sha256", page, "hex")}`);
  const seal = JSON.stringify({ key: key.fingerprint, signature });
  return `${page}\n<script type="application/json" id="seal">${seal}</script>\n</body>\n</html>\n`;
}

/** JSON inside a script element that is data: the one character that could end it is written as an escape. */
function asData(value: unknown): Markup {
  return raw(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

function heading({ attempts, proof }: Receipt, { words, covers, made, key }: PageSettings): Markup {
  const { say } = words;
  const outcomes = Map.groupBy(attempts, ({ outcome }) => outcome?.body.outcome ?? "open");
  const sums = [...outcomes].map(([outcome, some]) => {
    const word = outcome === "open" ? say("receipt.open") : say(`outcome.${outcome}`);
    return `${word}: ${some.length}`;
  });
  const signed = proof.checkpoints.map((checkpoint) => {
    const { number, at } = bodyOf(checkpoint);
    return say("receipt.checkpoint", { number, at: moment(at) });
  });
  const lines: Line[] = [
    [say("receipt.of"), covers],
    [say("receipt.made"), say("receipt.made_by", { at: moment(made.at), who: made.who })],
    [say("receipt.sums"), [say("receipt.attempts", { count: attempts.length }), ...sums].join(" · ")],
    [say("receipt.covered"), signed.join("; ")],
    [say("receipt.key"), html`<code>${key.fingerprint}</code>`],
  ];
  return html`<header>
    <h1>${say("receipt.title")}</h1>
    <p class="subtitle">${say("receipt.subtitle")}</p>
    ${pairs(lines)}
  </header>`;
}

function card(attempt: ReceiptAttempt, words: ReceiptWords): Markup {
  const { say } = words;
  const { about, who } = attempt.body;
  const does = about.does === "send_evidence" ? "receipt.send_evidence" : "receipt.send_progress";
  const gone = attempt.isMarked ? "–" : say("receipt.gone");
  const lines: Line[] = [
    ...(attempt.title === null ? [] : [[say("receipt.task_title"), attempt.title] as const]),
    [say("receipt.sent_at"), moment(attempt.at)],
    [say("receipt.sent_by"), who ?? gone],
    [say("receipt.record"), `${about.portal} · ${about.remoteId}`],
  ];
  return html`<section>
    <h2>${about.taskCode} <span>${about.portal} · ${say(does)}</span></h2>
    ${pairs(lines)} ${attempt.isMarked ? html`<p>${say("receipt.marked")}</p>` : content(attempt, words)}
    ${answers(attempt, words)}
    ${pairs([
      [say("receipt.read_back"), readBack(attempt, words)],
      [say("receipt.place"), places(attempt, words)],
    ])}
  </section>`;
}

function content({ body, size }: ReceiptAttempt, words: ReceiptWords): Markup {
  const { say } = words;
  const { operation, about } = body;
  if (about.does === "send_evidence") {
    const name = operation?.kind === "send_evidence" ? operation.name : say("receipt.gone");
    const bytes = size === null ? "" : ` · ${say("receipt.size", { bytes: grouped(size) })}`;
    const file = html`<strong>${name}</strong>${bytes}<br /><code>SHA-256 ${about.sha256 ?? ""}</code>`;
    return pairs([[say("receipt.file"), file]]);
  }
  if (operation === null || !("set" in operation)) {
    const fields = about.fields.map((field) => words.field(field)).join(", ");
    return html`<p>${say("receipt.gone_fields", { fields })}</p>`;
  }
  const names = Object.keys(operation.set) as FieldName[];
  const value = (values: typeof operation.set, name: FieldName) =>
    name in values ? words.value(name, values[name] ?? null) : "–";
  return html`<table>
    <thead>
      <tr>
        <th>${say("receipt.field")}</th>
        <th>${say("receipt.value")}</th>
        <th>${say("receipt.before")}</th>
      </tr>
    </thead>
    <tbody>
      ${names.map(
        (name) =>
          html`<tr>
            <th>${words.field(name)}</th>
            <td>${value(operation.set, name)}</td>
            <td class="before">${value(operation.before, name)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function answers({ outcome, isMarked }: ReceiptAttempt, words: ReceiptWords): Markup {
  if (outcome === null || isMarked) return html``;
  const { exchanges } = outcome.body;
  return html`<div class="answers">
    <h3>${words.say("receipt.answer")}</h3>
    ${answerList(exchanges, words)}
  </div>`;
}

function answerList(exchanges: Exchanges, { say }: ReceiptWords): Markup | Markup[] {
  if (exchanges === null) return html`<p>${say("receipt.gone")}</p>`;
  if (exchanges.length === 0) return html`<p>${say("receipt.no_exchange")}</p>`;
  return exchanges.map(
    ({ at, method, path, status, response }) =>
      html`<p class="exchange">
          <strong>${status ?? say("receipt.no_status")}</strong> <span>${moment(at)}</span>
          <code>${method} ${path}</code>
        </p>
        <pre>${response === "" ? say("receipt.said_nothing") : response}</pre>`,
  );
}

function readBack({ outcome, isMarked }: ReceiptAttempt, words: ReceiptWords): Markup {
  const { say } = words;
  if (outcome === null) return html`<strong class="open">${say("receipt.open")}</strong>`;
  const { body, at } = outcome;
  const missing = body.missing.map((name) => words.field(name)).join(", ");
  const told = body.reason === null ? "" : words.tell(body.reason);
  return html`<strong class="${body.outcome}">${say(`outcome.${body.outcome}`)}</strong> · ${moment(at)}
    ${missing === "" ? "" : html`<br />${say("receipt.missing", { fields: missing })}`}
    ${told === "" || isMarked ? "" : html`<br />${told}`}`;
}

function places(attempt: ReceiptAttempt, { say }: ReceiptWords): Markup {
  const rows = [
    { what: say("receipt.row_attempt"), row: attempt },
    ...(attempt.outcome === null ? [] : [{ what: say("receipt.row_outcome"), row: attempt.outcome }]),
  ];
  return html`${rows.map(({ what, row: { id, hash: own, checkpoint } }) => {
    const signed = say("receipt.under", { number: checkpoint.number });
    return html`<div>${id} (${what}) · ${signed}<br /><code>${own}</code></div>`;
  })}`;
}

/** To the second, as people here write it: "31/12/2025 17:00:05". */
function moment(at: Instant): string {
  return `${showInstant(at)}:${at.slice(17, 19)}`;
}

function howToCheck({ say }: ReceiptWords): Markup {
  return html`<footer>
    <h2>${say("receipt.how")}</h2>
    <ol>
      <li>${say("receipt.how_1")}</li>
      <li>
        ${say("receipt.how_2")}<br /><code
          >node verify-ledger.mjs giay-xac-nhan.html --key ledger-key.pem</code
        >
      </li>
      <li>${say("receipt.how_3")}</li>
    </ol>
    <p>${say("receipt.how_4")}</p>
  </footer>`;
}

function pairs(lines: readonly Line[]): Markup {
  return html`<dl>
    ${lines.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function grouped(bytes: number): string {
  return String(bytes).replaceAll(/\B(?=(\d{3})+$)/g, ".");
}
