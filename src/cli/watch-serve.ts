// dongbo watch: asks serve whether it lives, once or until it is stopped, and tells by the channels of alarms.
import { randomUUID } from "node:crypto";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type PhraseKey } from "../../schemas/phrase.ts";
import { watchOnce, type ServeSeen } from "../alarm/watch-serve.ts";
import type { Run } from "./commands.ts";
import { answer, say } from "./shell.ts";

const askEveryMs = 30_000;
const napMs = 500;

const sentences: Readonly<Record<ServeSeen, PhraseKey>> = {
  well: "alarm.watch.well",
  unready: "alarm.watch.unready",
  "without database": "alarm.watch.without_database",
  silent: "alarm.watch.silent",
};

export const watchServe: Run = async (shell, { options }) => {
  const { alarms, address } = await shell.watchPost();
  if (address === null) throw new UserError([phrase("alarm.watch.nowhere")]);
  const { settings, watchBook: file } = alarms;
  const channels = await alarms.channels();
  if (channels.length === 0) throw new UserError([phrase("alarm.no_channel")]);
  const look = async () =>
    await watchOnce({ settings, channels, file, address, now: shell.now, newId: randomUUID });
  let { seen } = await look();
  if (options["once"] !== true) {
    const until = { stopped: false };
    const stop = shell.untilStopped().then(() => (until.stopped = true));
    while (!until.stopped) {
      for (let waited = 0; waited < askEveryMs && !until.stopped; waited += napMs) await shell.wait(napMs);
      if (!until.stopped) ({ seen } = await look());
    }
    await stop;
  }
  answer(shell, { address, seen }, () => say(shell, sentences[seen], { address }));
  return seen === "well" ? 0 : 2;
};
