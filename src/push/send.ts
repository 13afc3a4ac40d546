// Step 6: one item's operations over the wire, files before the progress that cites them. Says what each attempt
// met; believes nothing, repeats nothing.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Exchange } from "../../schemas/attempt.ts";
import { digestOf } from "../../schemas/canonical.ts";
import { Refused, SignedOut, Stale, Transient, Uncertain, Unrecognised } from "../../schemas/errors.ts";
import { markerOf } from "../../schemas/marker.ts";
import type { Evidence } from "../../schemas/evidence.ts";
import type { Operation } from "../../schemas/operation.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { isShown, type RemoteEvidence } from "../../schemas/remote.ts";
import { CircuitOpen } from "../portal/account.ts";
import type { PortalSession } from "../portal/contract.ts";
import type { TaskDecision } from "../reconcile/task.ts";
import type { Item } from "./decide-lane.ts";

/** An operation that touches the wire. */
export type Sending = Operation & { kind: "send_progress" | "send_evidence" };

export interface OpenedAttempt {
  attemptId: string;
  key: string;
  operation: Sending;
}

/** What an attempt met on the wire; only reading back says what became of it. */
export type Met =
  | { kind: "receipt"; createdId: string | null }
  /** A file that the portal took, and says itself that it did not store as it was. */
  | { kind: "broken"; createdId: string | null }
  | { kind: "refused"; portalSaid: string }
  | { kind: "uncertain" }
  /** It lies before a person, who enters it. */
  | { kind: "handed_out" }
  /** It provably did not happen. */
  | {
      kind: "not_sent";
      why: "transient" | "stale" | "skipped" | "signed_out" | "secret";
      retryAfterMs: number;
    };

export interface Sent {
  attempt: OpenedAttempt;
  met: Met;
  exchanges: Exchange[];
}

/** The idempotency key: same portal record, same content, same base give the same key. */
export function keyOf(item: Item, operation: Sending): string {
  const content = operation.kind === "send_progress" ? operation.set : operation.sha256;
  const to = [operation.portal, operation.remoteId];
  return digestOf({ to, kind: operation.kind, content, base: item.link.base }).slice(0, 32);
}

/** The operations of an item that touch the wire, in the order they must go. */
export function sendingsOf(item: Item): Sending[] {
  return item.decision.operations.filter(
    (operation): operation is Sending =>
      operation.kind === "send_evidence" || operation.kind === "send_progress",
  );
}

/** What a decision takes over from the portal: to be sent along as ours wherever the portal wants whole forms. */
export function adoptedBy({ operations }: Pick<TaskDecision, "operations">): FieldValues {
  const adoption = operations.find((operation) => operation.kind === "adopt");
  return adoption?.kind === "adopt" ? adoption.set : {};
}

export interface Wire {
  session: PortalSession;
  openEvidence(file: Evidence): AsyncIterable<Uint8Array>;
  /** Asked right before each attempt: whether a marking made meanwhile keeps it here. */
  staysHome(item: Item, operation: Sending): Promise<boolean>;
  /** The lane stops: nothing more goes out. */
  stop(error: SignedOut | Unrecognised | CircuitOpen): void;
  stopped(): boolean;
}

const recordings = new AsyncLocalStorage<Exchange[]>();

/** Hands an exchange to the attempt that made it; requests outside an attempt (reads) are nobody's. */
export function recordExchange(exchange: Exchange): void {
  recordings.getStore()?.push(exchange);
}

/** Sends an item's attempts one after the other; after the first that did not go well the rest is skipped. */
export async function sendItem(wire: Wire, item: Item, attempts: readonly OpenedAttempt[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  const cites: RemoteEvidence[] = item.decision.filesThere.map(({ theirs }) => theirs);
  let going = true;
  for (const attempt of attempts) {
    const exchanges: Exchange[] = [];
    let met: Met = { kind: "not_sent", why: "skipped", retryAfterMs: 0 };
    if (going && !wire.stopped()) {
      met = await recordings.run(exchanges, async () => await sendOne(wire, item, { attempt, cites }));
    }
    sent.push({ attempt, met, exchanges });
    going &&= met.kind === "receipt" || met.kind === "handed_out";
  }
  return sent;
}

async function sendOne(
  wire: Wire,
  item: Item,
  what: { attempt: OpenedAttempt; cites: RemoteEvidence[] },
): Promise<Met> {
  try {
    if (await wire.staysHome(item, what.attempt.operation)) {
      return { kind: "not_sent", why: "secret", retryAfterMs: 0 };
    }
    if (what.attempt.operation.kind === "send_evidence") return await sendFile(wire, item, what);
    return await sendProgress(wire, item, what);
  } catch (error) {
    return metBy(error, wire);
  }
}

async function sendFile(
  wire: Wire,
  item: Item,
  { attempt, cites }: { attempt: OpenedAttempt; cites: RemoteEvidence[] },
): Promise<Met> {
  const { operation } = attempt;
  const file =
    operation.kind === "send_evidence"
      ? item.ours.evidence.find(({ sha256 }) => sha256 === operation.sha256)
      : undefined;
  if (wire.session.sendEvidence === undefined || file === undefined) {
    throw new Error("planned a file for a portal that takes none");
  }
  const { createdId, stored, handedOut } = await wire.session.sendEvidence({
    remoteId: item.link.remoteId,
    name: file.name,
    mime: file.mime,
    size: file.size,
    sha256: file.sha256,
    documentNumber: file.documentNumber,
    documentOn: file.documentOn,
    open: () => wire.openEvidence(file),
    key: attempt.key,
  });
  if (handedOut === true) return { kind: "handed_out" };
  const isWhole =
    (stored?.size ?? file.size) === file.size && (stored?.sha256 ?? file.sha256) === file.sha256;
  if (!isWhole) return { kind: "broken", createdId };
  if (createdId !== null) cites.push({ remoteId: createdId, name: file.name, size: file.size, sha256: null });
  return { kind: "receipt", createdId };
}

async function sendProgress(
  wire: Wire,
  item: Item,
  { attempt, cites }: { attempt: OpenedAttempt; cites: RemoteEvidence[] },
): Promise<Met> {
  const { operation } = attempt;
  if (
    wire.session.sendProgress === undefined ||
    operation.kind !== "send_progress" ||
    !isShown(item.theirs)
  ) {
    throw new Error("planned progress for a portal that takes none");
  }
  const { createdId, handedOut } = await wire.session.sendProgress({
    remoteId: item.link.remoteId,
    set: operation.set,
    whole: { ...item.ours.fields, ...adoptedBy(item.decision) },
    before: item.theirs,
    cites,
    key: attempt.key,
    marker: markerOf(attempt.attemptId),
  });
  return handedOut === true ? { kind: "handed_out" } : { kind: "receipt", createdId };
}

function metBy(error: unknown, wire: Wire): Met {
  if (error instanceof CircuitOpen) {
    wire.stop(error);
    return { kind: "not_sent", why: "skipped", retryAfterMs: 0 };
  }
  if (error instanceof Transient) {
    return { kind: "not_sent", why: "transient", retryAfterMs: error.retryAfterMs ?? 0 };
  }
  if (error instanceof Stale) return { kind: "not_sent", why: "stale", retryAfterMs: 0 };
  if (error instanceof Refused) return { kind: "refused", portalSaid: error.portalSaid };
  if (error instanceof Uncertain) return { kind: "uncertain" };
  if (error instanceof SignedOut) {
    wire.stop(error);
    return { kind: "not_sent", why: "signed_out", retryAfterMs: 0 };
  }
  if (error instanceof Unrecognised) {
    // The portal answered a write in a shape nobody knows: it may well have done it.
    wire.stop(error);
    return { kind: "uncertain" };
  }
  throw error;
}
