// Where the header leads: one line each. A person sees those that their role may open.
import type { PhraseKey } from "../../schemas/phrase.ts";
import type { Role } from "../../schemas/person.ts";
import { routes } from "./routes.ts";

export interface Destination {
  /** The path of a route. */
  path: string;
  word: PhraseKey;
}

const destinations: readonly Destination[] = [
  { path: "/", word: "console.page.home" },
  { path: "/tasks", word: "console.page.tasks" },
  { path: "/conflicts", word: "console.page.conflicts" },
  { path: "/plans", word: "console.page.plans" },
  { path: "/runs", word: "console.page.runs" },
  { path: "/ledger", word: "console.page.ledger" },
  { path: "/portals", word: "console.page.portals" },
  { path: "/schedules", word: "console.page.schedules" },
  { path: "/calendar", word: "console.page.calendar" },
  { path: "/words", word: "console.page.words" },
  { path: "/units", word: "console.page.units" },
  { path: "/users", word: "console.page.users" },
];

/** What a role may open. */
export function destinationsOf(role: Role): Destination[] {
  return destinations.filter(({ path }) =>
    routes.some((route) => route.method === "get" && route.path === path && route.roles.includes(role)),
  );
}
