// The guard itself is tested: an interception that silently does not happen looks like a network error.
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { request } from "undici";
import { createHttp } from "../../src/portal/http-client.ts";
import { offline } from "../offline.ts";

let backOnline: () => Promise<void>;
beforeEach(async () => {
  backOnline = await offline();
});
afterEach(() => backOnline());

function aClient(baseUrl: string) {
  const ends: string[] = [];
  const http = createHttp({
    baseUrl,
    requestsPerMinute: Infinity,
    parallel: 1,
    onExchange: (exchange) => ends.push(exchange.response),
    now: () => "2025-12-31T09:00:00.000Z",
    timing: { repeatMs: 1 },
  });
  return { http, ends };
}

test("a request to another host that nobody handles fails, and not for want of a network", async () => {
  await expect(request("http://cong.example/api")).rejects.toThrow(/msw|unhandled|onUnhandled/i);
});

test("the client for portals is held as well", async () => {
  const { http, ends } = aClient("http://cong.example");

  await expect(http.read({ path: "/api" })).rejects.toThrow();

  expect(ends.join("\n")).not.toMatch(/ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/);
  expect(ends.length).toBeGreaterThan(0);
});

test("loopback goes through", async () => {
  const server = createServer((_asked, response) => response.end("{}"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { http } = aClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  const reply = await http.read({ path: "/" });

  await http.close();
  server.close();
  expect(reply.status).toBe(200);
});
