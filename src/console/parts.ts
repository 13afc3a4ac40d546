// Pieces that pages are made of. Whatever comes from a register, a portal or a person is put in as text; hono escapes it.
import { html } from "hono/html";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { fieldWord, wholeValueWord } from "../../schemas/wording.ts";
import type { Html, Visit } from "./route.ts";

type Words = Pick<Visit, "language" | "say">;

/** What a table's cell, a list or a field may hold. */
export type Content = Html | string | number | bigint | null;

export interface Column {
  title: string;
  /** Numbers stand right. */
  align?: "right";
  /** The cell that names the row. */
  heads?: true;
}

/** A table that scrolls sideways by itself when it is wider than the screen; `caption` says what it holds. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  caption: string,
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption class="unseen" dir="auto">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title, align }) => html`<th scope="col" class="${align ?? ""}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((content, place) => cell(columns[place], content))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(column: Column | undefined, content: Content): Html {
  const kind = `${column?.align ?? ""}${content === 0 || content === null ? " none" : ""}`.trim();
  return column?.heads === true
    ? html`<th scope="row" class="${kind}">${shown(content)}</th>`
    : html`<td class="${kind}">${shown(content)}</td>`;
}

/** Text keeps its direction to itself: whoever wrote it, no mark in it can turn what stands beside it. */
function shown(content: Content): Html | string {
  if (content === null) return "–";
  if (typeof content === "string") return html`<bdi>${content}</bdi>`;
  return typeof content === "object" ? content : String(content);
}

/** How loud a badge is. Never the only sign: the word says it too. */
export type Tone = "good" | "warn" | "bad" | "calm";

const tones: Readonly<Record<string, Tone>> = {
  in_step: "good",
  due: "calm",
  sending: "calm",
  uncertain: "warn",
  held: "warn",
  refused: "bad",
  not_linked: "calm",
};

/** A word in a coloured frame. */
export function badge(word: string, tone: Tone): Html {
  return html`<span class="badge ${tone}">${word}</span>`;
}

/** Where a (task, portal) pair stands, by its code word ("in_step"), in words. */
export function stateBadge(words: Words, state: string): Html {
  return badge(words.say(`standing.${state}` as Phrase["key"]), tones[state] ?? "calm");
}

/** Names beside values. */
export function fieldList(fields: readonly (readonly [name: string, value: Content])[]): Html {
  return html`<dl class="fields">
    ${fields.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${shown(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Figures in large letters, each with what it counts. */
export function figures(of: readonly { name: string; value: Content; tone?: Tone; href?: string }[]): Html {
  return html`<dl class="figures">
    ${of.map(
      ({ name, value, tone, href }) =>
        html`<div class="${tone ?? ""}">
          <dt>${name}</dt>
          <dd>${href === undefined ? shown(value) : html`<a href="${href}">${shown(value)}</a>`}</dd>
        </div>`,
    )}
  </dl>`;
}

/** An instant as dd/MM/yyyy HH:mm here, for machines as it is. */
export function time(at: Instant | null): Html {
  return at === null ? html`–` : html`<time datetime="${at}">${showInstant(at)}</time>`;
}

/** A share in percent as it is written here, rounded down: "100 %" only where all of it is. */
export function percentOf({ language }: Words, share: number): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1, roundingMode: "floor" });
  return `${format.format(share * 100)} %`;
}

/** How long ago, in the largest unit that is at least one. */
export function age(words: Words, { from, now }: { from: Instant | null; now: Instant }): Html {
  if (from === null) return html`–`;
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(from)) / 60_000));
  return html`<time datetime="${from}" title="${showInstant(from)}">${ageInWords(words, minutes)}</time>`;
}

function ageInWords({ say }: Words, minutes: number): string {
  if (minutes < 1) return say("console.just_now");
  if (minutes < 60) return say("console.minutes", { count: minutes });
  if (minutes < 48 * 60) return say("console.hours", { count: Math.floor(minutes / 60) });
  return say("console.days", { count: Math.floor(minutes / (24 * 60)) });
}

/** A field's name and value in words, the value whole. */
export const nameOf = ({ language }: Words, field: string): string => fieldWord(field, language);
export const valueOf = ({ language }: Words, value: unknown): string => wholeValueWord(value, language);

/** A form that posts to `action`, with what proves that this page made it. */
export function form(
  { formToken }: Pick<Visit, "formToken">,
  action: string,
  body: Html,
  kind: "block" | "inline" = "block",
): Html {
  return html`<form method="post" action="${action}" class="${kind}">
    <input type="hidden" name="formToken" value="${formToken}" />
    ${body}
  </form>`;
}

export interface Input {
  label: string;
  name: string;
  value?: string;
  type?: "text" | "password" | "number" | "date" | "search";
  required?: boolean;
  hint?: string;
  autocomplete?: string;
}

/** One labelled input. */
export function input({ label, name, value = "", type = "text", required, hint, autocomplete }: Input): Html {
  return html`<label class="field">
    <span>${label}</span>
    <input
      dir="auto"
      type="${type}"
      name="${name}"
      value="${value}"
      ${required === true ? "required" : ""}
      autocomplete="${autocomplete ?? "off"}"
    />
    ${hint === undefined ? "" : html`<small>${hint}</small>`}
  </label>`;
}

/** One labelled choice of several. */
export function select(of: {
  label: string;
  name: string;
  options: readonly (readonly [value: string, word: string])[];
  chosen?: string;
}): Html {
  return html`<label class="field">
    <span>${of.label}</span>
    <select name="${of.name}">
      ${of.options.map(
        ([value, word]) =>
          html`<option dir="auto" value="${value}" ${value === of.chosen ? "selected" : ""}>${word}</option>`,
      )}
    </select>
  </label>`;
}

/** One labelled text of several lines. */
export function textarea(of: {
  label: string;
  name: string;
  value?: string;
  hint?: string;
  rows?: number;
}): Html {
  return html`<label class="field">
    <span>${of.label}</span>
    <textarea dir="auto" name="${of.name}" rows="${of.rows ?? 3}">${"\n"}${of.value ?? ""}</textarea>
    ${of.hint === undefined ? "" : html`<small>${of.hint}</small>`}
  </label>`;
}

/** Inputs that belong together, under one name. */
export function fieldset(legend: string, body: Html): Html {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${body}
  </fieldset>`;
}

/** A box to tick. */
export function checkbox(of: { label: string; name: string; value: string; checked?: boolean }): Html {
  return html`<label class="tick">
    <input type="checkbox" name="${of.name}" value="${of.value}" ${of.checked === true ? "checked" : ""} />
    <span dir="auto">${of.label}</span>
  </label>`;
}

/** The button of a form; what cannot be taken back is "grave". */
export function button(word: string, kind: "main" | "plain" | "grave" = "main"): Html {
  return html`<button type="submit" class="${kind}">${word}</button>`;
}

/** A hidden value of a form. */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

/** A search form above a list: a GET, so that what was asked for is an address. */
export function filters({ say }: Words, action: string, body: Html): Html {
  return html`<form method="get" action="${action}" class="filters" role="search">
    ${body} ${button(say("console.search"), "plain")}
  </form>`;
}

/** One page of a list back and forth. Pages count from 1; `more`: there is at least one row after this page. */
export function pager(
  visit: Words & Pick<Visit, "path" | "query">,
  at: { page: number; more: boolean },
): Html {
  const { say } = visit;
  if (at.page === 1 && !at.more) return html``;
  return html`<nav class="pager" aria-label="${say("console.pages")}">
    ${at.page > 1 ? html`<a rel="prev" href="${withQuery(visit, { page: at.page - 1 })}">${say("console.previous")}</a>` : ""}
    <span>${say("console.page", { page: at.page })}</span>
    ${at.more ? html`<a rel="next" href="${withQuery(visit, { page: at.page + 1 })}">${say("console.next")}</a>` : ""}
  </nav>`;
}

/** The page that the query asks for, from 1. */
export function pageAsked({ query }: Pick<Visit, "query">): number {
  const asked = Number(query.get("page") ?? 1);
  return Number.isSafeInteger(asked) && asked >= 1 ? asked : 1;
}

/** The address of this page with other values in its query; an empty value takes one out. */
export function withQuery(
  { path, query }: Pick<Visit, "path" | "query">,
  changed: Readonly<Record<string, string | number>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changed)) {
    if (value === "") next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A sentence in a frame. */
export function callout(tone: Tone, body: Content): Html {
  return html`<p class="callout ${tone}">${shown(body)}</p>`;
}

/** What a list says that has no row. */
export function nothing(word: string): Html {
  return html`<p class="soft">${word}</p>`;
}

/** A heading with what belongs under it. */
export function section(title: string, body: Html): Html {
  return html`<section>
    <h2 dir="auto">${title}</h2>
    ${body}
  </section>`;
}

/** The problem of a form that lacks a value. */
export function needed(label: string): Phrase {
  return phrase("console.needed", { label });
}
