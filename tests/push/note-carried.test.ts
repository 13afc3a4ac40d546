// How carrying a lane is noted, whatever becomes of it: a look, a quiet run, a portal that went away.
import { expect, it } from "vitest";
import { SignedOut, Transient, Unrecognised } from "../../schemas/errors.ts";
import { causeOf } from "../../src/push/note-carried.ts";
import { pushLane } from "../../src/push/run.ts";
import { freshnessKnown } from "../../src/store/freshness.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn } from "./desk.ts";

onEachDatabase("carrying a lane", (open) => {
  const aDesk = desksOn(open);

  it("is fresh after a look and after a quiet run, and not after a failed one", async () => {
    const { means, lane, simulator, codes, report } = await aDesk({ at: ["nq57"], tasks: 1 });
    const fresh = async () => (await means.store.read(freshnessKnown)).find((one) => one.lane === lane.name);
    const first = await fresh();
    expect(first).toMatchObject({ workedAt: first?.triedAt, trouble: null });
    await means.wait(60_000);
    await pushLane(means, lane);
    const quiet = await fresh();
    expect((quiet?.workedAt ?? "") > (first?.workedAt ?? "")).toBe(true);
    await report(codes[0] ?? "", { percent: 10 });
    await simulator.stop();
    await means.wait(60_000);
    await pushLane(means, lane);

    const gone = await fresh();
    expect(gone).toMatchObject({
      workedAt: quiet?.workedAt,
      trouble: { cause: "no_answer", since: gone?.triedAt },
    });
    await means.wait(60_000);
    await pushLane(means, lane);
    expect((await fresh())?.trouble?.since).toBe(gone?.triedAt);
  });
});

const refused = Object.assign(new Error("connect ECONNREFUSED"), {
  code: "ECONNREFUSED",
  syscall: "connect",
});
const noRoute = Object.assign(new Error("connect ENETUNREACH"), { code: "ENETUNREACH", syscall: "connect" });
const noName = Object.assign(new Error("getaddrinfo EAI_AGAIN"), {
  code: "EAI_AGAIN",
  syscall: "getaddrinfo",
});

it.each([
  [new Transient("no connection", { cause: refused }), "no_answer"],
  [new Transient("no connection", { cause: noRoute }), "no_line"],
  [new Transient("no connection", { cause: new AggregateError([noRoute, noName]) }), "no_line"],
  [new Transient("no connection", { cause: new AggregateError([noRoute, refused]) }), "no_answer"],
  [new Transient("the portal failed (503)"), "failed"],
  [new SignedOut("wrong password"), "signed_out"],
  [new Unrecognised("what is this", ""), "unrecognised"],
  [new Error("a bug"), "own_fault"],
] as const)("lays %s to %s", (error, cause) => {
  expect(causeOf(error)).toBe(cause);
});
