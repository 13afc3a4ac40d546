// What a route of the programming interface is: the description is made of it, and every answer is held against it.
import type { z } from "zod";
import type { TokenRole } from "../../../schemas/api.ts";
import type { Language } from "../../../schemas/phrase.ts";
import type { Office } from "../../opened-office.ts";
import type { ApiToken } from "../../people/tokens.ts";

export interface Asking {
  /** The register, with the token as the one who acts. */
  office: Office;
  token: ApiToken;
  language: Language;
  params: Readonly<Record<string, string>>;
  query: unknown;
  body: unknown;
  /** Under which a POST that is sent again is answered as before; `null`: none was given. */
  idempotencyKey: string | null;
}

export interface Answer {
  status: number;
  body: unknown;
  /** It is what was answered before under the same key. */
  again?: boolean;
}

export interface ApiRoute {
  method: "get" | "post";
  /** Below /api/v1; ":name" stands for one part. */
  path: string;
  /** The operation's stable name. */
  id: string;
  summary: string;
  roles: readonly TokenRole[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** By status, what is answered when all is well. */
  answers: Readonly<Record<number, { description: string; shape: z.ZodType }>>;
  /** UserError: a problem document with all problems. `null`: there is no such thing, or the token does not reach it. */
  answer(asking: Asking): Promise<Answer | null>;
}
