// Says by name whenever this process passes a moment at which a crash would matter: just before and just after every
// commit, and around every request (before it leaves, once it is sent, once it is answered). Changes nothing in what
// it watches: the commits are seen in the query builder, the requests by what the HTTP client tells its diagnostics.
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { TransactionBuilder } from "kysely";

type Passed = (name: string) => void;

/** What code runs for one lane; a commit or request outside is the register's own. */
const lanes = new AsyncLocalStorage<string>();

/** Runs `work`, so that what it passes is named with its lane. */
export async function inLane<Result>(lane: string, work: () => Promise<Result>): Promise<Result> {
  return await lanes.run(lane, work);
}

/** Tells `passed` from now on. */
export function watchPassing(passed: Passed): void {
  watchCommits(passed);
  watchRequests(passed);
}

function watchCommits(passed: Passed): void {
  // Whoever asked may stand far down: the migrations run deep inside the query builder.
  Error.stackTraceLimit = 30;
  const { execute } = TransactionBuilder.prototype;
  TransactionBuilder.prototype.execute = async function (work) {
    const name = `commit of ${askedBy(new Error("asked here").stack ?? "")}${ofLane()}`;
    const result = await execute.call(this, async (tx) => {
      const worked = await work(tx);
      passed(`before ${name}`);
      return worked;
    });
    passed(`after ${name}`);
    return result as never;
  };
}

/** The function outside the store that asked for a transaction: "settle.settle", "lane-lease.takeLease". */
function askedBy(stack: string): string {
  const frames = stack.matchAll(/at (?:async )?(?:Object\.)?([\w.]+) \(file:.*?\/src\/([\w/-]+)\.ts:/g);
  for (const [, asked = "", file = ""] of frames) {
    const isPassedOn = file.startsWith("store/") || asked === "transaction" || asked.startsWith("Async");
    if (!isPassedOn) return `${file.split("/").at(-1)}.${asked}`;
  }
  return "somebody unknown";
}

function ofLane(): string {
  const lane = lanes.getStore();
  return lane === undefined ? "" : ` (${lane})`;
}

function watchRequests(passed: Passed): void {
  const names = new WeakMap<object, string>();
  const tell = (channel: string, when: string) =>
    subscribe(`undici:request:${channel}`, (told) => {
      const { request } = told as { request: { method: string; path: string } };
      const name = names.get(request) ?? `${request.method} ${routeOf(request.path)}${ofLane()}`;
      names.set(request, name);
      passed(`${when} ${name}`);
    });
  tell("create", "before");
  tell("bodySent", "sent");
  tell("trailers", "answered");
}

/** The path with every number in it as ":id". */
function routeOf(path: string): string {
  const [route = ""] = path.split("?");
  return route.replaceAll(/\/\d+(?=\/|$)/g, "/:id");
}
