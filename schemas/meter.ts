// What is counted while the work goes on, and by which words: whoever works tells a meter, whoever measures makes one. Every
// label has few values: a portal of the configuration or a word of these lists, never a task, a file or a person.
import type { OutcomeKind } from "./attempt.ts";

/** How a request at a portal ended; `kept_here`: its sender lost the right to write at the last moment. */
export const requestResults = ["2xx", "3xx", "4xx", "429", "5xx", "no_answer", "kept_here"] as const;
export type RequestResult = (typeof requestResults)[number];

export const requestKinds = ["read", "write", "sign_in"] as const;
export type RequestKind = (typeof requestKinds)[number];

/**
 * How the carrying of a lane ended. `done`: nothing is left that it could do. `left`: something stays due or uncertain.
 * `refused`: a guard said no. `stopped`: the portal's doing. `busy`: another process carries the lane. `failed`: a bug.
 */
export const laneEnds = [
  "done",
  "left",
  "refused",
  "stopped",
  "sign_in",
  "paused",
  "busy",
  "failed",
] as const;
export type LaneEnd = (typeof laneEnds)[number];

export interface MeasuredRequest {
  kind: RequestKind;
  result: RequestResult;
  seconds: number;
  /** Bytes of the bodies; what a request or an answer was cut off at is not known and counts as none. */
  sentBytes: number;
  receivedBytes: number;
}

/** Is told what happened; costs next to nothing and never throws. */
export interface Meter {
  request(portal: string, told: MeasuredRequest): void;
  /** Attempts whose outcome was written down. */
  outcome(portal: string, kind: OutcomeKind): void;
  carried(portal: string, told: { ended: LaneEnd; seconds: number }): void;
}

/** A meter with what it has counted, for a process that stays. */
export interface Telemetry {
  meter: Meter;
  /** Everything in the text format of Prometheus; answers also while the database is away, and says that it is. */
  metricsText(): Promise<string>;
  /** The media type of that text. */
  contentType: string;
}
