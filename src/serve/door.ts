// The door: a small HTTP server for whoever watches the machine. It asks for nothing, changes nothing and tells nothing
// that is secret; pages for people may hang on the same server.
import { serve, type ServerType } from "@hono/node-server";
import { once } from "node:events";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { placeOf } from "../../schemas/serve.ts";
import type { Log } from "../log.ts";
import type { Part } from "./part.ts";
import type { Vitals } from "./vitals.ts";

/** A browser or a scraper asks in one short request; whoever dawdles is hung up on. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 8_192,
};

export interface Open extends Part {
  /** Where it answers: "http://127.0.0.1:8457". */
  url: string;
}

/** What the door tells besides the vitals. */
export interface Told {
  vitals: Vitals;
  /** Metrics as Prometheus reads them; `null` where there are none. */
  metrics: (() => Promise<string>) | null;
  log: Log;
}

/** Opens it at `listen` (schemas/serve.ts). UserError when the address cannot be had. */
export async function openDoor(listen: string, told: Told): Promise<Open> {
  const place = placeOf(listen);
  if (place === null) throw new Error(`${listen} is no address`);
  const { host, port } = place;
  const server = serve({ fetch: answersOf(told).fetch, hostname: host, port, serverOptions: limits });
  try {
    await once(server, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const taken = code === "EADDRINUSE";
    throw new UserError([
      taken
        ? phrase("serve.port_taken", { listen })
        : phrase("serve.cannot_listen", { listen, why: message }),
    ]);
  }
  return { name: "door", url: urlOf(server, host), stop: async () => await close(server) };
}

function answersOf({ vitals, metrics, log }: Told): Hono {
  const app = new Hono();
  app.use(secureHeaders({ strictTransportSecurity: false, xFrameOptions: "DENY" }));
  app.use(async ({ header }, next) => {
    await next();
    header("Cache-Control", "no-store");
  });
  app.get("/health", (asked) => {
    const health = vitals.health();
    return asked.json(health, health.ok ? 200 : 503);
  });
  app.get("/ready", async (asked) => {
    const readiness = await vitals.readiness();
    return asked.json(readiness, readiness.ok ? 200 : 503);
  });
  if (metrics !== null) {
    app.get("/metrics", async (asked) =>
      asked.text(await metrics(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }),
    );
  }
  app.notFound((asked) => asked.json({ ok: false }, 404));
  app.onError((error, asked) => {
    log.warn({ path: asked.req.path, error: String(error) }, "the door could not answer");
    return asked.json({ ok: false }, 500);
  });
  return app;
}

function urlOf(server: ServerType, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function close(server: ServerType): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  if ("closeAllConnections" in server) server.closeAllConnections();
  await closed;
}
