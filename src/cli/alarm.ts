// dongbo alarm: what stands and who was told, and a test of every channel.
import type { Alarm } from "../../schemas/alarm.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { alarmText } from "../alarm/notice-text.ts";
import { testNotice } from "../alarm/notices.ts";
import { alarmsStanding, type Standing } from "../alarm/standing.ts";
import { tryChannel } from "../alarm/deliver.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { answer, atOffice, say, type Shell } from "./shell.ts";

export const listAlarms: Run = async (shell) =>
  await atOffice(shell, async ({ means, alarms: desk }) => {
    const alarms = await alarmsStanding(means.store, desk);
    answer(shell, { alarms: alarms.map((one) => asListed(shell, one)) }, () =>
      alarms.length === 0 ? say(shell, "alarm.none") : alarms.map((one) => inText(shell, one)).join("\n\n"),
    );
    return alarms.length === 0 ? 0 : 2;
  });

export const testChannels: Run = async (shell) =>
  await atOffice(shell, async ({ means, alarms: desk }) => {
    const channels = await desk.channels();
    if (channels.length === 0) throw new UserError([phrase("alarm.no_channel")]);
    const notice = testNotice({ id: means.newId(), now: means.now() });
    const tried = await Promise.all(
      channels.map(async (channel) => ({ channel: channel.name, failed: await tryChannel(channel, notice) })),
    );
    answer(shell, { notice: notice.id, channels: tried }, () =>
      tried
        .map(({ channel, failed }) =>
          failed === null
            ? `✓ ${say(shell, "alarm.test.taken", { channel })}`
            : `✗ ${say(shell, "alarm.test.failed", { channel, why: failed })}`,
        )
        .join("\n"),
    );
    return tried.every(({ failed }) => failed === null) ? 0 : 1;
  });

/** One line for each alarm that stands, for other commands. */
export function alarmLines(shell: Shell, alarms: readonly Alarm[]): string[] {
  return alarms.map((alarm) => {
    const { what, since } = alarmText(alarm, "began", shell.language);
    return `✗ ${what}. ${since}.`;
  });
}

function asListed(shell: Shell, { told, ...alarm }: Standing) {
  const { kind, subject, since, beganAt, values } = alarm;
  return { kind, subject, since, beganAt, values, text: alarmText(alarm, "began", shell.language), told };
}

function inText(shell: Shell, { told, ...alarm }: Standing): string {
  const { what, since, means, todo } = alarmText(alarm, "began", shell.language);
  const names = (done: boolean) =>
    (told ?? []).filter(({ deliveredAt }) => (deliveredAt !== null) === done).map(({ channel }) => channel);
  const [yes, no] = [names(true), names(false)];
  const lines = [
    `✗ ${what}`,
    `  ${since}`,
    ...(means === null ? [] : [`  ${say(shell, "alarm.what_it_means", { text: means })}`]),
    ...(todo === null ? [] : [`  ${say(shell, "alarm.what_to_do", { text: todo })}`]),
    ...(yes.length === 0 ? [] : [`  ${say(shell, "alarm.told", { channels: yes.join(", ") })}`]),
    ...(no.length === 0 ? [] : [`  ${say(shell, "alarm.not_told", { channels: no.join(", ") })}`]),
    ...(told?.length === 0 ? [`  ${say(shell, "alarm.told_nobody")}`] : []),
  ];
  return lines.map((line) => folded(line, shell)).join("\n");
}
