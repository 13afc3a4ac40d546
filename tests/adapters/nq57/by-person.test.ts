// The adapter with what a person's browser held: no password is tried, and a session that ended is SignedOut.
import { expect, it, onTestFinished } from "vitest";
import { SignedOut } from "../../../schemas/errors.ts";
import { Secret } from "../../../schemas/secret.ts";
import { portal } from "../../../adapters/nq57/adapter.ts";
import { simulator as nq57Simulator } from "../../../adapters/nq57/simulator.ts";
import { createHttp } from "../../../src/portal/http-client.ts";
import { aChange, listed } from "./signed-in.ts";

const hourMs = 3_600_000;

async function aBrowser() {
  const clock = { at: Date.parse("2026-11-24T01:00:00Z") };
  const simulator = await nq57Simulator.start({ now: () => clock.at });
  const [id = ""] = simulator.seed([
    { code: "NV-1", title: "Nhiệm vụ NV-1", dueOn: "2026-12-31", leadOrganisation: null },
  ]);
  simulator.script([{ fault: "captcha", on: "signIn", times: 100 }]);
  const http = createHttp({
    baseUrl: simulator.url,
    requestsPerMinute: Infinity,
    parallel: 4,
    onExchange: () => undefined,
    now: () => new Date().toISOString(),
    timing: { repeatMs: 1 },
  });
  onTestFinished(async () => {
    await http.close();
    await simulator.stop();
  });
  const open = async (options: Record<string, unknown>) =>
    await portal.open(portal.options.parse({ baseUrl: simulator.url, signIn: "person", ...options }), http);
  return { simulator, clock, id, http, open, signedIn: () => simulator.signInAsPerson?.().session ?? "" };
}

it("reads and writes as the person, whose name it tells, and never logs in", async () => {
  const { simulator, id, open, signedIn } = await aBrowser();

  const session = await open({ session: new Secret(signedIn()) });
  await session.sendProgress?.(await aChange(session, id, { percent: 30 }));

  expect(session.account).toBe("Nguyễn Thị Lan");
  expect(simulator.held()).toMatchObject([{ fields: { percent: 30 } }]);
  expect(simulator.arrivals().filter(({ path }) => /login|refresh/.test(path))).toEqual([]);
});

it("goes on with the cookie that an answer renewed", async () => {
  const { clock, id, open, signedIn } = await aBrowser();
  const session = await open({ session: new Secret(signedIn()) });

  clock.at += 7 * hourMs;
  await session.sendProgress?.(await aChange(session, id, { percent: 30 }));
  clock.at += 7 * hourMs;

  expect(await listed(session)).toMatchObject([{ fields: { percent: 30 } }]);
});

it("is SignedOut where a cookie is unknown, and when the session ends, without another try", async () => {
  const { simulator, clock, open, signedIn } = await aBrowser();
  const session = await open({ session: new Secret(signedIn()) });
  const before = simulator.arrivals().length;

  clock.at += 9 * hourMs;
  const reading = listed(session);

  await expect(reading).rejects.toThrow(SignedOut);
  expect(simulator.arrivals().length - before).toBe(1);
  await expect(open({ session: new Secret("session=unknown") })).rejects.toThrow(SignedOut);
});

it("is SignedOut where the portal takes no password", async () => {
  const { simulator, http } = await aBrowser();
  const options = portal.options.parse(simulator.options);

  await expect(portal.open(options, http)).rejects.toThrow(SignedOut);
});
