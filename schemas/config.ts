// The configuration file (dongbo.yaml) and the environment. Unknown keys are rejected; secrets stand only in the
// environment.
import { z } from "zod";
import { BucketSchema } from "./bucket.ts";
import { ProofSchema } from "./evidence.ts";
import { FieldNameSchema, OwnershipSchema } from "./field.ts";
import { ScannerSchema } from "./scanner.ts";
import { Secret, SecretTextSchema } from "./secret.ts";
import { weekdays } from "./time.ts";

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

const ClockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");

/**
 * When what is due must have been sent, by the clock of Vietnam. Usually Thursday, 17:00: "cập nhật, báo cáo kết quả
 * thực hiện hàng tuần (trước 17 giờ 00 ngày thứ Năm)", Công văn of the steering committee of Đắk Lắk, May 2026, item 1.
 */
export const CutOffSchema = z
  .union([
    z.strictObject({ weekday: z.enum(weekdays), at: ClockTimeSchema }),
    z.strictObject({ daily: ClockTimeSchema }),
  ])
  .default({ weekday: "thursday", at: "17:00" });
export type CutOff = z.infer<typeof CutOffSchema>;

export const PortalConfigSchema = z.strictObject({
  adapter: z.string(),
  /** Overrides the adapter's stated limit, for a portal owner's written permission or a simulator. */
  requestsPerMinute: z.int().positive().optional(),
  parallel: z.int().min(1).max(64).optional(),
  /** PEM file with the intermediate certificates that the portal forgets to send. */
  caFile: z.string().optional(),
  /** `{ weekday: thursday, at: "17:00" }` or `{ daily: "17:00" }`; a push that will not finish by then says so early. */
  cutOff: CutOffSchema,
  guards: GuardSettingsSchema.prefault({}),
  /** Who decides a field at this portal, where that is not the usual owner (schemas/README.md, "Field ownership"). */
  owners: z.partialRecord(FieldNameSchema, OwnershipSchema).default({}),
  /** Checked by the adapter's own schema; a secret option may name the variable that holds it. */
  options: z.record(z.string(), z.unknown()).default({}),
});
export type PortalConfig = z.infer<typeof PortalConfigSchema>;

export const ConfigSchema = z.strictObject({
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
  portals: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), PortalConfigSchema).default({}),
});
export type Config = z.infer<typeof ConfigSchema>;

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
  DONGBO_S3_ACCESS_KEY: SecretTextSchema.optional().describe(
    "Access key of the S3-compatible store that evidence.s3 in the configuration names.",
  ),
  DONGBO_S3_SECRET_KEY: SecretTextSchema.optional().describe("Secret of the same store: its secret key."),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"])
    .default("warn")
    .describe("What goes to standard error as log lines."),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

/** Names of the secret options of an adapter: option -> environment variable. */
export function secretOptions(options: z.ZodObject): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, schema] of Object.entries(options.shape)) {
    const variable = (schema as z.ZodType).meta()?.["secretVariable"];
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
