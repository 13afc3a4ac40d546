// The ledger on PostgreSQL: appending beside bare inserts of rows as large, verifying beside sha-256 over the same bytes.
import { hash, randomUUID } from "node:crypto";
import pg from "pg";
import type { LedgerBody } from "../../schemas/attempt.ts";
import { appendEntries } from "../../src/ledger/append.ts";
import { verifyLedger } from "../../src/ledger/verify.ts";
import { openStore, type Store } from "../../src/store/connection.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { rowOf, timed, type BenchCase, type Round, type Row } from "./bench-case.ts";
import { databaseOn } from "./bench-store.ts";

const entries = 20_000;
const perWrite = 250;
const perPage = 1_000;
const rounds = 5;

export const ledgerCases: readonly BenchCase[] = [{ name: "ledger, append and verify", measure }];

async function measure(): Promise<Row[]> {
  const server = await startPrivateServer([]);
  if (server === null) return [];
  const url = await databaseOn(server.url, "ledger");
  const store = await openStore({ url, directory: "" });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Columns and indexes of the ledger, without its chain.
  await client.query("create table bare (like ledger including all)");
  try {
    const appended: Round[] = [];
    const verified: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const lane = `lane-${round}`;
      const bodies = Array.from({ length: entries }, (_, at) => aBody(at));
      const limit = await timed(() => insertBare(client, lane, bodies));
      appended.push({ limit, ours: await timed(() => append(store, lane, bodies)) });
      const hashing = await timed(() => hashAll(client));
      const ours = await timed(async () => {
        const verdict = await store.read(async (tx) => await verifyLedger(tx));
        if (!verdict.ok) throw new Error("the ledger of the bench does not verify");
      });
      verified.push({ limit: hashing, ours });
    }
    return [
      rowOf(`ledger, append ${entries} beside bare inserts`, {
        rounds: appended,
        goal: { atLeast: 0.7 },
        by: "speed",
        count: entries,
      }),
      rowOf("ledger, verify beside sha-256 of the rows read", {
        rounds: verified,
        goal: { atLeast: 0.3 },
        by: "speed",
      }),
    ];
  } finally {
    await client.end();
    await store.close();
    await server.stop();
  }
}

function aBody(at: number): LedgerBody {
  const text = `Phần ${at}: ${"số hóa hồ sơ, kết nối dữ liệu, tập huấn cán bộ cấp xã. ".repeat(10)}`;
  const place = { linkId: randomUUID(), taskCode: `NV-${at}`, portal: "nq57", remoteId: String(at) };
  return {
    kind: "note",
    run: "bench",
    who: "bench",
    linkId: place.linkId,
    note: { key: "push.adopted", values: { portal: "nq57", text, code: place.taskCode } },
  };
}

async function append(store: Store, lane: string, bodies: readonly LedgerBody[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += perWrite) {
    const piece = bodies.slice(start, start + perWrite);
    const at = new Date().toISOString();
    await store.transaction(async (tx) => void (await appendEntries(tx, { lane, bodies: piece, at })));
  }
}

async function insertBare(client: pg.Client, lane: string, bodies: readonly LedgerBody[]): Promise<void> {
  const zeros = "0".repeat(64);
  for (let start = 0; start < bodies.length; start += perWrite) {
    const piece = bodies.slice(start, start + perWrite);
    await client.query(
      `insert into bare select $1, s, now(), 'note', null, l, 'bench', b, $5, $5
       from unnest($2::bigint[], $3::uuid[], $4::text[]) as given (s, l, b)`,
      [
        lane,
        piece.map((_, at) => start + at + 1),
        piece.map((body) => ("linkId" in body ? body.linkId : null)),
        piece.map((body) => JSON.stringify(body)),
        zeros,
      ],
    );
  }
}

/** Reads the ledger as verifying does, in pages, and hashes what was read. */
async function hashAll(client: pg.Client): Promise<void> {
  const { rows: lanes } = await client.query<{ lane: string }>("select lane from ledger_head");
  for (const { lane } of lanes) {
    for (let after = 0; ; after += perPage) {
      const { rows } = await client.query<{ body: string; prev_hash: string }>(
        "select * from ledger where lane = $1 and seq > $2 order by seq limit $3",
        [lane, after, perPage],
      );
      for (const { body, prev_hash } of rows) hash("sha256", prev_hash + body, "hex");
      if (rows.length < perPage) break;
    }
  }
}
