// Log lines for whoever runs the machine: JSON on standard error. Results go to standard output and proofs to the
// ledger, never here; secrets are kept out by type and, once more, by name.
import { pino } from "pino";

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const secretNames = ["password", "token", "authorization", "cookie", "secret", "DATABASE_URL"];

/**
 * A log that writes from `level` on ("debug", "info", "warn" or "error"). Writes at once: a crash loses no line. `always` is
 * asked for what every line carries besides its own fields.
 */
export function createLog(level: string, always: () => object = () => ({})): Log {
  const redact = { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: "[secret]" };
  const options = { level, redact, base: null, mixin: always, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, pino.destination({ dest: 2, sync: true }));
}
