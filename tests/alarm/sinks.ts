// Where notices arrive in tests: a real SMTP server that insists on encryption, and a real HTTP server that checks the
// signature. Either can be stopped and started again at the same port.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";
import { AlarmsSchema, type AlarmSettings } from "../../schemas/alarm.ts";
import { Secret } from "../../schemas/secret.ts";
import { openChannels, type Channel } from "../../src/alarm/channel.ts";

export const certificate = (name: string) =>
  new URL(`../portal/certificates/${name}`, import.meta.url).pathname;
const webhookSecret = "kiểm tra chữ ký của webhook";

/** What one notice looked like when it arrived. */
export interface Arrived {
  id: string;
  /** "began portal_silent nq57, nq71-dongnai": from the webhook's data, or the e-mail's subject line. */
  said: string;
  body: string;
}

export interface Sink {
  arrived: Arrived[];
  port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Takes e-mail after STARTTLS from whoever knows the password. */
export async function smtpSink(): Promise<Sink> {
  const arrived: Arrived[] = [];
  let server: SMTPServer | null = null;
  const sink: Sink = {
    arrived,
    port: 0,
    async start() {
      server = new SMTPServer({
        key: readFileSync(certificate("portal.key")),
        cert: readFileSync(certificate("portal.pem")),
        onAuth: ({ username, password }, _session, done) => {
          const isKnown = username === "dongbo" && password === "mật khẩu";
          done(isKnown ? null : new Error("no such user"), { user: username });
        },
        onData: (stream, { secure }, done) => {
          const parts: Buffer[] = [];
          stream.on("data", (part: Buffer) => parts.push(part));
          stream.on("end", () => {
            if (secure) arrived.push(mailOf(Buffer.concat(parts).toString("utf8")));
            done(secure ? null : new Error("not encrypted"));
          });
        },
      });
      server.on("error", () => undefined);
      const listening = once(server.listen(sink.port, "127.0.0.1"), "listening");
      await listening;
      sink.port = (server.server.address() as AddressInfo).port;
    },
    async stop() {
      const stopping = server;
      server = null;
      if (stopping !== null) await new Promise<void>((resolve) => stopping.close(() => resolve()));
    },
  };
  await sink.start();
  onTestFinished(() => sink.stop());
  return sink;
}

function mailOf(raw: string): Arrived {
  const folded = raw.replaceAll(/\r\n[ \t]/g, " ");
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(folded)?.[1]?.trim() ?? "";
  return { id: header("X-Dongbo-Notice"), said: decoded(header("Subject")), body: raw };
}

/** A header as people see it: "=?UTF-8?Q?C=E1=BB=95ng?=" is "Cổng". */
function decoded(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, way: string, text: string) => {
      if (way.toUpperCase() === "B") return Buffer.from(text, "base64").toString("utf8");
      const bytes = text
        .replaceAll("_", " ")
        .replaceAll(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, "latin1").toString("utf8");
    });
}

/** Takes signed notices; `answers` is the status it gives. */
export async function webhookSink(): Promise<
  Sink & { answers: number; asked: IncomingMessage["headers"][] }
> {
  const arrived: Arrived[] = [];
  const asked: IncomingMessage["headers"][] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString("utf8");
    asked.push(request.headers);
    const isSigned = signatureOf(request.headers, body);
    const status = isSigned ? sink.answers : 401;
    if (status === 200) arrived.push(documentOf(body));
    response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:9/" } : {}).end("{}");
  });
  const sink = {
    arrived,
    asked,
    answers: 200,
    port: 0,
    async start() {
      server.listen(sink.port, "127.0.0.1");
      await once(server, "listening");
      sink.port = (server.address() as AddressInfo).port;
    },
    async stop() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await sink.start();
  onTestFinished(() => sink.stop());
  return sink;
}

function signatureOf(headers: IncomingMessage["headers"], body: string): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-dongbo-signature"])) ?? [];
  return createHmac("sha256", webhookSecret).update(`${seconds}.${body}`).digest("hex") === given;
}

function documentOf(body: string): Arrived {
  const { id, change, kind, alarms } = JSON.parse(body) as {
    id: string;
    change: string;
    kind: string | null;
    alarms: { subject: string }[];
  };
  const subjects = alarms.map(({ subject }) => subject).join(", ");
  return { id, said: [change, kind, subjects].filter(Boolean).join(" "), body };
}

/** Settings that lead to both sinks, and the channels of them. */
export async function channelsTo(
  { smtp, webhook }: { smtp: Sink; webhook: Sink },
  { now, password = "mật khẩu", more = {} }: { now(): string; password?: string; more?: object },
): Promise<{ settings: AlarmSettings; channels: Channel[] }> {
  const settings = AlarmsSchema.parse({
    email: {
      host: "localhost",
      port: smtp.port,
      caFile: certificate("ca.pem"),
      user: "dongbo",
      from: "dongbo@tinh.example",
      to: ["truc@tinh.example"],
    },
    webhooks: [{ name: "truc-ban", url: `http://127.0.0.1:${webhook.port}/canh-bao` }],
    ...more,
  });
  const secrets = { smtpPassword: new Secret(password), webhookSecret: new Secret(webhookSecret) };
  const channels = await openChannels(settings, { ...secrets, beside: (path) => path, now });
  return { settings, channels };
}
