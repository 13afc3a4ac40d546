// Notices by webhook: one POST of JSON to the configured address, signed, with time-outs, following no redirect.
import { createHmac } from "node:crypto";
import { Agent, request } from "undici";
import type { Notice, WebhookSettings } from "../../schemas/alarm.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Instant } from "../../schemas/time.ts";
import type { Channel } from "./channel.ts";
import { asDocument } from "./notice-text.ts";

const patienceMs = 15_000;

/**
 * A webhook. `X-Dongbo-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of "SECONDS.BODY"; whoever takes it
 * refuses old times, and drops a `X-Dongbo-Notice` that it has seen.
 */
export function webhookChannel(
  { name, url }: WebhookSettings,
  { secret, ca, now }: { secret: Secret; ca: string[] | undefined; now(): Instant },
): Channel {
  return {
    name,
    async send(notice) {
      const body = JSON.stringify(asDocument(notice));
      const dispatcher = new Agent({
        connect: { timeout: patienceMs, rejectUnauthorized: true, ...(ca && { ca }) },
      });
      try {
        const answer = await request(url, {
          method: "POST",
          headers: headersOf(notice, { body, secret, at: now() }),
          body,
          dispatcher,
          headersTimeout: patienceMs,
          bodyTimeout: patienceMs,
          signal: AbortSignal.timeout(2 * patienceMs),
        });
        await answer.body.dump({ limit: 65_536 });
        if (answer.statusCode < 200 || answer.statusCode > 299) {
          throw new Error(`the webhook answered ${answer.statusCode}`);
        }
      } finally {
        await dispatcher.destroy();
      }
    },
  };
}

function headersOf(notice: Notice, { body, secret, at }: { body: string; secret: Secret; at: Instant }) {
  const seconds = Math.floor(Date.parse(at) / 1_000);
  const signed = createHmac("sha256", secret.reveal()).update(`${seconds}.${body}`).digest("hex");
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "dongbo",
    "x-dongbo-notice": notice.id,
    "x-dongbo-signature": `t=${seconds},v1=${signed}`,
  };
}
