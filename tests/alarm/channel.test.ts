// The ways out, each against a real server: what must not pass does not, and what is told can be read.
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { AlarmsSchema, type Notice } from "../../schemas/alarm.ts";
import { openChannels } from "../../src/alarm/channel.ts";
import { asEmail } from "../../src/alarm/notice-text.ts";
import { tryChannel } from "../../src/alarm/deliver.ts";
import { testNotice } from "../../src/alarm/notices.ts";
import { channelsTo, smtpSink, webhookSink } from "./sinks.ts";

const now = () => "2026-03-04T02:00:00.000Z";
const notice = () => testNotice({ id: randomUUID(), now: now() });

it("sends no e-mail to a server whose certificate nobody trusts", async () => {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  const { settings } = await channelsTo({ smtp, webhook }, { now });
  const { caFile: _, ...email } = settings.email ?? {};
  const secrets = { smtpPassword: undefined, webhookSecret: undefined, beside: (path: string) => path, now };
  const stranger = AlarmsSchema.parse({ email: { ...email, user: undefined } });
  const [channel] = await openChannels(stranger, secrets);

  expect(channel && (await tryChannel(channel, notice()))).toMatch(/certificate/);
  expect(smtp.arrived).toEqual([]);
});

it("says why the server did not take an e-mail, and never shows the password", async () => {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  const { channels } = await channelsTo({ smtp, webhook }, { now, password: "sai mật khẩu" });
  const [email] = channels;
  const failed = email && (await tryChannel(email, notice()));

  expect(failed).toMatch(/535|no such user/);
  expect(failed).not.toContain("sai mật khẩu");
});

it("delivers a test under one id by every channel", async () => {
  const [smtp, webhook] = [await smtpSink(), await webhookSink()];
  const { channels } = await channelsTo({ smtp, webhook }, { now });
  const sent = notice();
  const failed = await Promise.all(channels.map(async (channel) => await tryChannel(channel, sent)));

  expect(failed).toEqual([null, null]);
  expect(smtp.arrived.map(({ id, said }) => [id, said])).toEqual([[sent.id, "[dongbo] Thử kênh cảnh báo"]]);
  expect(smtp.arrived[0]?.body).toContain(`Message-ID: <${sent.id}@tinh.example>`);
  expect(webhook.arrived.map(({ id }) => id)).toEqual([sent.id]);
});

it("asks for the secrets that are missing, all at once", async () => {
  const settings = AlarmsSchema.parse({
    email: { host: "mail.example", user: "dongbo", from: "a@b.example", to: ["c@d.example"] },
    webhooks: [{ name: "truc", url: "https://truc.example/" }],
  });
  const secrets = { smtpPassword: undefined, webhookSecret: undefined, beside: (path: string) => path, now };

  await expect(openChannels(settings, secrets)).rejects.toMatchObject({
    problems: [{ key: "alarm.password_missing" }, { key: "alarm.secret_missing" }],
  });
});

it.each(["http://truc.example/", "https://a:b@truc.example/", "ftp://truc.example/", "truc.example"])(
  "takes no webhook at %s",
  (url) => {
    expect(AlarmsSchema.safeParse({ webhooks: [{ name: "truc", url }] }).success).toBe(false);
  },
);

it("says what, since when, what it means and what to do, in both languages", () => {
  const alarm = {
    kind: "portal_silent" as const,
    subject: "nq57",
    since: now(),
    beganAt: now(),
    values: { portal: "nq57", cause: "no_answer", sure: "yes", why: "<b>" },
    wellSince: null,
    toldAt: now(),
    endedAt: null,
    returns: 0,
  };
  const told: Notice = { id: "1", at: now(), change: "began", kind: "portal_silent", alarms: [alarm] };
  const { subject, text, html } = asEmail(told, { language: "vi" });

  expect(subject).toBe("[dongbo] Cổng nq57 không làm việc: không kết nối được");
  expect(text.split("\n").slice(0, 4)).toEqual([
    "Cổng nq57 không làm việc: không kết nối được",
    "Từ 04/03/2026 09:00",
    expect.stringMatching(/^Nghĩa là: /),
    expect.stringMatching(/^Việc cần làm: /),
  ]);
  expect(text).toContain("Portal nq57 does not work: no connection");
  expect(html).toContain("<strong>Cổng nq57 không làm việc: không kết nối được</strong>");
});
