// Where one conformance case works: a portal's adapter, the portal's owner, and the recorded line between them. Asks
// the adapter only through the contract and the portal only through its owner.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Exchange } from "../../schemas/attempt.ts";
import {
  fieldNames,
  fields,
  type FieldName,
  type FieldValue,
  type FieldValues,
} from "../../schemas/field.ts";
import type { Reason } from "../../schemas/kit-result.ts";
import { markerOf } from "../../schemas/marker.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Receipt } from "../../schemas/receipt.ts";
import type { EvidenceFile, Portal, PortalSession, RemoteTask } from "./contract.ts";
import { createHttp } from "./http-client.ts";
import type { Http } from "./http.ts";
import { ownerOf, type PortalOwner } from "./conformance-owner.ts";
import type { FaultRule, HeldTask, SeededTask } from "./simulator.ts";

/** What is given for each case: an adapter, and the owner of a portal for it to talk to, without a rate limit. */
export interface Stage {
  portal: Portal;
  owner: PortalOwner;
}

/** A case cannot go on, because the portal's owner cannot produce a fault: it is left out, with this reason. */
export class OutOfReach extends Error {
  override name = "OutOfReach";
  readonly reason: Reason;
  constructor(fault: string) {
    super(`the fault ${fault} is out of reach`);
    this.reason = phrase("conformance.skip.fault", { fault });
  }
}

export interface Bench extends Stage {
  http: Http;
  /** Everything that went over the line. */
  exchanges: Exchange[];
  /** Signs in with the owner's options, changed by `other`. */
  open(other?: Record<string, unknown>): Promise<PortalSession>;
  /** Puts that many tasks into the portal; returns their remote ids. */
  seed(count: number): Promise<string[]>;
  /** Scripts one fault; OutOfReach when the owner cannot produce it. */
  script(rule: FaultRule): void;
  /** Fails the case when the scripted fault never fired: a fault that does not fire proves nothing. */
  assertFired(fault: string): void;
  close(): Promise<void>;
}

/** Starts a portal's own simulator without a rate limit, as a stage for one case. */
export async function simulated(portal: Portal): Promise<Stage> {
  if (portal.simulator === undefined) throw new TypeError(`${portal.name} has no simulator`);
  return { portal, owner: ownerOf(await portal.simulator.start({ requestsPerMinute: 0 })) };
}

/** The bench of a stage: a client with short pauses whose every exchange is kept. */
export function openBench(
  { portal, owner }: Stage,
  { patienceMs = 5_000 }: { patienceMs?: number } = {},
): Bench {
  const exchanges: Exchange[] = [];
  const baseUrl = owner.options["baseUrl"];
  const http = createHttp({
    baseUrl: typeof baseUrl === "string" ? baseUrl : "http://127.0.0.1",
    requestsPerMinute: Infinity,
    parallel: portal.facts.parallel,
    onExchange: (exchange) => exchanges.push(exchange),
    now: () => "2025-12-25T02:00:00.000Z",
    timing: { repeatMs: 5, longestQuietMs: 1_500, headersMs: patienceMs, bodyMs: patienceMs },
  });
  return {
    portal,
    owner,
    http,
    exchanges,
    open: (other = {}) => portal.open({ ...owner.options, ...other }, http),
    seed: async (count) => await owner.seed(Array.from({ length: count }, (_, place) => seedTask(place + 1))),
    script(rule) {
      if (!owner.faults.includes(rule.fault)) throw new OutOfReach(rule.fault);
      owner.script([rule]);
    },
    assertFired: (fault) => assert.ok((owner.fired()[fault] ?? 0) > 0, `the fault ${fault} never fired`),
    async close() {
      await http.close();
      await owner.stop();
    },
  };
}

/** The task that the bench seeds at a place, from 1. */
export function seedTask(place: number): SeededTask {
  return {
    code: `KT-${String(place).padStart(3, "0")}`,
    title: `Nhiệm vụ kiểm thử ${place}: hoàn thiện hạ tầng số`,
    dueOn: "2025-12-31",
    leadOrganisation: "Sở Khoa học và Công nghệ",
  };
}

/** A complete listing; throws what the listing throws. */
export async function listed(session: PortalSession): Promise<RemoteTask[]> {
  const tasks: RemoteTask[] = [];
  for await (const task of session.listTasks()) tasks.push(task);
  return tasks;
}

/** The task as the portal shows it now; fails when it is not there. */
export async function observe(session: PortalSession, remoteId: string): Promise<RemoteTask> {
  const task =
    session.readTask === undefined
      ? (await listed(session)).find((one) => one.remoteId === remoteId)
      : await session.readTask(remoteId);
  assert.ok(task, `the portal does not show the task ${remoteId}`);
  return task;
}

/** The task as the portal holds it; fails when it holds none. */
export async function heldAt(owner: PortalOwner, remoteId: string): Promise<HeldTask> {
  const held = (await owner.held()).find((task) => task.remoteId === remoteId);
  assert.ok(held, `the portal does not hold the task ${remoteId}`);
  return held;
}

/** Sends a change decided against `before`. */
export async function send(session: PortalSession, before: RemoteTask, set: FieldValues): Promise<Receipt> {
  assert.ok(session.sendProgress, "the session does not offer sendProgress");
  return session.sendProgress({
    remoteId: before.remoteId,
    set,
    whole: { ...before.fields, ...set },
    before,
    cites: [],
    key: `kiem-thu-${before.remoteId}-${Object.keys(set).join("-")}`,
    marker: markerOf(`${before.remoteId} ${JSON.stringify(set)}`),
  });
}

/** Sends a change; the portal may refuse it by name, then nothing may have changed. True when it was taken. */
export async function sendOrRefused(
  bench: Bench,
  session: PortalSession,
  change: { remoteId: string; set: FieldValues },
): Promise<boolean> {
  const held = JSON.stringify(await bench.owner.held());
  const before = await observe(session, change.remoteId);
  const thrown = await thrownBy(() => send(session, before, change.set));
  if (thrown === null) return true;
  assertNamed(thrown, "Refused");
  assert.equal(JSON.stringify(await bench.owner.held()), held, "a refused change has changed the portal");
  return false;
}

/** What it throws, or null. */
export async function thrownBy(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
    return null;
  } catch (thrown) {
    return thrown;
  }
}

/** Fails unless it is one of the errors of the contract. */
export function assertNamed(thrown: unknown, ...names: string[]): asserts thrown is Error {
  const shown = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : "no error at all";
  const fits = thrown instanceof Error && names.includes(thrown.name);
  assert.ok(fits, `expected ${names.join(" or ")}, got ${shown}`);
}

/** Fields that the portal lets us write, of these names. */
export function writable(portal: Portal, names: readonly FieldName[] = fieldNames): FieldName[] {
  return names.filter((name) => portal.facts.fields[name].write);
}

/** A plain progress report: a percent and a text, as far as the portal has them. */
export function entry(portal: Portal, text: string, percent = 40): FieldValues {
  const all: FieldValues = { percent, progressText: text };
  return Object.fromEntries(writable(portal, ["percent", "progressText"]).map((name) => [name, all[name]]));
}

/** The field that takes free text. */
export function textField(portal: Portal): FieldName | null {
  return writable(portal, ["progressText", "difficulties", "lateReason"])[0] ?? null;
}

/** A change that carries this text in the field that takes free text. */
export function texted(portal: Portal, text: string, percent = 40): FieldValues {
  const name = textField(portal);
  return name === null ? {} : { ...entry(portal, text, percent), [name]: text };
}

/** A value that differs from an empty field, by the field's kind. */
export function sample(name: FieldName): FieldValue {
  switch (fields[name].kind) {
    case "text":
      return `Nội dung ${name}: đã họp, đã ký văn bản`;
    case "day":
      return name === "completedOn" ? "2025-12-20" : "2026-01-31";
    case "percent":
      return 40;
    case "money":
      return "1500000000";
    case "lifecycle":
      return "in_progress";
    case "organisation":
      return "Sở Tài chính";
  }
}

/** Fails unless the task shows the values; `null` and an empty text are the same emptiness. */
export function assertShows(task: RemoteTask, values: FieldValues): void {
  for (const name of fieldNames) {
    const wanted = values[name];
    if (wanted === undefined) continue;
    assert.equal(task.fields[name] ?? "", wanted ?? "", `the portal shows another ${name}`);
  }
}

/** A small valid file of a type that the portal takes. */
export function aFile(
  portal: Portal,
  remoteId: string,
  other: { name?: string; bytes?: Uint8Array } = {},
): EvidenceFile {
  const { evidence } = portal.facts;
  const types = "none" in evidence ? [] : evidence.types;
  const mime = types.includes("application/pdf") ? "application/pdf" : (types[0] ?? "application/pdf");
  const bytes = other.bytes ?? Buffer.from("%PDF-1.4\n1 0 obj << >> endobj\n% minh chứng\n%%EOF\n");
  return {
    remoteId,
    name: other.name ?? "Báo cáo kết quả quý IV.pdf",
    mime,
    size: bytes.length,
    sha256: sha256Of(bytes),
    documentNumber: "12/BC-UBND",
    documentOn: "2025-12-20",
    async *open() {
      yield bytes;
    },
    key: `kiem-thu-${remoteId}-tep`,
  };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
