// Where the owner of a data directory can be reached: a unix socket in it that only its user can open. A socket that
// nobody listens on says nothing; the owner's lock (owner-lock) decides who owns the directory.
import { once } from "node:events";
import { chmod, open, rm } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

const name = "control.sock";
/** What fits into the address of a unix socket everywhere. */
const longestAddress = 100;

/** The platforms on which a file is the address; elsewhere commands wait for the owner as for any other. */
export const hasControlSocket = process.platform !== "win32";

/** Listens in a directory that we own, in the place of whoever listened there before. What it returns stops that. */
export async function listenIn(directory: string, onGuest: (socket: Socket) => void): Promise<Server> {
  const path = join(directory, name);
  await rm(path, { force: true });
  const address = await addressOf(directory);
  const server = createServer(onGuest);
  server.listen(address.path);
  await once(server, "listening");
  server.once("close", () => void address.release());
  await chmod(path, 0o600);
  return server;
}

/** A connection to whoever listens in a directory, or `null` when nobody does. */
export async function connectIn(directory: string): Promise<Socket | null> {
  const address = await addressOf(directory);
  const socket = createConnection(address.path);
  try {
    await once(socket, "connect");
    return socket;
  } catch (error) {
    socket.destroy();
    if (isNobody(error)) return null;
    throw error;
  } finally {
    await address.release();
  }
}

function isNobody(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOENT" || code === "ECONNREFUSED";
}

/** An address is short, a directory may not be: Linux then reaches the directory through its open descriptor. */
async function addressOf(directory: string): Promise<{ path: string; release(): Promise<void> }> {
  const path = join(directory, name);
  if (Buffer.byteLength(path) <= longestAddress || process.platform !== "linux") {
    return { path, release: async () => {} };
  }
  const folder = await open(directory, "r");
  return { path: `/proc/self/fd/${folder.fd}/${name}`, release: async () => await folder.close() };
}
