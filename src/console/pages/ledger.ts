// The ledger: its entries by lane, task, person and day, newest first; as a table for a spreadsheet; verified from here.
import { html } from "hono/html";
import { UserError } from "../../../schemas/errors.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import { showInstant } from "../../../schemas/time.ts";
import { sentenceOf } from "../../ledger/in-words.ts";
import { periodOf } from "../../ledger/period.ts";
import { ledgerHeadsKnown, pageOfEntries, type LedgerEntry } from "../../ledger/read.ts";
import { proveOwnLedger } from "../../ledger/verify.ts";
import { csvFile, type CsvValue } from "../csv.ts";
import { button, filters, form, input, nothing, section, select, table, time } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { scopeOf } from "../sight.ts";
import { own, ownLink } from "../told.ts";
import { onePage, rowsPerPage, turner } from "../turner.ts";

export const routes: Route[] = [
  { method: "get", path: "/ledger", roles, answer: list },
  { method: "get", path: "/ledger.csv", roles, answer: exportAll },
  { method: "post", path: "/ledger/verify", roles: ["approver", "admin", "auditor"], answer: verify },
];

type Filter = Omit<Parameters<typeof pageOfEntries>[1], "before" | "limit">;

async function list(visit: Visit): Promise<Reply> {
  const { say, office, query, person } = visit;
  const filter = filterOf(visit);
  const before = placeIn(query.get("before"));
  const { entries, known } = await office.means.store.read(async (tx) => ({
    entries: await pageOfEntries(tx, { ...filter, before, limit: rowsPerPage + 1 }),
    known: await ledgerHeadsKnown(tx),
  }));
  const { lanes } = scopeOf(visit);
  const offered = known.filter((lane) => lanes === null || lanes.includes(lane));
  const { shown, hasMore } = onePage(entries);
  const last = shown.at(-1);
  const next = hasMore && last !== undefined ? `${last.at} ${last.id}` : null;
  const exported = new URLSearchParams(query);
  exported.delete("before");
  const mayVerify = ["approver", "admin", "auditor"].includes(person.role);
  const body = html`${search(visit, offered)}
    ${shown.length === 0 ? nothing(say("console.nothing_found")) : entryTable(visit, shown)}
    ${turner(visit, { name: "before", next })}
    <p><a href="/ledger.csv?${exported.toString()}">${say("console.export_csv")}</a></p>
    ${section(say("console.task.receipt"), receiptForm(visit))}
    ${
      mayVerify
        ? section(
            say("console.ledger.verify"),
            html`<p class="soft">${say("console.ledger.verify_about")}</p>
              ${form(visit, "/ledger/verify", button(say("console.ledger.verify"), "plain"))}`,
          )
        : ""
    }`;
  return { page: { title: say("console.page.ledger"), body, wide: true } };
}

function search(visit: Visit, lanes: readonly string[]): Html {
  const { say, query } = visit;
  const value = (name: string) => query.get(name) ?? "";
  return filters(
    visit,
    "/ledger",
    html`${select({
      label: say("console.ledger.lane"),
      name: "lane",
      options: [["", say("console.any")], ...lanes.map((lane) => [lane, lane] as const)],
      chosen: value("lane"),
    })}
    ${input({ label: say("console.ledger.task"), name: "task", value: value("task") })}
    ${input({ label: say("console.who"), name: "who", value: value("who") })}
    ${input({ label: say("console.ledger.day"), name: "day", type: "date", value: value("day") })}`,
  );
}

function receiptForm({ say }: Visit): Html {
  return html`<form method="get" action="/ledger/receipt" class="filters">
    ${input({
      label: say("console.ledger.receipt_of"),
      name: "asked",
      required: true,
      hint: say("console.ledger.receipt_hint"),
    })}
    ${button(say("console.task.receipt"), "plain")}
  </form>`;
}

/** What the query asks for. UserError for a day that is none. */
function filterOf(visit: Visit): Filter {
  const { query } = visit;
  const { lanes, units } = scopeOf(visit);
  const given = (name: string) => query.get(name)?.trim() || undefined;
  const [lane, day] = [given("lane"), given("day")];
  const period = day === undefined ? null : periodOf(day);
  if (day !== undefined && period === null) throw new UserError([phrase("console.ledger.bad_day", { day })]);
  return {
    lanes: lane === undefined ? lanes : (lanes ?? [lane]).filter((name) => name === lane),
    units,
    taskCode: given("task"),
    who: given("who"),
    from: period?.from,
    until: period?.until,
  };
}

/** "2026-11-24T03:00:00.000Z lane/seq", as the link to the next page says it; anything else is the first page. */
function placeIn(text: string | null): { at: string; lane: string; seq: number } | undefined {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.+)\/(\d{1,15})$/s.exec(text ?? "");
  return found === null ? undefined : { at: found[1] ?? "", lane: found[2] ?? "", seq: Number(found[3]) };
}

function entryTable(visit: Visit, entries: readonly LedgerEntry[]): Html {
  const { say } = visit;
  return table(
    [
      { title: say("console.when"), heads: true },
      { title: say("console.ledger.entry") },
      { title: say("console.ledger.said") },
    ],
    entries.map(({ id, at, body }) => [
      time(at),
      ownLink(`/ledger/entry?id=${encodeURIComponent(id)}`, id),
      own(sentenceOf(visit, body)),
    ]),
    say("console.page.ledger"),
  );
}

async function verify({ office }: Visit): Promise<Reply> {
  const { means, checkpoints } = office;
  const verdict = await proveOwnLedger(means.store, checkpoints);
  const { entries, lanes, checkpoints: checked } = verdict;
  if (verdict.ok) {
    return { to: "/ledger", note: phrase("console.ledger.sound", { entries, lanes, checkpoints: checked }) };
  }
  const { lane, seq, why } = verdict.bad;
  throw new UserError([phrase("console.ledger.broken", { row: `${lane}/${seq}` }), why]);
}

/** Rows of one step of an export. */
const exportStep = 500;

async function exportAll(visit: Visit): Promise<Reply> {
  const { say, office } = visit;
  const filter = filterOf(visit);
  const head = [
    say("console.when"),
    say("console.ledger.lane"),
    say("console.ledger.entry"),
    say("console.ledger.said"),
    say("console.ledger.hash"),
  ];
  const pages = (async function* (): AsyncGenerator<CsvValue[][]> {
    let before: LedgerEntry | undefined;
    for (;;) {
      const page = { ...filter, before, limit: exportStep };
      const entries = await office.means.store.read(async (tx) => await pageOfEntries(tx, page));
      yield entries.map(({ id, at, lane, hash, body }) => [
        showInstant(at),
        lane,
        id,
        sentenceOf(visit, body),
        hash,
      ]);
      if (entries.length < exportStep) return;
      before = entries.at(-1);
    }
  })();
  return await Promise.resolve({ file: csvFile("nhat-ky-day.csv", { head, pages }) });
}
