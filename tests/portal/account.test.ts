// Two clients of one account, as in two processes, against a portal that counts: one quota, one silence.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Transient } from "../../schemas/errors.ts";
import { createHttp } from "../../src/portal/http-client.ts";
import { loadCircuit } from "../../src/portal/circuit.ts";
import { accountOf } from "../../src/push/account.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

/** A portal that notes when requests arrive. */
async function aPortal(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const arrivals: { at: number; path: string }[] = [];
  const server = createServer((request, response) => {
    arrivals.push({ at: performance.now(), path: request.url ?? "" });
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals };
}

async function aClient(store: Store, { url, requestsPerMinute }: { url: string; requestsPerMinute: number }) {
  const account = accountOf(store, "nq57");
  const http = createHttp({
    baseUrl: url,
    requestsPerMinute,
    parallel: 8,
    account,
    circuit: await loadCircuit(account),
    onExchange: () => undefined,
    now: () => new Date().toISOString(),
    timing: { repeatMs: 5 },
  });
  onTestFinished(async () => await http.close());
  return http;
}

const fine = (_request: IncomingMessage, response: ServerResponse) => response.end("{}");

onEachDatabase("clients of one account", (open) => {
  it("send at the account's rate together", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal(fine);
    const clients = [
      await aClient(store, { url, requestsPerMinute: 1_200 }),
      await aClient(store, { url, requestsPerMinute: 1_200 }),
    ];

    await Promise.all(
      clients.flatMap((http) => Array.from({ length: 20 }, async () => await http.read({ path: "/" }))),
    );

    // 40 requests are 39 times 50.25 ms, twice what each client needs for its own; a busy machine notes the first late.
    expect(arrivals).toHaveLength(40);
    expect((arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0)).toBeGreaterThan(1_500);
  });

  it("find the budget where a process left it that ended", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal(fine);
    await (await aClient(store, { url, requestsPerMinute: 60 })).read({ path: "/before" });

    await (await aClient(store, { url, requestsPerMinute: 60 })).read({ path: "/after" });

    const [before, after] = arrivals;
    expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThan(600);
  });

  it("are all silent when one of them was told to slow down", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal((request, response) => {
      const isFirst = request.url === "/first" && arrivals.length === 1;
      response.writeHead(isFirst ? 429 : 200, isFirst ? { "retry-after": "1" } : {}).end("{}");
    });
    const one = await aClient(store, { url, requestsPerMinute: 60_000 });
    const other = await aClient(store, { url, requestsPerMinute: 60_000 });
    const told = one.read({ path: "/first" });
    await expect.poll(() => arrivals.length).toBe(1);
    await expect
      .poll(
        async () => await store.read(async (tx) => await tx.selectFrom("rate_budget").selectAll().execute()),
      )
      .toMatchObject([{ quiet_until: expect.any(String) }]);

    await Promise.all([other.read({ path: "/other" }), told]);

    const [first, ...others] = arrivals;
    expect(others).toHaveLength(2);
    expect(Math.min(...others.map(({ at }) => at)) - (first?.at ?? 0)).toBeGreaterThan(950);
  });

  it("keep a write here while the portal wants silence for long, and say for how long", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal((_request, response) => {
      response.writeHead(429, { "retry-after": "600" }).end("{}");
    });
    const one = await aClient(store, { url, requestsPerMinute: 60_000 });
    const other = await aClient(store, { url, requestsPerMinute: 60_000 });
    await expect(one.read({ path: "/" })).rejects.toBeInstanceOf(Transient);

    const write = other.write({ method: "POST", path: "/", json: {} });

    await expect(write).rejects.toMatchObject({
      name: "Transient",
      retryAfterMs: expect.closeTo(600_000, -4),
    });
    expect(arrivals).toHaveLength(1);
  });

  it("wait for the new limit when an answer says that the old one is used up", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal((_request, response) => {
      const isFirst = arrivals.length === 1;
      response
        .writeHead(200, isFirst ? { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" } : {})
        .end("{}");
    });
    await (await aClient(store, { url, requestsPerMinute: 60_000 })).read({ path: "/" });

    await (await aClient(store, { url, requestsPerMinute: 60_000 })).read({ path: "/" });

    const [first, second] = arrivals;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
  });

  it("send no write any more once the portal is out of order, also not one that waits for its turn", async () => {
    const store = await open();
    const { url, arrivals } = await aPortal((request) => request.socket.destroy());
    const http = await aClient(store, { url, requestsPerMinute: 1_200 });

    const ends = await Promise.allSettled(
      Array.from({ length: 30 }, async () => await http.write({ method: "POST", path: "/", json: {} })),
    );

    expect(arrivals.length).toBeGreaterThanOrEqual(5);
    // What was under way when the fifth failed had left.
    expect(arrivals.length).toBeLessThanOrEqual(5 + 8);
    const names = ends.map((end) => (end.status === "rejected" ? (end.reason as Error).name : "done"));
    expect(names.filter((name) => name === "Uncertain")).toHaveLength(arrivals.length);
    expect(names.filter((name) => name === "Transient")).toHaveLength(30 - arrivals.length);
  });
});
