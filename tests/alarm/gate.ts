// A line that can be cut and mended: stands before a server of a test, at a port of its own that stays the same.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Gate {
  port: number;
  /** Every connection through it breaks, and no new one is made. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** A gate to a server. */
export async function gateTo(target: NetConnectOpts): Promise<Gate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = connect(target);
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  const gate: Gate = {
    port: 0,
    async open() {
      server.listen(gate.port, "127.0.0.1");
      await once(server, "listening");
      gate.port = (server.address() as AddressInfo).port;
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  await gate.open();
  onTestFinished(() => gate.close());
  return gate;
}
