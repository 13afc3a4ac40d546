// Each adapter against a portal that was recorded: strictly what was asked and answered then, without a network.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { portals } from "../../adapters/all.ts";
import { readRecording, writeRecording, type RecordedExchange } from "../../schemas/recording.ts";
import { leaksIn } from "../leaks.ts";
import { recorded, replayed, strangersOptions, type Seen } from "./conversation.ts";

const file = (name: string) => readFileSync(new URL(`recordings/${name}`, import.meta.url), "utf8");
const imitated = portals.filter(({ simulator }) => simulator !== undefined);

describe.each(imitated.map((portal) => [portal.name, portal] as const))("%s", (name, portal) => {
  test("makes the same of the answers that were once recorded (else: npm run record)", async () => {
    const recording = readRecording(file(`${name}.jsonl`));
    const expected = JSON.parse(file(`${name}.seen.json`)) as Seen;

    const seen = await replayed(portal, { recording, options: await strangersOptions(portal) });

    expect(seen).toEqual(expected);
  });

  test("sees the same tasks in a recording as at the portal", async () => {
    const { seen, recording } = await recorded(portal);

    const again = await replayed(portal, { recording, options: await strangersOptions(portal) });

    expect(again).toEqual(seen);
  });

  test("leaves no secret in a recording, in no spelling, and no person", async () => {
    const said = "Liên hệ: can.bo@dongnai.example, 0912 345 678";
    const { recording, secrets } = await recorded(portal, said);

    const text = writeRecording(recording);

    expect(secrets.length).toBeGreaterThan(1);
    expect(leaksIn(text, secrets)).toEqual([]);
    expect(text).not.toMatch(/can\.bo|345 678/);
    expect(text).toMatch(/Liên hệ: \[personal-\d\], \[personal-\d\]/);
  });

  test("fails on a request that was not recorded, and names both", async () => {
    const { recording } = await recorded(portal);
    const changed = recording.map((one, at) =>
      at === indexOfWrite(recording) ? { ...one, path: `${one.path}-cu` } : one,
    );

    const replaying = replayed(portal, { recording: changed, options: await strangersOptions(portal) });

    await expect(replaying).rejects.toThrow(
      /asked (PUT|POST|PATCH) \/.*, expected .*\n(.*\n)*never asked: .*-cu/,
    );
  });

  test("fails on a body of another shape, and names both", async () => {
    const { recording } = await recorded(portal);
    const changed = recording.map((one, at): RecordedExchange =>
      at === indexOfWrite(recording) ? { ...one, body: { as: "json", json: { khac: 1 } } } : one,
    );

    const replaying = replayed(portal, { recording: changed, options: await strangersOptions(portal) });

    await expect(replaying).rejects.toThrow(
      /with a body of the shape .*, expected \{"json":\{"khac":"number"\}\}/,
    );
  });

  test("fails when a read that came after a write comes before it", async () => {
    const { recording } = await recorded(portal);
    const write = indexOfWrite(recording);
    const moved = recording.toSpliced(write, 1).toSpliced(0, 0, ...recording.slice(write, write + 1));
    const taskPath = recording[write]?.path.split("/").slice(0, 5).join("/") ?? "";
    const reads = moved.map((one) =>
      one.kind === "read" && one.path === taskPath ? { ...one, path: "/x/1" } : one,
    );

    const replaying = replayed(portal, { recording: reads, options: await strangersOptions(portal) });

    await expect(replaying).rejects.toThrow(/asked GET .*never asked: GET \/x\/1/s);
  });
});

test.each(["dean06", "nq57", "nq71-dongnai", "nq71-mst"])("the recording of %s holds a sign-in", (name) => {
  const kinds = readRecording(file(`${name}.jsonl`)).map(({ kind }) => kind);

  expect(kinds).toContain("signIn");
});

/** The first write with a JSON body: the report of progress. */
function indexOfWrite(recording: readonly RecordedExchange[]): number {
  return recording.findIndex(({ kind, body }) => kind === "write" && body.as === "json");
}
