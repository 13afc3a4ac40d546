// Stands between the store and its server, as a network does: passes everything on, unless it was told what to do to
// a request. Counts what came. Knows nothing of what it passes.
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

/** Does something in the server's place; `false`: it is passed on. */
export type Deed = (asked: IncomingMessage, answer: ServerResponse) => boolean;

export interface Relay {
  endpoint: string;
  /** "PUT /bucket/key" of each request. */
  arrivals: string[];
  stop(): Promise<void>;
}

/** A relay to `endpoint`; with a certificate it speaks TLS. */
export async function startRelay(
  endpoint: string,
  deed: Deed = () => false,
  certificate?: Pick<ServerOptions, "key" | "cert">,
): Promise<Relay> {
  const arrivals: string[] = [];
  const attend = (asked: IncomingMessage, answer: ServerResponse) => {
    arrivals.push(`${asked.method} ${asked.url?.split("?")[0]}`);
    if (!deed(asked, answer)) pass(endpoint, asked, answer);
  };
  const server: Server =
    certificate === undefined ? createServer(attend) : createSecureServer(certificate, attend);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `${certificate === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    arrivals,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function pass(endpoint: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { hostname, port } = new URL(endpoint);
  const { method, url: path, headers } = asked;
  const onward = request({ hostname, port, method, path, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  asked.on("error", () => onward.destroy());
  asked.pipe(onward);
}

/** Passes on the beginning of an answer to a GET and cuts the connection. */
export function cutAnswers(endpoint: string, bytes: number): Deed {
  return (asked, answer) => {
    if (asked.method !== "GET") return false;
    const { hostname, port } = new URL(endpoint);
    const { url: path, headers } = asked;
    request({ hostname, port, path, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.once("data", (piece: Buffer) =>
        answer.write(piece.subarray(0, bytes), () => asked.socket.destroy()),
      );
    }).end();
    return true;
  };
}
