// Where requests may go: below one base address and nowhere else, whatever a portal's answers say.

/** The base without its trailing slash; TypeError for anything but http(s) without credentials, query or fragment. */
export function baseOf(baseUrl: string): URL {
  const base = new URL(baseUrl);
  if (base.protocol !== "https:" && base.protocol !== "http:")
    throw new TypeError(`not a web address: ${baseUrl}`);
  if (base.username !== "" || base.password !== "" || base.search !== "" || base.hash !== "") {
    throw new TypeError("a portal's base address holds neither credentials nor a query");
  }
  base.pathname = base.pathname.replace(/\/+$/, "");
  return base;
}

/** Path and query of a request below the base; TypeError for a path that would leave it. */
export function targetOf(
  base: URL,
  path: string,
  query: Readonly<Record<string, string | number>> = {},
): string {
  const root = base.pathname === "/" ? "" : base.pathname;
  if (!/^\/(?!\/)[^?#\\\s]*$/.test(path)) throw new TypeError(`not a path below the portal's base: ${path}`);
  const whole = new URL(`${base.origin}${root}${path}`);
  // Dot segments are gone after parsing, also percent-encoded ones.
  const stays = whole.origin === base.origin && whole.pathname.startsWith(`${root}/`);
  if (!stays) throw new TypeError(`the path leaves the portal's base: ${path}`);
  whole.search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString();
  return whole.pathname + whole.search;
}
