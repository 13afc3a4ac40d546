import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openOffice } from "../src/office.ts";
import { heardBy } from "./cli/listening-shell.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const everyMistake = `
dataDirektory: here
serve: { stopWithinSeconds: 0 }
portals:
  p:
    adapter: nq57
    cutOff: { weekday: someday, at: "17:00" }
    windows:
      - { deny: "0 25 * * *", lasts: 1h }
      - { allow: "0 6 * * *", lasts: 40d, timeZone: Asia/Hanoi }
      - { lasts: 1h }
schedules:
  own: { portals: [q, p, r], cron: "61 * * * *", timeZone: local, misssed: once }
  by-chance: { cron: "H 7 * * *" }
  too-often: { nearCutOff: [{ within: 1h, every: 30s }, { within: soon, every: 1h }] }
  never: { full: true }
`;

const told = [
  "dataDirektory",
  "serve.stopWithinSeconds",
  "portals.p.cutOff",
  "portals.p.windows.0.deny: cannot read “0 25 * * *”",
  "portals.p.windows.1.lasts: “40d” cannot be",
  "portals.p.windows.1.timeZone: there is no time zone “Asia/Hanoi”",
  "portals.p.windows.2 must have exactly one",
  "schedules.own.portals.0: no portal “q” is configured. Configured: p.",
  "schedules.own.portals.2: no portal “r”",
  "schedules.own.cron: cannot read “61 * * * *”",
  "schedules.own.timeZone: there is no time zone “local”",
  "schedules.own.misssed",
  "schedules.by-chance.cron: cannot read “H 7 * * *”",
  "schedules.too-often.nearCutOff.0.every: “30s” cannot be",
  "schedules.too-often.nearCutOff.1.within",
  "schedules.never has neither cron nor nearCutOff",
];

describe("a configuration with mistakes in it", () => {
  it.each(["config check", "doctor", "serve"])(
    "is refused by %s with every mistake and its place",
    async (command) => {
      const file = join(await temporaryFolder(), "dongbo.yaml");
      await writeFile(file, everyMistake);
      const { code, out, err } = await heardBy(
        {
          configFile: file,
          openOffice: async (wish) =>
            await openOffice({
              configFile: file,
              variables: {},
              language: "en",
              user: "clerk",
              carrier: "here",
              now: () => "2026-11-26T08:00:00.000Z",
              elapsed: () => 0,
              wait: async () => {},
              ...wish,
            }),
        },
        "en",
        ...command.split(" "),
      );
      expect({ code, out }).toEqual({ code: 1, out: "" });
      const lines = err.split("\n").filter((line) => line.includes(file));
      expect(lines).toHaveLength(told.length);
      for (const mistake of told) expect(lines).toContainEqual(expect.stringContaining(mistake));
    },
  );
});
