// The owner's side of the control socket: other processes of the same user run their transactions on the embedded
// database here, one at a time with everybody else's, and rest on nothing but the database's own rules. A guest that
// dies or falls silent inside a transaction never happened.
import type { PGlite, Transaction } from "@electric-sql/pglite";
import { listenIn } from "./control-socket.ts";
import { language, longestSilenceMs, type Answer, type Question } from "./guest-messages.ts";
import { lineOver, type Line } from "./line.ts";

type GuestLine = Line<Answer, Question>;

/** How long an ending owner lets transactions of its guests go on. */
const lastMs = 5_000;

export interface Host {
  /** Takes no new guest and no new transaction, and lets those that are open end, or cuts them after some seconds. */
  close(): Promise<void>;
}

/** Lets guests in. The caller owns the directory, and closes this before the database. */
export async function hostGuests(
  database: PGlite,
  directory: string,
  silenceMs = longestSilenceMs,
): Promise<Host> {
  const guests = new Set<{ line: GuestLine; carrying: Carrying }>();
  let isEnding = false;
  const server = await listenIn(directory, (socket) => {
    const line: GuestLine = lineOver(socket, (message, { say }) => {
      if (message.ask !== "here") return false;
      say({ told: "here" });
      return true;
    });
    const guest = { line, carrying: { transaction: null } };
    guests.add(guest);
    void line.ended.then(() => guests.delete(guest));
    void converse(database, { line, silenceMs, carrying: guest.carrying, mayBegin: () => !isEnding });
  });
  return {
    async close() {
      isEnding = true;
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => {
        for (const { line } of guests) line.cut();
      }, lastMs);
      for (const { line, carrying } of guests) {
        await carrying.transaction;
        line.end();
      }
      await closed;
      clearTimeout(cut);
    },
  };
}

/** A guest's open transaction; resolves when it has ended, however it did. */
interface Carrying {
  transaction: Promise<void> | null;
}

interface Guest {
  line: GuestLine;
  silenceMs: number;
  carrying: Carrying;
  mayBegin(): boolean;
}

/** Answers one guest until it leaves. */
async function converse(database: PGlite, guest: Guest): Promise<void> {
  const { line, carrying, mayBegin } = guest;
  const entering = await line.hear();
  if (entering?.ask !== "enter" || entering.language !== language) {
    line.say({ told: "other language" });
    line.end();
    return;
  }
  line.say({ told: "welcome" });
  for (let asked = await line.hear(); asked !== null && mayBegin(); asked = await line.hear()) {
    if (asked.ask === "begin") {
      carrying.transaction = carryTransaction(database, guest);
      await carrying.transaction;
      carrying.transaction = null;
    } else if (asked.ask === "query") {
      line.say(await answerTo(database, asked));
    } else if (asked.ask === "roll back") {
      // Of a transaction that could not be committed: it is undone already.
      line.say({ told: "done" });
    } else {
      line.say(failure(new Error(`${asked.ask} outside a transaction`)));
    }
  }
  line.end();
}

/** Nobody is there to commit: the transaction is undone. */
class GuestGone extends Error {
  override name = "GuestGone";
}

async function carryTransaction(database: PGlite, { line, silenceMs }: Guest): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      line.say({ told: "done" });
      await carryQueries(tx, line, silenceMs);
    });
    line.say({ told: "done" });
  } catch (error) {
    // Whatever it says when it wakes belongs to the transaction that it lost.
    if (error instanceof GuestGone) line.cut();
    else line.say(failure(error));
  }
}

/** Until the guest commits or rolls back; GuestGone when it does neither. */
async function carryQueries(tx: Transaction, line: GuestLine, silenceMs: number): Promise<void> {
  for (;;) {
    const asked = await line.hearWithin(silenceMs);
    if (asked === null || asked === "silent") throw new GuestGone();
    if (asked.ask === "commit") return;
    if (asked.ask === "roll back") return await tx.rollback();
    if (asked.ask === "query") line.say(await answerTo(tx, asked));
    else line.say(failure(new Error(`${asked.ask} inside a transaction`)));
  }
}

async function answerTo(
  at: Pick<PGlite, "query">,
  { sql, parameters }: Question & { ask: "query" },
): Promise<Answer> {
  try {
    const { rows, affectedRows } = await at.query(sql, parameters);
    return { told: "rows", rows, affectedRows };
  } catch (error) {
    return failure(error);
  }
}

/** An error with what the database says of it (its code above all), which serialisation alone would drop. */
function failure(error: unknown): Answer & { told: "error" } {
  const known = error instanceof Error ? error : new Error(String(error));
  const said = Object.entries(known).filter(([, value]) => ["string", "number"].includes(typeof value));
  return { told: "error", error: known, fields: Object.fromEntries(said) };
}
