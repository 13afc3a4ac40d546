// A part: a thing that runs inside `serve` or `worker` until it is told to stop. Its room knows nothing of this file;
// what it returns has this shape.
import type { Calendar } from "../../schemas/calendar.ts";
import type { Config } from "../../schemas/config.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import type { AlarmDesk } from "../alarm/desk.ts";
import type { CheckpointPlaces } from "../ledger/keep-checkpoints.ts";
import type { Lane, Means } from "../push/lane.ts";
import type { Store } from "../store/connection.ts";
import type { ProcessKind } from "../store/processes.ts";

export interface Part {
  /** One English word or two, for log lines, the process table and the door: "scheduler". */
  readonly name: string;
  /** Finishes or hands back what is under way, then resolves. Called once. */
  stop(): Promise<void>;
  /** Resolves, with why, when the part has ended by itself and can do nothing more. Left out: it never does. */
  readonly died?: Promise<unknown>;
  /** What keeps it from working just now, in plain English; `null`: nothing. Asked often, so it costs nothing. */
  trouble?(): string | null;
}

/** What a part is started with. Everything is one office's; nothing here is a part's own to close. */
export interface Ground {
  kind: ProcessKind;
  /** The process as the table of processes knows it. */
  id: string;
  config: Config;
  /** The office's working days. */
  calendar: Calendar;
  store: Store;
  /** The means of a new run, with an id of its own: one for each lane that is carried. */
  newRun(): Means;
  /** The configured portals, or the one named; UserError with every problem of their options and secrets. */
  lanes(portal?: string): Promise<Lane[]>;
  checkpoints: CheckpointPlaces;
  /** Who is told of alarms, and how. */
  alarms: AlarmDesk;
  /** Clock, stopwatch, waiting, log, and who we are: the same in every run. */
  means: Pick<Means, "now" | "elapsed" | "wait" | "newId" | "who" | "carrier" | "log">;
  /** A line for whoever watches the process. */
  tell(line: Phrase): void;
}

/** How a part comes to run. */
export interface Starter {
  name: string;
  /** Resolves when the part works; throws when it cannot. */
  start(ground: Ground): Promise<Part>;
}
