// What becomes an alarm, after how long, and who is told: shapes of the configuration (`alarms`) and of what is kept.
import { z } from "zod";
import type { Phrase } from "./phrase.ts";
import { spanMs, SpanSchema } from "./time-shapes.ts";
import type { Instant } from "./time.ts";

/** "90s", "12m", "4h", "1d"; in milliseconds once it is read. */
const SpanInMsSchema = SpanSchema.transform(spanMs);

const span = (usual: string) => SpanInMsSchema.prefault(usual);

/**
 * How long something may be silent before it is an alarm; src/alarm/README.md says when each begins to count. An alarm
 * leaves at most one look (30 s) later, so 12 minutes keep the promise of 15.
 */
export const SilentAfterSchema = z.strictObject({
  /** A portal was asked and nothing has worked. */
  portal: span("12m"),
  /** No connection to any portal was made. */
  line: span("12m"),
  /** Carrying a portal fails by a fault of our own. */
  carrying: span("12m"),
  /** A portal waits for a person who signs in. */
  signIn: span("12m"),
  /** Somebody called for a portal to be carried, and no process does. */
  call: span("12m"),
  /** A schedule should have run. */
  schedule: span("10m"),
  /** A process gave no sign of life. */
  process: span("3m"),
  /** The database cannot be reached. */
  database: span("3m"),
  /** serve does not answer: told by `dongbo watch`. */
  serve: span("3m"),
  /** Notices cannot be delivered on a channel. */
  channel: span("10m"),
  /** A portal is carried by one process for so long that nothing may be getting on. */
  carried: span("6h"),
  /** Working days that something due may wait. */
  dueWorkingDays: z.int().min(1).max(60).default(3),
  /** Working days without a report from an organisation that leads open tasks. */
  unitWorkingDays: z.int().min(1).max(120).default(6),
});
export type SilentAfter = z.infer<typeof SilentAfterSchema>;

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}

function isWebhook(text: string): boolean {
  const address = URL.parse(text);
  if (address === null || address.username !== "" || address.password !== "") return false;
  return address.protocol === "https:" || (address.protocol === "http:" && isLoopback(address.hostname));
}

/** The server that takes e-mail. Certificates are checked always; without encryption only on this machine. */
export const EmailSchema = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls` (port 587): encrypted after a greeting. `implicit` (port 465): from the first byte. */
  tls: z.enum(["starttls", "implicit"]).default("starttls"),
  /** PEM file with the certificate of one's own authority. Relative to the configuration file. */
  caFile: z.string().optional(),
  /** Signs in as; the password stands in DONGBO_SMTP_PASSWORD. Left out: without signing in. */
  user: z.string().min(1).optional(),
  from: z.email(),
  to: z.array(z.email()).min(1).max(50),
});
export type EmailSettings = z.infer<typeof EmailSchema>;

/** An address that takes notices as JSON, signed with DONGBO_WEBHOOK_SECRET. Nothing else is ever asked. */
export const WebhookSchema = z.strictObject({
  /** What the channel is called in lists. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  url: z.string().refine(isWebhook, "https://HOST/..., http://127.0.0.1[:PORT]/..."),
  caFile: z.string().optional(),
});
export type WebhookSettings = z.infer<typeof WebhookSchema>;

export const AlarmsSchema = z.strictObject({
  email: EmailSchema.optional(),
  webhooks: z
    .array(WebhookSchema)
    .max(10)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "each name once")
    .default([]),
  /** Which language comes first; a notice says everything in both. */
  language: z.enum(["vi", "en"]).default("vi"),
  silentAfter: SilentAfterSchema.prefault({}),
  /** How long something must have been well before an alarm ends; longer each time it comes back within a day. */
  calmFor: span("5m"),
  /** How often an alarm that stands is told again; `never`: once. */
  remindEvery: z.union([z.literal("never"), SpanInMsSchema]).prefault("1d"),
});
export type AlarmSettings = z.infer<typeof AlarmsSchema>;

export const alarmKinds = [
  "portal_silent",
  "line_down",
  "carrying_fails",
  "sign_in_needed",
  "calls_waiting",
  "due_waiting",
  "schedule_overdue",
  "process_silent",
  "unit_silent",
  "channel_fails",
  "database_away",
  "serve_dead",
  "serve_unready",
] as const;
export type AlarmKind = (typeof alarmKinds)[number];
export const AlarmKindSchema = z.enum(alarmKinds);

/** Why carrying a lane did not work; the side that it is laid to stands in src/alarm/README.md. */
export const TroubleCauseSchema = z.enum([
  "no_line",
  "no_answer",
  "failed",
  "untrusted",
  "unrecognised",
  "signed_out",
  "sign_in",
  "own_fault",
]);
export type TroubleCause = z.infer<typeof TroubleCauseSchema>;

/** Causes that may as well be our own line's. */
export const withoutConnection: ReadonlySet<TroubleCause> = new Set(["no_line", "no_answer"]);

export interface Trouble {
  cause: TroubleCause;
  told: Phrase;
  since: Instant;
  /** From when it is the portal's own silence for certain: it answered, or others were reached meanwhile. */
  provedSince: Instant | null;
  /** At the last try nobody else was reached either. */
  doubtful: boolean;
}

/** How a lane was carried last, and since when it goes as it does. */
export interface Freshness {
  lane: string;
  /** When the portal was asked last; a lane that was left alone was not asked. */
  triedAt: Instant;
  /** When it last gave any answer. */
  reachedAt: Instant | null;
  /** When carrying it last did all it should: a complete look, or nothing to do. */
  workedAt: Instant | null;
  /** When asking it last found no connection, or no whole answer. */
  lostAt: Instant | null;
  /** What is wrong, and since when nothing has worked; `null`: nothing. */
  trouble: Trouble | null;
}

/** An alarm that stands, or stood. */
export interface Alarm {
  kind: AlarmKind;
  /** What is silent: a portal, a process, a channel; "" where there is only one such thing. */
  subject: string;
  /** Since when it has been silent. */
  since: Instant;
  beganAt: Instant;
  values: Phrase["values"];
  /** Since when it has been well again, while the alarm waits whether it stays so. */
  wellSince: Instant | null;
  toldAt: Instant;
  endedAt: Instant | null;
  /** How often it has come back within a day of its end. */
  returns: number;
}

/** What happened to alarms of one kind at one look; told once on every channel. */
export interface Notice {
  /** The same for every try and channel: a receiver drops what it has seen. */
  id: string;
  at: Instant;
  change: "began" | "ended" | "reminder" | "test";
  kind: AlarmKind | null;
  alarms: Alarm[];
}
