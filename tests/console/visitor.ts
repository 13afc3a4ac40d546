// Somebody at a browser, without one: keeps cookies, reads forms, posts them as a page of ours would.
import type { Role } from "../../schemas/person.ts";
import type { Office } from "../../src/opened-office.ts";
import { openConsole, type OpenedConsole } from "../../src/console/open.ts";
import { addUser } from "../../src/people/people.ts";

export const address = "http://127.0.0.1:8460";
export const password = "mot cau rat de nho";

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** Where a redirect leads. */
  to: string | null;
}

export class Visitor {
  readonly #console: OpenedConsole;
  readonly #cookies = new Map<string, string>();

  constructor(opened: OpenedConsole) {
    this.#console = opened;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return await this.#ask(new Request(address + path, { headers: this.#headers(headers) }));
  }

  /** Posts a form with the token of the page that it stands on. */
  async post(
    path: string,
    fields: Record<string, string> = {},
    { from = "/", headers = {} }: { from?: string; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const formToken = tokenIn((await this.get(from)).text);
    return await this.send(path, { formToken, ...fields }, { origin: address, ...headers });
  }

  /** Posts a form as it is. */
  async send(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const init = { method: "POST", body: new URLSearchParams(fields), headers: this.#headers(headers) };
    return await this.#ask(new Request(address + path, init));
  }

  async signIn(name: string, typed = password): Promise<Answered> {
    return await this.post("/sign-in", { name, password: typed, back: "/" }, { from: "/sign-in" });
  }

  /** The same browser, copied. */
  cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  #headers(more: Record<string, string>): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return { host: new URL(address).host, ...(cookie === "" ? {} : { cookie }), ...more };
  }

  async #ask(request: Request): Promise<Answered> {
    const response = await this.#console.answer(request, {});
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0\b/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const { status, headers } = response;
    return { status, headers, text: await response.text(), to: headers.get("location") };
  }
}

/** The token of the first form of a page. */
export function tokenIn(page: string): string {
  return /name="formToken" value="([^"]*)"/.exec(page)?.[1] ?? "";
}

/** Adds a person of each role, named after it. */
export async function addPeople(
  office: Office,
  people: readonly { name: string; role: Role }[],
): Promise<void> {
  for (const { name, role } of people) {
    await addUser(
      { store: office.means.store, newId: office.means.newId, provenance: office.provenance() },
      { name, role, password, units: null, portals: null },
    );
  }
}

/** The console of an office, and visitors to it. */
export async function aConsole(office: Office) {
  const opened = await openConsole(office);
  return {
    opened,
    visitor: () => new Visitor(opened),
    async signedIn(name: string): Promise<Visitor> {
      const visitor = new Visitor(opened);
      const answered = await visitor.signIn(name);
      if (answered.status !== 303) throw new Error(`${name} cannot sign in: ${answered.text}`);
      return visitor;
    },
  };
}
