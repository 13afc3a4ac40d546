// A line that is cut says nothing: a question sent into it would wait a quarter of an hour for TCP to give up. So a
// question that is not answered for a while is asked after over a connection of its own, and where the server does not
// work on it any more, or cannot be reached, the silent connection is hung up: whoever waits gets an error and goes on.
import type { Client, ClientBase } from "pg";

/** How long a question may take before it is asked after, and how long that may take. */
const patienceMs = 8_000;
const probeMs = 4_000;
const lookMs = 2_000;

/** The server gives up a client that has vanished within about twelve seconds, and with it the locks of its transaction. */
const introduction = `select pg_backend_pid() as pid, set_config('tcp_keepalives_idle', '5', false),
  set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false),
  set_config('tcp_user_timeout', '12000', false)`;

interface Line {
  pid: number | null;
  /** Questions without an answer, and since when the last answer has been waited for. */
  open: number;
  since: number;
  isProbed: boolean;
}

/**
 * Watches connections from now on until they end; to be done with each new one of a pool before anybody gets it.
 * `openClient` makes a client of the same server that waits so long at most.
 */
export function hangUpOnSilence(
  openClient: (timeoutMs: number) => Client,
): (client: ClientBase) => Promise<void> {
  const lines = new Map<ClientBase, Line>();
  let looking: NodeJS.Timeout | undefined;
  const look = () => {
    for (const [client, line] of lines) {
      if (line.open === 0 || line.isProbed || performance.now() - line.since < patienceMs) continue;
      line.isProbed = true;
      void hangUpIfDead(client, line, openClient).finally(() => (line.isProbed = false));
    }
  };
  return async (client) => {
    const line: Line = { pid: null, open: 0, since: 0, isProbed: false };
    lines.set(client, line);
    looking ??= setInterval(look, lookMs).unref();
    client.once("end", () => {
      lines.delete(client);
      if (lines.size > 0) return;
      clearInterval(looking);
      looking = undefined;
    });
    listen(client, line);
    const { rows } = await client.query<{ pid: number }>(introduction);
    line.pid = rows[0]?.pid ?? null;
  };
}

/** Counts what is asked and answered. The driver has no event for a question. */
function listen(client: ClientBase, line: Line): void {
  const asks = client as unknown as { query(...words: unknown[]): unknown };
  const ask = asks.query.bind(client);
  const answered = () => {
    line.open -= 1;
    line.since = performance.now();
  };
  asks.query = (...words) => {
    if (line.open === 0) line.since = performance.now();
    line.open += 1;
    const hears = words.at(-1);
    if (typeof hears !== "function") return (ask(...words) as Promise<unknown>).finally(answered);
    const hear = (...answer: unknown[]): unknown => {
      answered();
      return (hears as (...answer: unknown[]) => unknown)(...answer);
    };
    return ask(...words.slice(0, -1), hear);
  };
}

async function hangUpIfDead(
  client: ClientBase,
  line: Line,
  openClient: (timeoutMs: number) => Client,
): Promise<void> {
  const { since } = line;
  if (await worksOn(line.pid, openClient(probeMs))) return;
  // Answered meanwhile: that line is alive.
  if (line.open === 0 || line.since !== since) return;
  const { connection } = client as unknown as { connection: { stream: { destroy(error: Error): void } } };
  connection.stream.destroy(new Error("the database does not answer"));
}

/** Whether the server has an unanswered question of this session; a server that is too busy to say has. */
async function worksOn(pid: number | null, probe: Client): Promise<boolean> {
  probe.on("error", () => undefined);
  try {
    await probe.connect();
    const { rows } = await probe.query("select from pg_stat_activity where pid = $1 and state = 'active'", [
      pid,
    ]);
    return rows.length > 0;
  } catch (error) {
    return error instanceof Error && "severity" in error;
  } finally {
    void probe.end().catch(() => undefined);
  }
}
