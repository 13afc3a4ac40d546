// A guest's side of the control socket: the embedded database as its owner lends it, for the query builder. Everything
// above works unchanged: one connection, one transaction at a time.
import {
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { connectIn } from "./control-socket.ts";
import {
  language,
  longestSilenceMs,
  patienceMs,
  signMs,
  type Answer,
  type Question,
} from "./guest-messages.ts";
import { lineOver, type Line } from "./line.ts";

type OwnerLine = Line<Question, Answer>;

export interface VisitedDatabase {
  dialect: Dialect;
  /** Ends the visit; may be called again. */
  leave(): Promise<void>;
}

/** Who owns the directory, for what people are told. */
interface Owner {
  directory: string;
  pid: string | null;
}

/**
 * Asks the owner of a directory to lend its database; `null` when nobody listens there. UserError when the owner does
 * not answer, or speaks another version.
 */
export async function visit(owner: Owner): Promise<VisitedDatabase | null> {
  const socket = await connectIn(owner.directory);
  if (socket === null) return null;
  const line: OwnerLine = lineOver(socket, ({ told }) => told === "here");
  line.say({ ask: "enter", language });
  const answer = await line.hearWithin(patienceMs);
  // It ended between the two: whoever asks again finds out what is there now.
  if (answer === null) return null;
  if (answer !== "silent" && answer.told === "welcome") return lentOver(line, owner);
  line.end();
  throw new UserError([
    answer === "silent"
      ? phrase("store.owner_silent", { ...owner })
      : phrase("store.owner_other_version", { ...owner }),
  ]);
}

function lentOver(line: OwnerLine, owner: Owner): VisitedDatabase {
  const { ask, isOver, leave } = questionsOver(line, owner);
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const answer = await ask({ ask: "query", sql, parameters: [...parameters] });
      if (answer.told !== "rows") throw new Error(`the owner answered ${answer.told} to a query`);
      const { rows, affectedRows } = answer;
      return {
        rows: rows as Row[],
        ...(affectedRows !== undefined && { numAffectedRows: BigInt(affectedRows) }),
      };
    },
    streamQuery: () => {
      throw new Error("the embedded database has no streams");
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: async () => {},
    beginTransaction: async () => void (await ask({ ask: "begin" })),
    commitTransaction: async () => void (await ask({ ask: "commit" })),
    async rollbackTransaction() {
      // The owner undoes what a lost guest began.
      if (!isOver()) await ask({ ask: "roll back" });
    },
    destroy: leave,
  };
  const dialect: Dialect = {
    createAdapter: () => new PGliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return { dialect, leave };
}

/** Asks one question at a time; the query builder sees to it. Once the line is over, every question says why. */
function questionsOver(line: OwnerLine, owner: Owner) {
  let signedAt = performance.now();
  let slept = false;
  let over: Phrase | null = null;
  const sign = () => {
    const before = signedAt;
    signedAt = performance.now();
    // Whoever was stopped for so long inside a transaction was taken for dead.
    if (signedAt - before > longestSilenceMs - signMs) slept = true;
    line.say({ ask: "here" });
  };
  const signs = setInterval(sign, signMs);
  void line.ended.then(() => {
    sign();
    over ??= slept ? phrase("store.guest_silent", {}) : phrase("store.owner_gone", { ...owner });
    clearInterval(signs);
  });
  return {
    isOver: () => over !== null,
    async ask(question: Question): Promise<Answer> {
      if (over === null) line.say(question);
      const answer = over === null ? await line.hearWithin(patienceMs) : null;
      if (answer === "silent") {
        over ??= phrase("store.owner_silent", { ...owner });
        line.end();
      }
      if (answer === null) await line.ended;
      if (over !== null) throw new UserError([over]);
      if (answer === null || answer === "silent") throw new Error("the line ended without a reason");
      if (answer.told === "error") throw Object.assign(answer.error as Error, answer.fields);
      return answer;
    },
    async leave(): Promise<void> {
      line.end();
      await line.ended;
    },
  };
}
