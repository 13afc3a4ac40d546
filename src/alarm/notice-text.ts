// A notice in words: what, since when, what it means, what to do, in both languages, the reader's own first. Holds
// nothing that a portal or a person said, so that it may go wherever it is sent.
import type { Alarm, AlarmSettings, Notice } from "../../schemas/alarm.ts";
import { inWords, isPhraseKey, phrase, type Language, type PhraseKey } from "../../schemas/phrase.ts";
import { showInstant } from "../../schemas/time.ts";

/** One alarm in one language. */
export interface AlarmText {
  what: string;
  since: string;
  means: string | null;
  todo: string | null;
}

/** An alarm as it is told when it begins, stands or ends. */
export function alarmText(alarm: Alarm, change: Notice["change"], language: Language): AlarmText {
  const { kind, since, endedAt } = alarm;
  const values = { ...alarm.values, causeWord: causeWord(alarm, language) };
  const say = (key: PhraseKey) => inWords(phrase(key, values), language);
  if (change === "ended") {
    const span = { since: showInstant(since), until: showInstant(endedAt ?? alarm.toldAt) };
    const was = inWords(phrase("alarm.was", span), language);
    return { what: say(`alarm.${kind}.over`), since: was, means: null, todo: null };
  }
  const isUnsure = kind === "portal_silent" && alarm.values["sure"] === "no";
  const what = say(`alarm.${kind}.what`);
  return {
    what: change === "reminder" ? inWords(phrase("alarm.still", { what }), language) : what,
    since: inWords(phrase("alarm.since", { since: showInstant(since) }), language),
    means: say(isUnsure ? "alarm.portal_silent.unsure" : `alarm.${kind}.means`),
    todo: say(`alarm.${kind}.do`),
  };
}

function causeWord({ values }: Alarm, language: Language): string {
  const key = `alarm.cause.${values["cause"] ?? ""}`;
  return isPhraseKey(key) ? inWords({ key, values: {} }, language) : "";
}

function textsOf(notice: Notice, language: Language): AlarmText[] {
  if (notice.change !== "test")
    return notice.alarms.map((alarm) => alarmText(alarm, notice.change, language));
  const say = (key: PhraseKey) => inWords(phrase(key), language);
  const since = showInstant(notice.at);
  return [{ what: say("alarm.test.what"), since, means: say("alarm.test.means"), todo: null }];
}

function languages(settings: Pick<AlarmSettings, "language">): [Language, Language] {
  return settings.language === "vi" ? ["vi", "en"] : ["en", "vi"];
}

/** The notice as an e-mail: the subject says it all, the rest is plain text and the same as simple HTML. */
export function asEmail(notice: Notice, settings: Pick<AlarmSettings, "language">) {
  const [first] = languages(settings);
  const [leading, ...others] = textsOf(notice, first);
  const what = leading?.what ?? "";
  const more = { what, count: others.length };
  const subject = others.length === 0 ? what : inWords(phrase("alarm.and_more", more), first);
  const blocks = languages(settings).map((language) =>
    textsOf(notice, language).map((text) => linesOf(text, language)),
  );
  const id = inWords(phrase("alarm.notice_id", { id: notice.id }), first);
  const plain = blocks.map((texts) => texts.map((lines) => lines.join("\n")).join("\n\n"));
  const rich = blocks.map((texts) => texts.map(htmlOf).join(""));
  return {
    subject: `[dongbo] ${subject}`,
    text: `${[...plain, id].join("\n\n----------\n\n")}\n`,
    html: `<!doctype html><html><body>${rich.join("<hr>")}<hr><p>${escaped(id)}</p></body></html>`,
  };
}

function linesOf({ what, since, means, todo }: AlarmText, language: Language): string[] {
  return [
    what,
    since,
    ...(means === null ? [] : [inWords(phrase("alarm.what_it_means", { text: means }), language)]),
    ...(todo === null ? [] : [inWords(phrase("alarm.what_to_do", { text: todo }), language)]),
  ];
}

function htmlOf([what = "", ...rest]: string[]): string {
  return `<p><strong>${escaped(what)}</strong></p>${rest.map((line) => `<p>${escaped(line)}</p>`).join("")}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The notice as the JSON document that a webhook gets: the data, and the words in both languages. */
export function asDocument(notice: Notice) {
  const { id, at, change, kind, alarms } = notice;
  const worded = alarms.map(({ kind: of, subject, since, beganAt, endedAt, values }, place) => ({
    kind: of,
    subject,
    since,
    beganAt,
    endedAt,
    values: withoutWhy(values),
    vi: textsOf(notice, "vi")[place],
    en: textsOf(notice, "en")[place],
  }));
  return { id, at, change, kind, alarms: worded };
}

/** What somebody else's server said stays here. */
function withoutWhy(values: Alarm["values"]): Alarm["values"] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== "why"));
}
