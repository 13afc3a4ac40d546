// A secret by type: it shows itself to nobody unless asked by name.
import { z } from "zod";
import { inspect } from "node:util";

export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The plain text; called only where it is put on the wire. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return "[secret]";
  }
  toJSON(): string {
    return "[secret]";
  }
  [inspect.custom](): string {
    return "[secret]";
  }
}

/** A text that is a secret from the moment it is read. */
export const SecretTextSchema = z.string().transform((text) => new Secret(text));

/**
 * The option `session` of a portal where a person signs in: what the browser held, in the form that the facts name.
 * Filled when the portal is opened, from what was handed over; never from the configuration or the environment.
 */
export function sessionSecret() {
  return z.instanceof(Secret).optional();
}

/**
 * A secret option of a portal. The configuration never holds the secret, only (optionally) the name of another
 * environment variable than the usual one; `resolveSecrets` in config.ts puts a `Secret` in its place.
 */
export function secret(variable: string) {
  return z.instanceof(Secret).meta({ secretVariable: variable });
}
