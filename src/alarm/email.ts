// Notices by e-mail. Certificates are checked always; without encryption only to this machine. One connection a notice:
// they are rare, and a pool would keep a process alive.
import { createTransport } from "nodemailer";
import { isLoopback, type AlarmSettings, type EmailSettings } from "../../schemas/alarm.ts";
import type { Secret } from "../../schemas/secret.ts";
import type { Channel } from "./channel.ts";
import { asEmail } from "./notice-text.ts";

const patienceMs = 15_000;

/** The channel "email". */
export function emailChannel(
  { host, port, tls, user, from, to }: EmailSettings,
  given: { password: Secret | undefined; ca: string[] | undefined; language: AlarmSettings["language"] },
): Channel {
  const auth = user === undefined ? {} : { auth: { user, pass: given.password?.reveal() ?? "" } };
  const transport = createTransport({
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls" && !isLoopback(host),
    // Said aloud, so that no environment variable can switch the check off.
    tls: { rejectUnauthorized: true, ...(given.ca && { ca: given.ca }) },
    ...auth,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: "email",
    async send(notice) {
      const domain = from.split("@").at(-1) ?? "localhost";
      await transport.sendMail({
        from,
        to,
        ...asEmail(notice, given),
        messageId: `<${notice.id}@${domain}>`,
        date: notice.at,
        headers: { "X-Dongbo-Notice": notice.id, "Auto-Submitted": "auto-generated" },
      });
    },
  };
}
