// The door: a small HTTP server for whoever watches the machine. It asks for nothing, changes nothing and tells nothing
// that is secret; pages for people may hang on the same server.
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Log } from "../log.ts";
import { listenAt, type Open } from "./listen.ts";
import type { Vitals } from "./vitals.ts";

/** What the door tells besides the vitals. */
export interface Told {
  vitals: Vitals;
  /** Metrics as Prometheus reads them; `null` where there are none. */
  metrics: (() => Promise<string>) | null;
  log: Log;
}

/** Opens it at `listen` (schemas/serve.ts). UserError when the address cannot be had. */
export async function openDoor(listen: string, told: Told): Promise<Open> {
  return await listenAt(listen, { name: "door", setting: "serve.listen", answer: answersOf(told).fetch });
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
