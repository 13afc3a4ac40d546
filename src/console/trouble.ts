// Pages for what went wrong: what it was, and what to do next.
import { html } from "hono/html";
import type { Phrase } from "../../schemas/phrase.ts";
import type { Caller } from "./caller.ts";
import { wordsIn, type Html, type Page } from "./route.ts";

export type Trouble =
  | { kind: "problems"; problems: readonly Phrase[] }
  | { kind: "bug"; run: string }
  | { kind: "missing" | "forbidden" | "stale_form" | "wrong_address" | "too_large" };

const statuses = {
  problems: 400,
  bug: 500,
  missing: 404,
  forbidden: 403,
  stale_form: 403,
  wrong_address: 421,
  too_large: 413,
} as const;

/** The page, and the status it is answered with. */
export function troublePage(
  { language, person }: Pick<Caller, "language" | "person">,
  trouble: Trouble,
): { page: Page; status: (typeof statuses)[Trouble["kind"]] } {
  const words = wordsIn(language);
  const { say } = words;
  const body = (): Html => {
    switch (trouble.kind) {
      case "problems":
        return html`<ul class="callout bad" role="alert">
            ${trouble.problems.map((problem) => html`<li><bdi>${words.tell(problem)}</bdi></li>`)}
          </ul>
          ${hint(say("console.problems_hint"))}`;
      case "bug":
        return hint(say("console.bug_hint", { run: trouble.run }));
      case "forbidden":
        return hint(
          say("console.forbidden_hint", { role: person === null ? "–" : say(`console.role.${person.role}`) }),
        );
      case "too_large":
        return hint(say("console.problems_hint"));
      default:
        return hint(say(`console.${trouble.kind}_hint`));
    }
  };
  const page = {
    title: say(`console.${trouble.kind}`),
    body: html`${body()}
      <p><a href="/">${say("console.to_start")}</a></p>`,
  };
  return { page, status: statuses[trouble.kind] };
}

function hint(text: string): Html {
  return html`<p>${text}</p>`;
}
