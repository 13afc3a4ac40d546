// Every page of the console that can be reached by following links: one address for each route.
import { routes } from "../../src/console/routes.ts";
import type { Visitor } from "./visitor.ts";

const pages = routes.filter(({ method }) => method === "get").map(({ path }) => path);

/**
 * Route -> the first address met that is answered by it, as a page. Follows one link for each route, those of `first`
 * before others.
 */
export async function pagesMet(
  visitor: Visitor,
  first: readonly string[] = [],
): Promise<Map<string, string>> {
  const met = new Map<string, string>();
  const asked = new Set<string>();
  const waiting = [...first, "/"];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const route = routeOf(next);
    if (route === undefined || met.has(route) || asked.has(next)) continue;
    asked.add(next);
    const { status, headers, text } = await visitor.get(next);
    const isPage = headers.get("content-type")?.startsWith("text/html") === true;
    // A paper to take along is no page.
    if (status !== 200 || !isPage || headers.has("content-disposition")) continue;
    met.set(route, next);
    waiting.push(
      ...[...text.matchAll(/href="(\/[^"]*)"/g)].map(([, to = ""]) => to.replaceAll("&amp;", "&")),
    );
  }
  return met;
}

function routeOf(address: string): string | undefined {
  const path = address.split(/[?#]/)[0] ?? "";
  return pages.find((route) => route === path) ?? pages.find((route) => patternOf(route).test(path));
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll(".", "\\.").replaceAll(/:\w+(\{[^}]*\})?/g, "[^/]+")}$`);
}
