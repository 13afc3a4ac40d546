// What a guest and the owner of an embedded database say to each other (host, guest). Strictly one question, one answer;
// signs of life come in between.
import { stepNames } from "./migrate.ts";

/** Raised when these messages change. */
const format = 1;

/** What both must agree on: how they talk, and the shape of the database. */
export const language = `${format} ${stepNames.at(-1)}`;

export type Question =
  | { ask: "enter"; language: string }
  | { ask: "query"; sql: string; parameters: unknown[] }
  | { ask: "begin" | "commit" | "roll back" }
  | { ask: "here" };

export type Answer =
  | { told: "welcome" | "other language" | "done" }
  | { told: "rows"; rows: unknown[]; affectedRows: number | undefined }
  | { told: "error"; error: unknown; fields: Record<string, unknown> }
  | { told: "here" };

/** How often a guest gives a sign of life. */
export const signMs = 3_000;
/** How long a guest may be silent inside a transaction: as on a server (lanes.ts). Everybody waits for it meanwhile. */
export const longestSilenceMs = 15_000;
/** How long a guest waits without a sign of life of the owner. */
export const patienceMs = 60_000;
