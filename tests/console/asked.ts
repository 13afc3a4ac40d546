// The whole console asked as a person, without a socket, and what its pages are made of.
import { Parser } from "htmlparser2";
import type { Person } from "../../schemas/person.ts";
import { consoleApp } from "../../src/console/app.ts";
import { sealOf } from "../../src/console/gate.ts";
import type { Office } from "../../src/opened-office.ts";

const key = "a key of these tests";
export const address = "http://127.0.0.1:8457";

/** An admin who sees everything, or whoever is described. */
export function reader(of: Partial<Person> = {}): Person {
  return { id: "reader", name: "lan", role: "admin", units: null, portals: null, ...of };
}

export interface Asking {
  get(path: string): Promise<Response>;
  /** A form of ours. */
  post(path: string, form?: Record<string, string>): Promise<Response>;
  /** A page that must be there, taken apart. */
  page(path: string): Promise<PageParts>;
  /** A file's text. */
  text(path: string): Promise<string>;
}

/** The console as one person meets it. */
export function asked(office: Office, person: Person, language: "vi" | "en" = "en"): Asking {
  const desk = {
    office: null,
    isEmpty: async () => await Promise.resolve(false),
    signIn: async () => await Promise.resolve({ refused: "wrong" as const }),
    recognise: async () => await Promise.resolve({ person, session: "session", cookies: [] }),
    signOut: async () => await Promise.resolve([]),
  };
  const app = consoleApp({ office, desk, keys: { key, secure: false }, url: undefined });
  const headers = { host: new URL(address).host, cookie: `language=${language}` };
  const get = async (path: string) => await app.request(address + path, { headers });
  const must = async (path: string) => {
    const response = await get(path);
    // As it is: reading it as text would take the mark of the encoding away.
    const body = Buffer.from(await response.arrayBuffer()).toString("utf8");
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body}`);
    return body;
  };
  return {
    get,
    async post(path, form = {}) {
      const body = new URLSearchParams({ ...form, formToken: sealOf(key, "form session") });
      const asWritten = { ...headers, origin: address, "content-type": "application/x-www-form-urlencoded" };
      return await app.request(address + path, { method: "POST", headers: asWritten, body });
    },
    page: async (path) => partsOf(await must(path)),
    text: must,
  };
}

export interface PageParts {
  html: string;
  /** All text, entities read, blanks as one. */
  text: string;
  elements: { name: string; attributes: Record<string, string> }[];
  /** Each piece of text with the elements that it lies in, the innermost last. */
  pieces: { text: string; within: { name: string; attributes: Record<string, string> }[] }[];
}

/** A page taken apart as a browser would. */
export function partsOf(html: string): PageParts {
  const elements: PageParts["elements"] = [];
  const pieces: PageParts["pieces"] = [];
  const open: PageParts["elements"] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open.push({ name, attributes });
        elements.push({ name, attributes });
      },
      onclosetag: () => void open.pop(),
      ontext: (text) => void pieces.push({ text, within: [...open] }),
    },
    { decodeEntities: true },
  );
  parser.end(html);
  const text = pieces
    .map((piece) => piece.text)
    .join("")
    .replaceAll(/\s+/g, " ");
  return { html, text, elements, pieces };
}
