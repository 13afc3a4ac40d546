// The secrecy guard's last question, against the register as it is now and not as it was read.
import type { Evidence } from "../../schemas/evidence.ts";
import { whyFileStays, whyTaskStays, type Guarded } from "../reconcile/secrecy.ts";
import type { Store, Tx } from "../store/connection.ts";
import { selectEvidence } from "../store/evidence.ts";
import { classifiedTasks } from "../store/tasks.ts";
import type { Item } from "./decide-lane.ts";
import type { Sending } from "./send.ts";

interface Asked {
  ours: Item["ours"];
  operations: readonly Sending[];
}

/**
 * The question as each write asks it. Answers come in the order of the questions, so that no write overtakes another here;
 * what is asked while one answer is read is read together next.
 */
export function secrecyGuard(store: Store): (item: Item, operation: Sending) => Promise<boolean> {
  let asked: Asked[] = [];
  let next: Promise<Set<string>> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const read = async () => {
    const items = asked;
    asked = [];
    next = null;
    return await store.read(async (tx) => await staysHome(tx, items));
  };
  return async ({ ours }, operation) => {
    asked.push({ ours, operations: [operation] });
    next ??= last.then(read, read);
    last = next;
    return (await next).has(ours.taskId);
  };
}

/** Of these items those that must stay here after all, because of themselves or of a file that was to be sent. */
export async function staysHome(tx: Tx, items: readonly Asked[]): Promise<Set<string>> {
  const taskIds = items.map(({ ours }) => ours.taskId);
  const marked = await classifiedTasks(tx, taskIds);
  const withFiles = items.filter(({ operations }) => operations.some(isFile)).map(({ ours }) => ours.taskId);
  const files = withFiles.length === 0 ? new Map<string, Evidence[]>() : await selectEvidence(tx, withFiles);
  const staying = items.filter(({ ours, operations }) => {
    const now: Guarded = {
      classification: marked.get(ours.taskId) ?? "normal",
      evidence: files.get(ours.taskId) ?? [],
    };
    if (whyTaskStays(now) !== null) return true;
    return operations.some((one) => one.kind === "send_evidence" && whyFileStays(now, one.sha256) !== null);
  });
  return new Set(staying.map(({ ours }) => ours.taskId));
}

function isFile({ kind }: Sending): boolean {
  return kind === "send_evidence";
}
