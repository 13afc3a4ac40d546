// What is round every page: head, who is signed in, where one may go, and the note of what was just done.
import { html } from "hono/html";
import type { Language, Phrase } from "../../schemas/phrase.ts";
import type { Person } from "../../schemas/person.ts";
import { icon, script, style } from "./assets.ts";
import { destinationsOf } from "./navigation.ts";
import { form } from "./parts.ts";
import type { Html, Page } from "./route.ts";
import { wordsIn } from "./route.ts";

export interface Frame {
  language: Language;
  /** As it stands in the address. */
  path: string;
  /** `null`: nobody is signed in. */
  person: Person | null;
  formToken: string;
  mode: "pilot" | "server";
  note: Phrase | null;
}

/** The whole document. */
export async function layout(frame: Frame, page: Page): Promise<string> {
  const { say, tell } = wordsIn(frame.language);
  const whole = await html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · dongbo</title>
        <link rel="stylesheet" href="${style.href}" />
        <link rel="icon" href="${icon.href}" />
        ${page.live === true ? html`<script src="${script.href}" defer></script>` : ""}
      </head>
      <body>
        <a class="skip" href="#main">${say("console.skip")}</a>
        ${header(frame)}
        <main id="main" class="${page.wide === true ? "wide" : ""} ${frame.person === null ? "small" : ""}">
          <h1 dir="auto">${page.title}</h1>
          ${frame.note === null ? "" : html`<p class="callout good" role="status" dir="auto">${tell(frame.note)}</p>`}
          ${page.body}
        </main>
      </body>
    </html>`;
  return String(whole);
}

function header(frame: Frame): Html {
  const { say } = wordsIn(frame.language);
  const other: Language = frame.language === "vi" ? "en" : "vi";
  return html`<header class="top">
      <div>
        <a class="brand" href="/">dongbo</a>
        ${frame.person === null ? "" : navigation(frame, frame.person)}
        <div class="who">
          ${frame.person === null ? "" : signedIn(frame, frame.person)}
          <a
            href="/language/${other}?back=${encodeURIComponent(frame.path)}"
            lang="${other}"
            hreflang="${other}"
            >${other === "en" ? "English" : "Tiếng Việt"}</a
          >
        </div>
      </div>
    </header>
    ${frame.mode === "pilot" ? html`<p class="mode">${say("console.pilot")}</p>` : ""}`;
}

function navigation({ language, path }: Frame, { role }: Person): Html {
  const { say } = wordsIn(language);
  const isHere = (to: string) => (to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`));
  return html`<nav class="pages" aria-label="${say("console.navigation")}">
    ${destinationsOf(role).map(
      ({ path: to, word }) =>
        html`<a href="${to}" ${isHere(to) ? html`aria-current="page"` : ""}>${say(word)}</a>`,
    )}
  </nav>`;
}

function signedIn(frame: Frame, { name, role }: Person): Html {
  const { say } = wordsIn(frame.language);
  return html`<span>${name} <span class="soft">(${say(`console.role.${role}`)})</span></span>
    ${form(frame, "/sign-out", html`<button type="submit" class="plain">${say("console.sign_out")}</button>`, "inline")}`;
}
