// What others wrote, on a page: as text, with a direction of its own, so that no mark in it can turn what stands beside it.
import { html } from "hono/html";
import type { Html, Visit } from "./route.ts";
import { valueOf } from "./parts.ts";

/** A text of a register, a portal or a person in one line. */
export function own(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** A value of a field in words, whole. */
export function ownValue(visit: Visit, value: unknown): Html {
  return html`<bdi class="value">${valueOf(visit, value)}</bdi>`;
}

/** A text of several lines as it was written. */
export function ownLines(text: string): Html {
  return html`<pre dir="auto">${text}</pre>`;
}

/** A link whose word somebody else wrote. */
export function ownLink(href: string, text: string): Html {
  return html`<a href="${href}"><bdi>${text}</bdi></a>`;
}

/** Where a task's page is. */
export function taskPath(code: string): string {
  return `/tasks/${encodeURIComponent(code)}`;
}
