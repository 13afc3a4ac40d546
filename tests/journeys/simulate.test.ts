// Somebody tries out a portal that is not there: an imitation in one window, a first sign-in with a recording in another.
import { readFile, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { expect, it } from "vitest";
import { readRecording } from "../../schemas/recording.ts";
import { leaksIn } from "../leaks.ts";
import { aDesk } from "./desk.ts";

it("imitates a portal until Ctrl-C, and records what it says to a first sign-in", async () => {
  const desk = await aDesk();
  const imitation = desk.start("portal", "simulate", "nq57", "--json", "--tasks", "3");
  let told = "";
  imitation.child.stderr?.on("data", (text: string) => (told += text));
  while (!told.includes("Ctrl-C")) await once(imitation.child.stderr ?? imitation.child, "data");
  const secrets = [...told.matchAll(/^([A-Z0-9_]+)=(\S+)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  Object.assign(desk.environment, Object.fromEntries(secrets));
  await writeFile(desk.path("thu.yaml"), /^portals:\n(?: .*\n)+/m.exec(told)?.[0] ?? "");
  const check = async () =>
    await desk.run("portal", "check", "nq57", "--config", "thu.yaml", "--record", "ghi.jsonl");

  const first = await check();
  const second = await check();
  imitation.child.kill("SIGINT");
  const end = await imitation.ended;

  const text = await readFile(desk.path("ghi.jsonl"), "utf8");
  const recording = readRecording(text);
  expect(first.err).toContain(`Đã ghi ${recording.length} trao đổi`);
  expect(recording[0]).toMatchObject({ kind: "signIn", path: "/api/v1/security/login" });
  expect(
    leaksIn(
      text,
      secrets.map(([, value]) => value ?? ""),
    ),
  ).toEqual([]);
  expect([second.code, second.err]).toEqual([1, expect.stringContaining("“ghi.jsonl” đã có")]);
  expect(end.code).toBe(0);
  expect(end.json()).toMatchObject({ portal: "nq57", seed: null, requests: recording.length, writes: 0 });
});
