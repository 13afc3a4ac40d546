// The ways out for notices, as the configuration names them: e-mail and webhooks. Each promises one thing: `send` resolves
// only when the other side took the notice, and throws otherwise.
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import type { AlarmSettings, Notice } from "../../schemas/alarm.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Instant } from "../../schemas/time.ts";

export interface Channel {
  /** "email", or the name of a webhook. */
  name: string;
  send(notice: Notice): Promise<void>;
}

export interface ChannelSecrets {
  smtpPassword: Secret | undefined;
  webhookSecret: Secret | undefined;
}

/** Shorter secrets can be guessed from one signed notice. */
const shortestSecret = 16;

/** Every configured channel; `beside` finds files of the configuration. UserError for a missing secret or a bad file. */
export async function openChannels(
  settings: AlarmSettings,
  given: ChannelSecrets & { beside(path: string): string; now(): Instant },
): Promise<Channel[]> {
  const { email, webhooks } = settings;
  const { smtpPassword, webhookSecret, beside, now } = given;
  const problems = [
    ...(email?.user !== undefined && smtpPassword === undefined ? [phrase("alarm.password_missing")] : []),
    ...(webhooks.length > 0 && (webhookSecret?.reveal().length ?? 0) < shortestSecret
      ? [phrase("alarm.secret_missing")]
      : []),
  ];
  if (problems.length > 0) throw new UserError(problems);
  const channels: Channel[] = [];
  if (email !== undefined) {
    const { emailChannel } = await import("./email.ts");
    const { language } = settings;
    channels.push(
      emailChannel(email, { password: smtpPassword, ca: trusted(email.caFile, beside), language }),
    );
  }
  if (webhooks.length > 0 && webhookSecret !== undefined) {
    const { webhookChannel } = await import("./webhook.ts");
    for (const webhook of webhooks) {
      channels.push(
        webhookChannel(webhook, { secret: webhookSecret, ca: trusted(webhook.caFile, beside), now }),
      );
    }
  }
  return channels;
}

/** The usual authorities and one's own; undefined: the usual ones. */
function trusted(file: string | undefined, beside: (path: string) => string): string[] | undefined {
  if (file === undefined) return undefined;
  try {
    return [...getCACertificates("default"), readFileSync(beside(file), "utf8")];
  } catch (error) {
    throw new UserError([phrase("alarm.ca_unreadable", { file, why: (error as Error).message })]);
  }
}
