// What a portal's simulator is made of: its state, its routes as a table, and the portal's own way of saying no.
// Never holds anything of an adapter's conversion: a simulator keeps its own truth, so that both can disagree.
import type { IncomingHttpHeaders } from "node:http";
import type { HeldTask, SeededTask } from "./simulator.ts";

/** Parameters of a fault rule, as scripted. */
export type FaultParameters = Readonly<Record<string, string | number | boolean>>;

/** A file of a multipart form as it arrived. */
export interface ArrivedFile {
  field: string;
  name: string;
  mime: string;
  size: number;
  sha256: string;
  /** The file; of one over 32 MB only its beginning. */
  bytes: Uint8Array;
}

/** A request as a route sees it. */
export interface Asked {
  method: string;
  path: string;
  /** Values of the ":name" parts of the route, decoded. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  cookies: Readonly<Record<string, string>>;
  /** The body as JSON; answers "wrong content type" or "unreadable body" by itself when it is not JSON. */
  json(): unknown;
  /** The body as a URL-encoded form; answers "wrong content type" by itself. */
  form(): Readonly<Record<string, string>>;
  /** The body as a multipart form; answers "wrong content type" by itself. */
  multipart(): Promise<{ fields: Readonly<Record<string, string>>; files: ArrivedFile[] }>;
  /** The body as plain bytes; answers "wrong content type" by itself when it is declared otherwise. */
  bytes(): Uint8Array;
  /** The portal's clock, milliseconds since 1970. */
  now: number;
  /**
   * Asks whether a portal-specific fault fires on this request; its parameters if so. Asking counts as a match; with
   * `when` only rules whose parameters fit are asked.
   */
  faults: { fires(name: string, when?: (parameters: FaultParameters) => boolean): FaultParameters | null };
}

/** What a route answers. `committed`: it changed what the portal holds; left out, a write below 300 did. */
export type Answer = {
  status: number;
  headers?: Readonly<Record<string, string | string[]>>;
  committed?: boolean;
} & ({ json: unknown } | { html: string } | { text: string } | { bytes: Uint8Array } | { empty: true });

export type RouteKind = "read" | "write" | "signIn";

export interface Route<State> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** "/api/v1/tasks/:id/progress"; a part that starts with ":" takes any one segment. */
  path: string;
  kind: RouteKind;
  handle(asked: Asked, state: State): Answer | Promise<Answer>;
}

/** What a simulator is given when it starts. */
export interface SimulatorSettings {
  seed: number;
  /** 0 <= x < 1, the same row of numbers for the same seed. */
  random(): number;
  /** A new secret (password, token), never the same twice. */
  invent(): string;
}

/** The portal's own words for what the engine refuses or breaks. Only `notFound` must be given. */
export interface PortalAnswers {
  /** An unknown path, or a known path with another method. */
  notFound(path: string): Answer;
  wrongContentType?(): Answer;
  unreadableBody?(): Answer;
  /** Without Retry-After: the engine adds it. */
  tooMany?(): Answer;
  unavailable?(): Answer;
  serverError?(): Answer;
  /** The sign-in page that an expired session shows. */
  loginPage?(): string;
  /** Where an expired session is sent. */
  loginPath?: string;
}

/** A portal to imitate. The engine adds journal, tally, limit, clock, scripted faults and the server itself. */
export interface SimulatorSpec<State> {
  /** Names of portal-specific faults that its routes ask for. */
  faults: readonly string[];
  /** Requests a minute of one account unless `start` says otherwise; absent or 0: no limit. */
  requestsPerMinute?: number;
  create(settings: SimulatorSettings): State;
  routes: readonly Route<State>[];
  answers: PortalAnswers;
  /** Option values that make the adapter talk to it; secrets as `Secret`. */
  options(state: State, url: string): Record<string, unknown>;
  /** Whose rate budget a request uses; left out, one for each Authorization or Cookie header. */
  account?(asked: Asked, state: State): string | null;
  /** Absent: nobody signs in in a browser. */
  signInAsPerson?(state: State, now: number): { session: string; expiresAt: number };
  seed(state: State, tasks: readonly SeededTask[]): string[];
  held(state: State): HeldTask[];
  edit(state: State, remoteId: string, fields: Readonly<Record<string, string | number | null>>): void;
  remove(state: State, remoteId: string): void;
  copy(state: State, remoteId: string): string;
  loseFiles(state: State, remoteId: string): void;
}
