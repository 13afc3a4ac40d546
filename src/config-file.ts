// Reads dongbo.yaml and the environment against their schemas; every problem at once, with its place and the fix.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { parse } from "yaml";
import {
  ConfigSchema,
  EnvironmentSchema,
  resolveSecrets,
  secretOptions,
  type Config,
  type Environment,
  type PortalConfig,
} from "../schemas/config.ts";
import { CalendarFileSchema, type CalendarFile } from "../schemas/calendar.ts";
import type { BucketAccess } from "../schemas/bucket.ts";
import { UserError } from "../schemas/errors.ts";
import { signInByPerson } from "../schemas/facts.ts";
import { isPhraseKey, phrase, type Phrase } from "../schemas/phrase.ts";
import type { Portal } from "./portal/contract.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** The program's own variables; UserError naming each that cannot be used. Empty counts as not set. */
export function readEnvironment(variables: Variables): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = EnvironmentSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UserError(
    parsed.error.issues.map(({ path, message }) =>
      phrase("config.environment", {
        variable: path.join("."),
        read: given[String(path[0])] ?? "",
        why: message,
      }),
    ),
  );
}

/** The configuration; UserError with every problem. Portals' own options are checked when they are opened. */
export function readConfig(file: string): Config {
  let written: unknown;
  try {
    written = parse(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new UserError([phrase("config.unreadable", { file, why: (error as Error).message })]);
  }
  const parsed = ConfigSchema.safeParse(written, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError(problemsOf(parsed.error, { file, at: "" }));
}

/** An office's own working days and days off; `null`: it names no file. UserError with every problem of that file. */
export function readCalendarFile({ calendar }: Config, configFile: string): CalendarFile | null {
  if (calendar.file === undefined) return null;
  const file = resolve(dirname(configFile), calendar.file);
  let written: unknown;
  try {
    written = parse(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new UserError([phrase("config.unreadable", { file, why: (error as Error).message })]);
  }
  const parsed = CalendarFileSchema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new UserError(problemsOf(parsed.error, { file, at: "" }));
}

/** The bucket that keeps evidence, opened by its keys; undefined: the data directory does. UserError for missing keys. */
export function readBucket(
  { config, file }: { config: Config; file: string },
  environment: Environment,
): BucketAccess | undefined {
  const { s3 } = config.evidence;
  if (s3 === undefined) return undefined;
  const { DONGBO_S3_ACCESS_KEY: accessKey, DONGBO_S3_SECRET_KEY: secretKey } = environment;
  if (accessKey === undefined || secretKey === undefined) {
    const keys = { DONGBO_S3_ACCESS_KEY: accessKey, DONGBO_S3_SECRET_KEY: secretKey };
    const missing = Object.entries(keys).filter(([, key]) => key === undefined);
    throw new UserError(
      missing.map(([variable]) => phrase("config.evidence_key_missing", { file, variable })),
    );
  }
  const { caFile, ...bucket } = s3;
  const ca = caFile === undefined ? {} : { caFile: resolve(dirname(file), caFile) };
  return { ...bucket, ...ca, accessKey, secretKey };
}

/** A configured portal's adapter and checked options, or every problem of them. */
export function readPortal(
  { name, config, file }: { name: string; config: PortalConfig; file: string },
  adapters: readonly Portal[],
  variables: Variables,
): { adapter: Portal; options: unknown } | { problems: Phrase[] } {
  const adapter = adapters.find((one) => one.name === config.adapter);
  if (adapter === undefined) {
    const known = adapters.map((one) => one.name).join(", ");
    return {
      problems: [phrase("config.no_such_adapter", { file, portal: name, adapter: config.adapter, known })],
    };
  }
  const options = resolveSecrets(adapter.options, config.options, variables);
  const needed = signInByPerson(adapter.facts, options) === null ? secretOptions(adapter.options) : {};
  const missing = Object.entries(needed).filter(([option]) => !(option in options));
  const problems = missing.map(([option, usual]) => {
    const variable = typeof config.options[option] === "string" ? config.options[option] : usual;
    return phrase("config.secret_missing", { file, portal: name, variable, option });
  });
  const parsed = adapter.options.safeParse(options);
  if (parsed.success && missing.length === 0) return { adapter, options: parsed.data };
  const secrets = new Set(missing.map(([option]) => option));
  const others = (parsed.error?.issues ?? []).filter(({ path }) => !secrets.has(String(path[0])));
  const at = `portals.${name}.options.`;
  return { problems: [...problems, ...others.map((issue) => problemOf(issue, { file, at }))] };
}

function problemsOf(error: z.ZodError, place: { file: string; at: string }): Phrase[] {
  return error.issues.map((issue) => problemOf(issue, place));
}

function problemOf(issue: z.core.$ZodIssue, { file, at }: { file: string; at: string }): Phrase {
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `${at}${[...issue.path, key].join(".")}`);
    return phrase("config.unknown_key", { file, keys: keys.join(", ") });
  }
  const path = `${at}${issue.path.join(".")}`;
  const { says, ...values } = (issue.code === "custom" ? issue.params : undefined) ?? {};
  if (typeof says === "string" && isPhraseKey(says)) {
    const read = typeof issue.input === "string" ? issue.input : null;
    return phrase(says, { ...values, read, file, path });
  }
  return phrase("config.bad", { file, path, why: issue.message });
}
