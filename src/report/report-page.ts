// A report as headings and tables in words, the same for the screen, the workbook and the letter.
import type { Language, Phrase, PhraseKey } from "../../schemas/phrase.ts";
import {
  standings,
  type Report,
  type ReportLine,
  type ReportSettings,
  type Tally,
} from "../../schemas/report.ts";
import { showDay, showInstant } from "../../schemas/time.ts";

export interface ReportColumn {
  title: string;
  /** Share of the width of the page. */
  share: number;
  align: "left" | "center";
}

export interface ReportTable {
  name: "total" | "units" | "overdue" | "at_risk" | "missing";
  heading: string;
  /** What stands below the heading. */
  notes: string[];
  columns: ReportColumn[];
  rows: (string | number)[][];
  /** The last row is a sum. */
  hasSum: boolean;
}

export interface ReportPage {
  language: Language;
  superior: string;
  issuer: string;
  state: string;
  motto: string;
  title: string;
  subject: string;
  /** As of when, of what, and what proves it. */
  lines: string[];
  tables: ReportTable[];
}

export interface ReportWords {
  language: Language;
  say(key: PhraseKey, values?: Phrase["values"]): string;
}

type Names = Pick<ReportSettings, "superior" | "issuer">;

/** The whole page. */
export function reportPage(report: Report, words: ReportWords, names: Names): ReportPage {
  const { say, language } = words;
  const { asOf, since, due, digest, frozen, withheld } = report;
  return {
    language,
    superior: names.superior,
    issuer: names.issuer,
    state: say("report.state"),
    motto: say("report.motto"),
    title: say("report.title"),
    subject: say(`report.subject.${report.report}`),
    lines: [
      say("report.as_of", { at: showInstant(asOf) }),
      say("report.span", { since: showInstant(since), until: showInstant(asOf) }),
      ...(due === null ? [] : [say("report.due", { at: showInstant(due) })]),
      say(frozen ? "report.digest" : "report.not_frozen", { digest }),
      ...(withheld === 0 ? [] : [say("report.withheld", { count: withheld })]),
    ],
    tables: [
      totals(report, words),
      units(report, words),
      lines(report.overdue, words, "overdue"),
      lines(report.atRisk, words, "at_risk"),
      missing(report, words),
    ],
  };
}

function column(title: string, share: number, align: ReportColumn["align"] = "left"): ReportColumn {
  return { title, share, align };
}

function totals({ total, before }: Report, { say }: ReportWords): ReportTable {
  const change = (name: keyof Tally) => (before === null ? "–" : signed(total[name] - before.tally[name]));
  const moved = before === null ? [] : [before.completed, before.becameOverdue, before.added];
  const moves = ["completed", "became_overdue", "added"] as const;
  return {
    name: "total",
    heading: say("report.table.total"),
    notes: [
      ...(before === null
        ? []
        : [say("report.before", { at: showInstant(before.cutOff), digest: before.digest.slice(0, 16) })]),
      ...moved.map((codes, at) => {
        const told = codes.length === 0 ? "0" : `${codes.length} (${codes.join(", ")})`;
        return `${say(`report.change.${moves[at] ?? "added"}`)}: ${told}`;
      }),
    ],
    columns: [
      column(say("report.column.standing"), 50),
      column(say("report.column.count"), 25, "center"),
      column(say("report.column.change"), 25, "center"),
    ],
    rows: [
      ...standings.map((name) => [say(`report.standing.${name}`), total[name], change(name)]),
      [say("report.column.total"), total.total, change("total")],
    ],
    hasSum: true,
  };
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}

function units(report: Report, { say }: ReportWords): ReportTable {
  const rows = report.units.map(({ unit, tally, expected, reported }, at) => [
    at + 1,
    unit ?? say("report.no_unit"),
    tally.total,
    ...standings.map((name) => tally[name]),
    expected,
    reported,
  ]);
  const sumOf = (name: "expected" | "reported") => report.units.reduce((sum, line) => sum + line[name], 0);
  const { total } = report;
  const sum = ["", say("report.column.total"), total.total, ...standings.map((name) => total[name])];
  return {
    name: "units",
    heading: say("report.table.units"),
    notes: report.units.length === 0 ? [say("report.none.units")] : [],
    columns: [
      column(say("report.column.number"), 4, "center"),
      column(say("report.column.unit"), 20),
      column(say("report.column.total"), 6, "center"),
      ...standings.map((name) => column(say(`report.standing.${name}`), 7, "center")),
      column(say("report.column.expected"), 7, "center"),
      column(say("report.column.reported"), 7, "center"),
    ],
    rows: rows.length === 0 ? [] : [...rows, [...sum, sumOf("expected"), sumOf("reported")]],
    hasSum: rows.length > 0,
  };
}

function lines(found: readonly ReportLine[], { say }: ReportWords, name: "overdue" | "at_risk"): ReportTable {
  const days = name === "overdue" ? "report.column.days_late" : "report.column.days_left";
  return {
    name,
    heading: `${say(`report.table.${name}`)} (${found.length})`,
    notes: found.length === 0 ? [say(`report.none.${name}`)] : [],
    columns: [
      column(say("report.column.number"), 4, "center"),
      column(say("report.column.code"), 8),
      column(say("report.column.title"), 24),
      column(say("report.column.unit"), 12),
      column(say("report.column.due"), 8, "center"),
      column(say(days), 6, "center"),
      column(say("report.column.percent"), 6, "center"),
      column(say("report.column.progress"), 14),
      column(say("report.column.reason"), 10),
      column(say("report.column.expected_on"), 8, "center"),
    ],
    rows: found.map((line, at) => [
      at + 1,
      line.code,
      line.title,
      line.unit ?? say("report.no_unit"),
      line.dueOn === null ? "" : showDay(line.dueOn),
      name === "overdue" ? line.daysLate : -line.daysLate,
      line.percent,
      [
        line.progressText,
        ...(line.difficulties === "" ? [] : [say("report.difficulties", { text: line.difficulties })]),
      ]
        .filter((text) => text !== "")
        .join("\n"),
      line.lateReason === "" ? (name === "overdue" ? say("report.no_reason") : "") : line.lateReason,
      line.expectedOn === null
        ? name === "overdue"
          ? say("report.no_reason")
          : ""
        : showDay(line.expectedOn),
    ]),
    hasSum: false,
  };
}

function missing({ missing: found }: Report, { say }: ReportWords): ReportTable {
  return {
    name: "missing",
    heading: `${say("report.table.missing")} (${found.length})`,
    notes: found.length === 0 ? [say("report.none.missing")] : [],
    columns: [
      column(say("report.column.number"), 5, "center"),
      column(say("report.column.unit"), 30),
      column(say("report.column.expected"), 8, "center"),
      column(say("report.column.reported"), 8, "center"),
      column(say("report.column.missing"), 8, "center"),
      column(say("report.column.codes"), 41),
    ],
    rows: found.map(({ unit, expected, reported, missing: codes }, at) => [
      at + 1,
      unit ?? say("report.no_unit"),
      expected,
      reported,
      codes.length,
      codes.join(", "),
    ]),
    hasSum: false,
  };
}
