// Guards that somebody lets pass just now, below what they bear on.
import { html } from "hono/html";
import { isPhraseKey } from "../../schemas/phrase.ts";
import type { GuardOverride } from "../push/override.ts";
import { nothing, section, time } from "./parts.ts";
import type { Html, Visit } from "./route.ts";
import { seesPortal } from "./sight.ts";
import { own } from "./told.ts";

/** A guard's name in words; one that no catalogue knows stands as it is. */
export function guardWord({ say }: Pick<Visit, "say">, guard: string): string {
  const key = `guard_name.${guard.replaceAll("-", "_")}`;
  return isPhraseKey(key) ? say(key) : guard;
}

/** Those of the portals that the person sees. */
export function overridesPart(visit: Visit, inForce: readonly GuardOverride[]): Html {
  const { say, person } = visit;
  const shown = inForce.filter(({ portal }) => seesPortal(person, portal));
  const mayGrant = person.role === "integration" || person.role === "admin";
  if (shown.length === 0 && !mayGrant) return html``;
  const items = shown.map(
    ({ portal, guard, who, reason, until }) =>
      html`<li>
        ${portal} · ${guardWord(visit, guard)} · ${own(who)} · ${say("console.acts.until")} ${time(until)}:
        ${own(reason)}
      </li>`,
  );
  return section(
    say("console.acts.overrides"),
    html`${
      shown.length === 0
        ? nothing(say("console.acts.no_overrides"))
        : html`<ul>
            ${items}
          </ul>`
    }
    ${mayGrant ? html`<p><a href="/overrides">${say("console.acts.grant_override")}</a></p>` : ""}`,
  );
}
