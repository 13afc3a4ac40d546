// What a page of the console is: who may open it, and a function from a visit to a reply. Knows nothing of HTTP; headers,
// sessions and checks are the frame's (app.ts).
import type { html } from "hono/html";
import { inWords, type Language, type Phrase } from "../../schemas/phrase.ts";
import type { Person, Role } from "../../schemas/person.ts";
import { tellIn } from "../../schemas/wording.ts";
import type { Office } from "../opened-office.ts";

/** Markup whose texts are escaped. */
export type Html = ReturnType<typeof html>;

export interface Visit {
  /** The register, with the person as the one who acts. */
  office: Office;
  person: Person;
  language: Language;
  /** As it stands in the address: "/tasks/PL1.3". */
  path: string;
  /** Of the path, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Of a POST; empty otherwise. */
  form: URLSearchParams;
  /** What a form of this visit must bring back (parts.ts, `form`). */
  formToken: string;
  /** A text of the catalogue. */
  say(key: Phrase["key"], values?: Phrase["values"]): string;
  /** A stored phrase, with names of fields inside it in words. */
  tell(phrase: Phrase): string;
}

export interface Page {
  title: string;
  body: Html;
  /** A table that needs the whole width of the screen. */
  wide?: boolean;
  /** The page listens to events of the server by the one script there is. */
  live?: boolean;
}

export interface FileReply {
  name: string;
  type: string;
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Shown in the page instead of saved: previews, and streams of events. */
  inline?: boolean;
}

export type Reply =
  | { page: Page }
  /** After a POST; the note is shown once on the next page. */
  | { to: string; note?: Phrase }
  | { file: FileReply }
  | { missing: true };

export interface Route {
  method: "get" | "post";
  /** ":name" stands for one part. */
  path: string;
  roles: readonly Role[];
  /** UserError: all problems are shown as a page of their own. */
  answer(visit: Visit): Promise<Reply>;
}

/** How a visit says things. */
export function wordsIn(language: Language): Pick<Visit, "language" | "say" | "tell"> {
  return {
    language,
    say: (key, values = {}) => inWords({ key, values }, language),
    tell: (told) => tellIn(language, told),
  };
}
