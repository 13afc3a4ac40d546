// The configuration file (dongbo.yaml) and the environment. Unknown keys are rejected; secrets stand only in the
// environment.
import { z } from "zod";
import { AlarmsSchema } from "./alarm.ts";
import { ApprovalsSchema } from "./approvals.ts";
import { BucketSchema } from "./bucket.ts";
import { ConsoleSchema } from "./console.ts";
import { CutOffSchema } from "./cut-off.ts";
import { ProofSchema } from "./evidence.ts";
import { FieldNameSchema, OwnershipSchema } from "./field.ts";
import { ReportsSchema } from "./report.ts";
import { ScannerSchema } from "./scanner.ts";
import { SchedulesSchema, WindowSchema } from "./schedule.ts";
import { Secret, SecretTextSchema } from "./secret.ts";
import { ServeSchema } from "./serve.ts";

/** When a portal's plan is refused as a whole (design: guards). */
export const GuardSettingsSchema = z.strictObject({
  /** Largest share of links that may change at once, from `minLinks` links on. */
  maxShare: z.number().min(0).max(1).default(0.3),
  minLinks: z.int().min(1).default(10),
  /** A complete listing shorter than this share of the last one stops the portal. */
  minListed: z.number().min(0).max(1).default(0.8),
  /** Fields of the assigning side: a run that changes them in more than `maxProtected` tasks is refused. */
  protectedFields: z.array(FieldNameSchema).default(["dueOn", "leadOrganisation"]),
  maxProtected: z.int().min(0).default(10),
  /** Largest share of the tasks looked at (5 or more) in which the portal may have moved one and the same field. */
  maxMoved: z.number().min(0).max(1).default(0.5),
});
export type GuardSettings = z.infer<typeof GuardSettingsSchema>;

export const PortalConfigSchema = z.strictObject({
  /** The name of a shipped adapter, or the path of a profile (.yaml), relative to the configuration file. */
  adapter: z.string(),
  /** Overrides the adapter's stated limit, for a portal owner's written permission or a simulator. */
  requestsPerMinute: z.int().positive().optional(),
  parallel: z.int().min(1).max(64).optional(),
  /** PEM file with the intermediate certificates that the portal forgets to send. */
  caFile: z.string().optional(),
  /**
   * `{ weekday: thursday, at: "17:00" }`, `{ daily: "17:00" }` or `{ monthly: 25, at: "17:00" }`; a push that will not
   * finish by then says so early, and schedules run more often before.
   */
  cutOff: CutOffSchema,
  /** When the portal may be written to; left out: always. */
  windows: z.array(WindowSchema).default([]),
  guards: GuardSettingsSchema.prefault({}),
  /** Who decides a field at this portal, where that is not the usual owner (schemas/README.md, "Field ownership"). */
  owners: z.partialRecord(FieldNameSchema, OwnershipSchema).default({}),
  /** Checked by the adapter's own schema; a secret option may name the variable that holds it. */
  options: z.record(z.string(), z.unknown()).default({}),
});
export type PortalConfig = z.infer<typeof PortalConfigSchema>;

const SettingsSchema = z.strictObject({
  /** Register, ledger and evidence in pilot mode; relative to the configuration file. */
  dataDirectory: z.string().default("dongbo-data"),
  /** Signed statements of where the ledger ends. */
  checkpoints: z
    .strictObject({
      /** Where they are exported: a share or a stick, off this machine. Relative to the configuration file. */
      directory: z.string().min(1).optional(),
    })
    .prefault({}),
  evidence: z
    .strictObject({
      /** Where evidence is kept: in the data directory, or in a bucket of an S3-compatible server. */
      s3: BucketSchema.optional(),
      /** What scans each file when it is added and before it leaves; left out: nothing does. */
      scanner: ScannerSchema.optional(),
    })
    .prefault({}),
  /** By programme ("57-NQ/TW"; "*": every task): what a task needs before it is reported as completed. */
  programmes: z
    .record(z.string().min(1), z.strictObject({ completionNeeds: z.array(ProofSchema).min(1) }))
    .default({}),
  /** How many people approve a plan before it runs, by risk; left out: one, whoever it is. */
  approvals: ApprovalsSchema.optional(),
  /** Processes that stay: where they answer for their health, how they stop. */
  serve: ServeSchema,
  /** The pages for people that serve has. */
  console: ConsoleSchema,
  /** What becomes an alarm after how long, and who is told. */
  alarms: AlarmsSchema.prefault({}),
  /** When what the units have reported is frozen, and the reports that rest on it. */
  reports: ReportsSchema.prefault({}),
  portals: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), PortalConfigSchema).default({}),
  /** When portals are written to by themselves; left out: the usual timetable (src/schedule/README.md). */
  schedules: SchedulesSchema.optional(),
  calendar: z
    .strictObject({
      /** YAML file with an office's own working days and days off. Relative to the configuration file. */
      file: z.string().min(1).optional(),
    })
    .prefault({}),
});

/** The whole file. Which portals schedules name is looked at whatever else is wrong, so that all is told at once. */
export const ConfigSchema = SettingsSchema.check(z.superRefine(knowsItsPortals, { when: () => true }));
export type Config = z.infer<typeof ConfigSchema>;

/** As much of a file with mistakes in it as names portals. */
const PortalsNamedSchema = z.object({
  portals: z.record(z.string(), z.unknown()),
  schedules: z.record(
    z.string(),
    z.object({ portals: z.array(z.string()).default([]) }).catch({ portals: [] }),
  ),
});

function knowsItsPortals(written: unknown, { addIssue }: z.RefinementCtx): void {
  const { data } = PortalsNamedSchema.safeParse(written);
  if (data === undefined) return;
  const known = Object.keys(data.portals);
  for (const [schedule, { portals }] of Object.entries(data.schedules)) {
    for (const [place, portal] of portals.entries()) {
      if (known.includes(portal)) continue;
      const params = { says: "schedule.no_such_portal", known: known.join(", ") || "–" };
      addIssue({ code: "custom", input: portal, path: ["schedules", schedule, "portals", place], params });
    }
  }
}

/** The environment variables of the program itself; each portal adds its secrets. Source of `.env.example`. */
export const EnvironmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .optional()
    .describe(
      "PostgreSQL server, postgres://user:password@host/database. Empty: pilot mode, an embedded database.",
    ),
  DONGBO_CONFIG: z.string().default("dongbo.yaml").describe("Configuration file."),
  DONGBO_LANG: z.enum(["vi", "en"]).optional().describe("Language of messages. Empty: follows the locale."),
  DONGBO_SIGNING_KEY_FILE: z
    .string()
    .optional()
    .describe(
      "PEM file with the Ed25519 private key that signs the ledger. Empty: a key made in the data directory.",
    ),
  DONGBO_SESSION_KEY_FILE: z
    .string()
    .optional()
    .describe(
      "File with the key that handed-over portal sessions are sealed with (32 bytes in base64), the same for all workers. Empty: made in the data directory.",
    ),
  DONGBO_S3_ACCESS_KEY: SecretTextSchema.optional().describe(
    "Access key of the S3-compatible store that evidence.s3 in the configuration names.",
  ),
  DONGBO_S3_SECRET_KEY: SecretTextSchema.optional().describe("Secret of the same store: its secret key."),
  DONGBO_SMTP_PASSWORD: SecretTextSchema.optional().describe(
    "Password of alarms.email.user at the server that takes e-mail.",
  ),
  DONGBO_WEBHOOK_SECRET: SecretTextSchema.optional().describe(
    "Secret that notices to alarms.webhooks are signed with (HMAC-SHA256), 16 characters or more.",
  ),
  DONGBO_OIDC_CLIENT_SECRET: SecretTextSchema.optional().describe(
    "Secret of console.oidc.clientId at the office's own sign-in.",
  ),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"])
    .default("warn")
    .describe("What goes to standard error as log lines."),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      "Collector of OpenTelemetry that traces are sent to by OTLP over HTTP, http://127.0.0.1:4318. Empty: no traces.",
    ),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

/** Names of the secret options of an adapter: option -> environment variable. */
export function secretOptions(options: z.ZodObject): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, schema] of Object.entries(options.shape)) {
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    const variable = (inner as z.ZodType).meta()?.["secretVariable"];
    if (typeof variable === "string") found[name] = variable;
  }
  return found;
}

/** Puts secrets from the environment in the place of their variable names; leaves out what is not set. */
export function resolveSecrets(
  schema: z.ZodObject,
  options: Record<string, unknown>,
  environment: Record<string, string | undefined>,
): Record<string, unknown> {
  const resolved = { ...options };
  for (const [name, usual] of Object.entries(secretOptions(schema))) {
    const value = environment[typeof options[name] === "string" ? options[name] : usual];
    if (value === undefined || value === "") delete resolved[name];
    else resolved[name] = new Secret(value);
  }
  return resolved;
}
