// When a lane that was carried is carried again for the same call: never at once for what cannot go better at once.
import { expect, it } from "vitest";
import type { Phrase } from "../../schemas/phrase.ts";
import { later } from "../../schemas/time.ts";
import { pushLane } from "../../src/push/run.ts";
import { againAt } from "../../src/queue/again.ts";
import { openBreaker } from "../../src/store/breakers.ts";
import { onEachDatabase } from "../databases.ts";
import { aDesk } from "../push/desk.ts";
import { dueOn, half } from "./carrying-desk.ts";

const said: Phrase = { key: "push.paused_empty", values: {} };

onEachDatabase("a call that was carried", (open) => {
  it("goes when nothing is left, and waits as long as the reason allows otherwise", async () => {
    const made = await aDesk(await open(), { at: ["memory"], tasks: 2, dueOn });
    const { means, lane } = made;
    const nothing = await pushLane(means, lane);
    const after = async (of: Partial<typeof nothing>, handedBack = false) =>
      await againAt(means, lane, { report: { ...nothing, ...of }, handedBack });
    const inMs = (at: string | null) => (at === null ? null : Date.parse(at) - Date.parse(means.now()));

    expect(await after({})).toBeNull();
    expect(await after({ stopped: said })).toBeNull();
    await made.report(made.codes[0] ?? "", half);
    expect(inMs(await after({ left: 1 }, true))).toBe(0);
    expect(inMs(await after({ left: 1 }))).toBe(5_000);
    expect(inMs(await after({ busy: said }))).toBe(5_000);
    expect(inMs(await after({ stopped: said }))).toBe(60_000);
    for (const kind of ["paused", "signIn"] as const)
      expect(inMs(await after({ [kind]: said }))).toBe(900_000);
    expect(inMs(await after({ refusals: [said] }))).toBe(900_000);
    const opened = await means.store.transaction(
      async (tx) => await openBreaker(tx, { lane: "memory", state: {}, reason: said, forMs: 120_000 }),
    );
    const asked = opened.askedNext > later(means.now(), 5_000) ? opened.askedNext : later(means.now(), 5_000);
    expect(await after({ stopped: said })).toBe(asked);
    await made.stop();
  });
});
