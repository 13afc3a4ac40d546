// Finds the route that a request is for. Exact: no prefix, no optional parts, no case folding.
import type { Route } from "./simulator-spec.ts";

/** The route of this method and path with the values of its ":name" parts, or null. */
export function routeOf<State>(
  routes: readonly Route<State>[],
  method: string,
  path: string,
): { route: Route<State>; params: Record<string, string> } | null {
  for (const route of routes) {
    const params = route.method === method ? paramsOf(route.path, path) : null;
    if (params !== null) return { route, params };
  }
  return null;
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const here = given[place] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(here);
    else if (part !== here) return null;
  }
  return params;
}
