// The page of an imitated portal: what it holds, what reached it and which faults are scripted. Made on the server, no
// script, nothing from outside; texts are escaped by hono. Shows no secret: none is a task, a path or a fault.
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { Language, PhraseKey } from "../../schemas/phrase.ts";
import {
  doubledIn,
  type Arrival,
  type FaultRule,
  type HeldTask,
  type RunningSimulator,
} from "../../schemas/simulator.ts";
import { showInstant } from "../../schemas/time.ts";
import { fieldWord, say, valueWord } from "./shell.ts";
import { faultWord } from "./simulator-script.ts";
import { simulatorStyle } from "./simulator-style.ts";

type Markup = ReturnType<typeof html>;

export interface PageOf {
  name: string;
  running: Pick<RunningSimulator, "url" | "held" | "arrivals" | "tally" | "fired">;
  rules: readonly FaultRule[];
  query: URLSearchParams;
  acceptLanguage: string;
  /** The language of somebody whose browser names none that we speak. */
  fallback: Language;
}

const shownRequests = 40;
const styleDigest = createHash("sha256").update(simulatorStyle).digest("base64");

const headers = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** The page as it is now, with the headers that go with it. */
export async function simulatorPage(of: PageOf): Promise<{ headers: typeof headers; html: string }> {
  const language = languageOf(of);
  const words = { language, say: (key: PhraseKey, values = {}) => say({ language }, key, values) };
  const refreshes = of.query.get("refresh") !== "0";
  const page = await html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshes ? html`<meta http-equiv="refresh" content="5" />` : ""}
        <title>${words.say("simulate.title", { name: of.name })}</title>
        ${raw(`<style>${simulatorStyle}</style>`)}
      </head>
      <body>
        ${heading(of, words, refreshes)}
        <main>${faultList(of, words)} ${taskList(of, words)} ${requestList(of, words)}</main>
        <footer class="soft">${words.say("simulate.imitation")}</footer>
      </body>
    </html>`;
  return { headers, html: String(page) };
}

interface Words {
  language: Language;
  say(key: PhraseKey, values?: Record<string, string | number>): string;
}

/** What `?lang` names, else the first language of the browser that we speak. */
function languageOf({ query, acceptLanguage, fallback }: PageOf): Language {
  const wishes = [query.get("lang") ?? "", ...acceptLanguage.split(",")].map((wish) =>
    wish.trim().slice(0, 2),
  );
  return (wishes.find((wish) => wish === "vi" || wish === "en") as Language | undefined) ?? fallback;
}

function heading({ name, running }: PageOf, words: Words, refreshes: boolean): Markup {
  const { say: tell, language } = words;
  const count = running.tally();
  const sums: [PhraseKey, number, boolean][] = [
    ["simulate.tasks", running.held().length, false],
    ["simulate.reads", count.reads, false],
    ["simulate.writes", count.writes, false],
    ["simulate.doubled_entries", count.doubledEntries, count.doubledEntries > 0],
    ["simulate.doubled_files", count.doubledFiles, count.doubledFiles > 0],
  ];
  const other = language === "vi" ? "en" : "vi";
  const still = refreshes ? "" : "&refresh=0";
  const turned = refreshes ? "&refresh=0" : "";
  return html`<header>
    <h1>${tell("simulate.title", { name })}</h1>
    <p class="soft"><code>${running.url}</code></p>
    <nav>
      <a href="?lang=${other}${raw(still)}" lang="${other}">${other === "en" ? "English" : "Tiếng Việt"}</a>
      <a href="?lang=${language}${raw(turned)}"
        >${tell(refreshes ? "simulate.stand_still" : "simulate.refresh")}</a
      >
      <a href="#requests">${tell("simulate.requests")}</a>
    </nav>
    <dl class="sums">
      ${sums.map(
        ([key, sum, isBad]) =>
          html`<div>
            <dt>${tell(key)}</dt>
            <dd class="${isBad ? "bad" : ""}">${sum}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function faultList({ rules, running }: PageOf, words: Words): Markup {
  const fired = running.fired();
  return html`<h2>${words.say("simulate.scripted")}</h2>
    ${
      rules.length === 0
        ? html`<p class="soft">${words.say("simulate.no_faults")}</p>`
        : html`<ul class="rows">
            ${rules.map(
              (rule) =>
                html`<li>
                  <span class="what"><code>${rule.fault}</code> ${faultWord(words, rule.fault)}</span>
                  <span class="end"
                    >${words.say("simulate.fired_times", { times: fired[rule.fault] ?? 0 })}</span
                  >
                  <span class="why soft">${conditions(rule, words)}</span>
                </li>`,
            )}
          </ul>`
    }`;
}

function conditions(
  { on, after = 0, times = 1, chance, with: parameters = {} }: FaultRule,
  words: Words,
): string {
  const where = typeof on === "object" ? on.path : on === undefined ? null : words.say(`simulate.on.${on}`);
  return [
    where,
    words.say("simulate.at_most", { times }),
    after === 0 ? null : words.say("simulate.after", { after }),
    chance === undefined ? null : words.say("simulate.chance", { percent: Math.round(chance * 100) }),
    ...Object.entries(parameters).map(([name, value]) => `${name}: ${value}`),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

function taskList({ running }: PageOf, words: Words): Markup {
  const held = running.held();
  return html`<h2>${words.say("simulate.tasks")}</h2>
    ${
      held.length === 0
        ? html`<p class="soft">${words.say("simulate.empty")}</p>`
        : html`<ul class="tasks">
            ${held.map((task) => taskCard(task, words))}
          </ul>`
    }`;
}

function taskCard(task: HeldTask, words: Words): Markup {
  const { language, say: tell } = words;
  const { title, lifecycle, percent, dueOn } = task.fields;
  const doubled = doubledIn(task);
  const again = html`<span class="badge">${tell("simulate.doubled")}</span>`;
  return html`<li>
    <h3>${title ?? ""}</h3>
    <p class="soft">
      <code>${task.code || "–"}</code> · <code>#${task.remoteId}</code> ·
      ${tell("simulate.due", { day: valueWord(dueOn, language) })}
    </p>
    <p>${valueWord(lifecycle, language)} · ${percent ?? "–"} %</p>
    <progress max="100" value="${percent ?? 0}"></progress>
    ${doubled.entries.size + doubled.files.size > 0 ? again : ""}
    <details>
      <summary>
        ${tell("simulate.inside", { entries: task.entries.length, files: task.evidence.length })}
      </summary>
      <ul>
        ${task.entries.map(
          ({ percent: at, text }, place) =>
            html`<li>${at ?? "–"} % · ${text} ${doubled.entries.has(place) ? again : ""}</li>`,
        )}
        ${task.evidence.map(
          ({ name, size }, place) =>
            html`<li>
              ${tell("simulate.file", { name, bytes: size })} ${doubled.files.has(place) ? again : ""}
            </li>`,
        )}
        ${otherFields(task, words)}
      </ul>
    </details>
  </li>`;
}

function otherFields({ fields }: HeldTask, { language }: Words): Markup[] {
  const shown = ["title", "lifecycle", "percent", "dueOn"];
  return Object.entries(fields)
    .filter(([name, value]) => !shown.includes(name) && value !== null && value !== "")
    .map(
      ([name, value]) =>
        html`<li><span class="soft">${fieldWord(name, language)}:</span> ${valueWord(value, language)}</li>`,
    );
}

function requestList({ running }: PageOf, words: Words): Markup {
  const last = running.arrivals().slice(-shownRequests).toReversed();
  return html`<h2 id="requests">${words.say("simulate.requests")}</h2>
    ${
      last.length === 0
        ? html`<p class="soft">${words.say("simulate.no_requests")}</p>`
        : html`<ul class="rows">
            ${last.map((arrival) => requestRow(arrival, words))}
          </ul>`
    }`;
}

function requestRow({ at, method, path, status, committed, faults }: Arrival, words: Words): Markup {
  const instant = new Date(at).toISOString();
  const end = status === "cut" ? words.say("simulate.cut") : String(status);
  const isBad = status === "cut" || status >= 400;
  return html`<li>
    <span class="end soft">${showInstant(instant).slice(-5)}${instant.slice(16, 19)}</span>
    <span class="what"><strong>${method}</strong> <code>${path}</code></span>
    <span class="end ${isBad ? "bad" : ""}">${end}</span>
    ${committed ? html`<span class="kept">${words.say("simulate.kept")}</span>` : ""}
    ${faults.map(
      (fault) => html`<span class="why fault">⚡ <code>${fault}</code> ${faultWord(words, fault)}</span>`,
    )}
  </li>`;
}
