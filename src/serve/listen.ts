// Listens at an address and hands each request to a function; a part that can be stopped.
import { serve, type ServerType } from "@hono/node-server";
import { once } from "node:events";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { placeOf } from "../../schemas/serve.ts";
import type { Part } from "./part.ts";

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

export type Answer = Parameters<typeof serve>[0]["fetch"];

/** Listens at `listen` (schemas/serve.ts). UserError, naming the setting, when the address cannot be had. */
export async function listenAt(
  listen: string,
  { name, setting, answer }: { name: string; setting: string; answer: Answer },
): Promise<Open> {
  const place = placeOf(listen);
  if (place === null) throw new Error(`${listen} is no address`);
  const { host, port } = place;
  const server = serve({ fetch: answer, hostname: host, port, serverOptions: limits });
  try {
    await once(server, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const told = { listen, setting, why: message };
    throw new UserError([phrase(code === "EADDRINUSE" ? "serve.port_taken" : "serve.cannot_listen", told)]);
  }
  return { name, url: urlOf(server, host), stop: async () => await close(server) };
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
