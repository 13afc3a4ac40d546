// Deliberately wrong adapters: the in-memory portal told through a session that lies in one way. Each names the
// cases that must catch it.
import { Secret } from "../../schemas/secret.ts";
import { Refused, SignedOut, Transient, Uncertain } from "../../schemas/errors.ts";
import type { FieldValue, FieldValues } from "../../schemas/field.ts";
import { memoryPortal, portal as honest } from "../../adapters/memory/adapter.ts";
import type { Stage } from "../../src/portal/conformance.ts";
import {
  yes,
  type EvidenceFile,
  type PortalFacts,
  type PortalSession,
  type ProgressChange,
  type RemoteTask,
} from "../../src/portal/contract.ts";

export interface Liar {
  lie: string;
  caughtBy: string[];
  make(): Promise<Stage>;
}

/** A session whose every promise can be called without asking whether it is there. */
type WholeSession = Required<PortalSession>;

function liar(
  lie: string,
  caughtBy: string[],
  tell: (honestly: WholeSession) => Partial<PortalSession>,
): Liar {
  return {
    lie,
    caughtBy,
    async make() {
      const { portal, simulator } = memoryPortal();
      const open: typeof portal.open = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        return { ...session, ...tell(session) };
      };
      return { portal: { ...portal, open }, simulator };
    },
  };
}

function boaster(lie: string, caughtBy: string[], facts: Partial<PortalFacts>): Liar {
  return {
    lie,
    caughtBy,
    async make() {
      const { portal, simulator } = memoryPortal();
      return { portal: { ...portal, facts: { ...portal.facts, ...facts } }, simulator };
    },
  };
}

/** Sends another change than it was given. */
function bending(bend: (set: FieldValues, change: ProgressChange) => FieldValues) {
  return (honestly: WholeSession) => ({
    sendProgress: (change: ProgressChange) =>
      honestly.sendProgress({ ...change, set: bend(change.set, change) }),
  });
}

function textBending(bend: (text: string) => string) {
  return bending((set) =>
    "progressText" in set ? { ...set, progressText: bend(String(set.progressText)) } : set,
  );
}

/** Shows other tasks than it was shown. */
function seeing(see: (task: RemoteTask) => RemoteTask) {
  return (honestly: WholeSession): Partial<PortalSession> => ({
    async *listTasks() {
      for await (const task of honestly.listTasks()) yield see(task);
    },
    async readTask(remoteId) {
      const task = await honestly.readTask(remoteId);
      return task === null ? null : see(task);
    },
  });
}

/** Answers a failed write in another way. */
function excusing(excuse: (thrown: unknown, again: () => Promise<unknown>) => Promise<unknown>) {
  return (honestly: WholeSession): Partial<PortalSession> => ({
    async sendProgress(change) {
      try {
        return await honestly.sendProgress(change);
      } catch (thrown) {
        const again = async () => {
          const before = await honestly.readTask(change.remoteId);
          return before === null ? null : honestly.sendProgress({ ...change, before });
        };
        await excuse(thrown, again);
        return said;
      }
    },
  });
}

function listing(list: (honestly: AsyncIterable<RemoteTask>) => AsyncIterable<RemoteTask>) {
  return (honestly: WholeSession) => ({ listTasks: () => list(honestly.listTasks()) });
}

const said = { createdId: null, portalSaid: "OK" };
const unaccented = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
const dayLater = (day: FieldValue | undefined) =>
  typeof day === "string" ? new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10) : (day ?? null);

function fileBending(bend: (file: EvidenceFile) => EvidenceFile) {
  return (honestly: WholeSession) => ({
    sendEvidence: (file: EvidenceFile) => honestly.sendEvidence(bend(file)),
  });
}

export const liars: readonly Liar[] = [
  {
    lie: "keeps what it saw first for every later session",
    caughtBy: ["surprises.edited-between", "surprises.edit-is-seen"],
    async make() {
      const { portal, simulator } = memoryPortal();
      const seen = new Map<string, RemoteTask | null>();
      const open: typeof portal.open = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        const readTask = async (remoteId: string) => {
          if (!seen.has(remoteId)) seen.set(remoteId, await session.readTask(remoteId));
          return seen.get(remoteId) ?? null;
        };
        return { ...session, readTask };
      };
      return { portal: { ...portal, open }, simulator };
    },
  },
  liar("cuts the list after its first page", ["reading.complete"], listing(firstFive)),
  liar("lists a task twice", ["reading.complete"], listing(doubled)),
  liar(
    "gives a short list when a page fails",
    [
      "reading.second-page-server-error",
      "reading.second-page-unavailable",
      "reading.second-page-lost-reply",
      "reading.second-page-cut-reply",
      "outages.portal-down",
    ],
    listing((tasks) => quietly(tasks, Transient)),
  ),
  liar(
    "takes a sign-in page for the end of the list",
    ["reading.login-page", "reading.redirect-to-login"],
    listing((tasks) => quietly(tasks, SignedOut)),
  ),
  liar("lists only once", ["reading.twice"], (honestly) => {
    let used = false;
    return { listTasks: () => (used ? nothing() : ((used = true), honestly.listTasks())) };
  }),
  {
    lie: "shows an empty portal to a wrong password",
    caughtBy: ["reading.wrong-password"],
    async make() {
      const { portal, simulator } = memoryPortal();
      const open: typeof portal.open = (options, http) =>
        portal.open(options, http).catch((): PortalSession => ({ listTasks: () => nothing() }));
      return { portal: { ...portal, open }, simulator };
    },
  },
  {
    lie: "knows nobody",
    caughtBy: ["reading.signs-in", "reading.empty"],
    async make() {
      const { portal, simulator } = memoryPortal();
      const open: typeof portal.open = (options: object, http) =>
        portal.open({ ...options, password: new Secret("nhầm") }, http);
      return { portal: { ...portal, open }, simulator };
    },
  },
  liar(
    "writes titles in capitals",
    ["reading.values"],
    seeing((task) => ({
      ...task,
      fields: { ...task.fields, title: String(task.fields.title).toUpperCase() },
    })),
  ),
  liar(
    "hides a field that it declares",
    ["reading.declared-fields"],
    seeing((task) => {
      const { budgetAllocated: _hidden, ...fields } = task.fields;
      return { ...task, fields };
    }),
  ),
  liar("reads one task with less than the list shows", ["reading.one"], (honestly) => ({
    readTask: async (id) => {
      const task = await honestly.readTask(id);
      return task === null ? null : { ...task, fields: { ...task.fields, dueOn: null } };
    },
  })),
  liar("shows a task that is gone as an empty one", ["reading.gone"], (honestly) => ({
    readTask: async (remoteId) => (await honestly.readTask(remoteId)) ?? emptyTask(remoteId),
  })),
  liar(
    "takes an unknown status word for “in progress”",
    ["reading.unknown-word"],
    seeing((task) => ({ ...task, unknownWords: [], fields: { lifecycle: "in_progress", ...task.fields } })),
  ),
  liar("offers no evidence although it declares it", ["writing.declared"], (honestly) => {
    const { sendEvidence: _withheld, ...rest } = honestly;
    return { ...rest, sendEvidence: undefined as never };
  }),
  boaster("maps a status word to another status than it reads", ["writing.status-words"], {
    status: { ...honest.facts.status, writes: { ...honest.facts.status.writes, on_hold: "Đã hủy" } },
  }),
  liar("swallows a write", ["writing.reads-back", "outages.write-lost-reply"], () => ({
    sendProgress: async () => said,
  })),
  liar(
    "claims a field that it does not write",
    ["writing.every-field"],
    bending(({ budgetDisbursed: _dropped, ...set }) => set),
  ),
  boaster("claims an assigner's field as ours", ["reading.declared-fields"], {
    fields: { ...honest.facts.fields, title: { read: false, write: false, reason: "không có" }, dueOn: yes },
  }),
  liar(
    "reports completion as awaiting confirmation",
    ["writing.completes"],
    bending((set) => (set.lifecycle === "completed" ? { ...set, lifecycle: "submitted" } : set)),
  ),
  liar(
    "knows two statuses only",
    ["writing.statuses"],
    bending((set) =>
      set.lifecycle === undefined || set.lifecycle === "completed"
        ? set
        : { ...set, lifecycle: "in_progress" },
    ),
  ),
  liar(
    "empties what was not set",
    ["writing.only-what-was-set"],
    bending((set) => ({ lateReason: null, expectedOn: null, ...set })),
  ),
  liar(
    "leaves a field as it is when told to empty it",
    ["writing.empties"],
    bending((set) => Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null))),
  ),
  liar(
    "takes zero for nothing",
    ["writing.zero"],
    bending((set) => ({ ...set, percent: set.percent === 0 ? null : (set.percent ?? null) })),
  ),
  liar("drops diacritics", ["writing.text-nfc", "writing.reads-back"], textBending(unaccented)),
  liar(
    "composes decomposed text",
    ["writing.text-nfd"],
    textBending((text) => text.normalize("NFC")),
  ),
  liar(
    "joins lines",
    ["writing.text-lines"],
    textBending((text) => text.replaceAll(/\s+/g, " ")),
  ),
  liar(
    "cuts long text",
    ["writing.text-long"],
    textBending((text) => text.slice(0, 1_000)),
  ),
  liar(
    "escapes markup",
    ["writing.text-markup"],
    textBending((text) => text.replaceAll("&", "&amp;")),
  ),
  liar(
    "guards against formulas",
    ["writing.text-formula"],
    textBending((text) => text.replace(/^=/, "'=")),
  ),
  liar(
    "shifts days",
    ["writing.days"],
    bending((set) => ("expectedOn" in set ? { ...set, expectedOn: dayLater(set.expectedOn) } : set)),
  ),
  liar(
    "rounds money to millions",
    ["writing.amounts"],
    bending((set) => {
      const amount = Number(set.budgetRegistered ?? 0);
      return set.budgetRegistered === undefined
        ? set
        : { ...set, budgetRegistered: String(Math.round(amount / 1e6) * 1e6) };
    }),
  ),
  liar("mixes changes that are sent at once", ["writing.side-by-side"], (honestly) => {
    let latest: FieldValues = {};
    return {
      async sendProgress(change) {
        latest = change.set;
        await Promise.resolve();
        return honestly.sendProgress({ ...change, set: latest });
      },
    };
  }),
  liar("overwrites what changed since", ["writing.stale"], (honestly) => ({
    async sendProgress(change) {
      const before = (await honestly.readTask(change.remoteId)) ?? change.before;
      return honestly.sendProgress({ ...change, before });
    },
  })),
  liar(
    "repeats a write whose reply was lost",
    ["outages.write-lost-reply", "outages.write-cut-reply", "outages.late-commit"],
    excusing((_thrown, again) => again()),
  ),
  liar(
    "calls every failure a success",
    [
      "outages.write-unavailable",
      "outages.write-server-error",
      "outages.write-gateway-html",
      "outages.write-never-arrives",
      "outages.write-login-page",
      "outages.write-redirect-to-login",
      "outages.never-left",
      "outages.write-too-many",
    ],
    excusing(async () => null),
  ),
  liar(
    "says that a write whose reply was lost did not happen",
    ["outages.write-lost-reply", "outages.write-server-error-after-commit"],
    excusing(async (thrown) => {
      throw thrown instanceof Uncertain ? new Transient("hết thời gian chờ") : thrown;
    }),
  ),
  liar(
    "forgets how long the portal asked to wait",
    ["outages.write-too-many-retryAfter-1"],
    excusing(async (thrown) => {
      throw thrown instanceof Transient ? new Transient("429") : thrown;
    }),
  ),
  liar(
    "holds a slow portal for an unclear write",
    ["outages.write-too-many-html-true", "outages.never-left"],
    excusing(async (thrown) => {
      throw thrown instanceof Transient ? new Uncertain("không rõ") : thrown;
    }),
  ),
  liar("shows what it sent, not what the portal holds", ["surprises.dropped-field"], (honestly) => {
    const sent = new Map<string, FieldValues>();
    return {
      async sendProgress(change) {
        sent.set(change.remoteId, { ...sent.get(change.remoteId), ...change.set });
        return honestly.sendProgress(change);
      },
      ...seeing((task) => ({ ...task, fields: { ...task.fields, ...sent.get(task.remoteId) } }))(honestly),
    };
  }),
  liar(
    "says no in its own words",
    ["surprises.period-locked"],
    excusing(async () => {
      throw new Refused("không gửi được");
    }),
  ),
  liar(
    "drops evidence",
    ["evidence.sent", "evidence.lost-reply", "evidence.empty", "evidence.too-many"],
    () => ({
      sendEvidence: async () => said,
    }),
  ),
  liar(
    "drops diacritics in file names",
    ["evidence.sent", "evidence.name-nfd"],
    fileBending((file) => ({ ...file, name: unaccented(file.name) })),
  ),
  liar(
    "cleans file names",
    ["evidence.name-quotes", "evidence.name-spaces", "evidence.name-long"],
    fileBending((file) => ({ ...file, name: file.name.replaceAll(/["'; ]/g, "_").slice(0, 64) })),
  ),
  liar(
    "calls every file a PDF",
    ["evidence.type"],
    fileBending((file) => ({ ...file, mime: "application/pdf" })),
  ),
  liar(
    "cuts files to the limit",
    ["evidence.too-large"],
    fileBending((file) => ({ ...file, size: Math.min(file.size, 1_000) })),
  ),
  liar(
    "uploads again when a reply was lost",
    [
      "evidence.lost-reply",
      "evidence.cut-reply",
      "evidence.server-error-after-commit",
      "evidence.lost-last-reply",
    ],
    (honestly) => ({
      sendEvidence: (file) => honestly.sendEvidence(file).catch(() => honestly.sendEvidence(file)),
    }),
  ),
  liar(
    "shows one id for all files",
    ["evidence.second"],
    seeing((task) => ({ ...task, evidence: task.evidence.map((file) => ({ ...file, remoteId: "1" })) })),
  ),
  liar("shows the file that it sent, not the one that is held", ["evidence.truncated"], (honestly) => {
    let sent: EvidenceFile | null = null;
    return {
      sendEvidence: (file) => honestly.sendEvidence((sent = file)),
      ...seeing((task) => ({
        ...task,
        evidence: task.evidence.map((file) => ({
          ...file,
          size: sent?.size ?? 0,
          sha256: sent?.sha256 ?? null,
        })),
      }))(honestly),
    };
  }),
];

/** The first five tasks and then an end, as if there were no more. */
export async function* firstFive(tasks: AsyncIterable<RemoteTask>): AsyncGenerator<RemoteTask> {
  let left = 5;
  for await (const task of tasks) {
    if (left === 0) return;
    left -= 1;
    yield task;
  }
}

/** Every task twice. */
export async function* doubled(tasks: AsyncIterable<RemoteTask>): AsyncGenerator<RemoteTask> {
  for await (const task of tasks) {
    yield task;
    yield task;
  }
}

async function* quietly(
  tasks: AsyncIterable<RemoteTask>,
  swallowed: new (message: string) => Error,
): AsyncGenerator<RemoteTask> {
  try {
    yield* tasks;
  } catch (thrown) {
    if (!(thrown instanceof swallowed)) throw thrown;
  }
}

async function* nothing(): AsyncGenerator<RemoteTask> {}

function emptyTask(remoteId: string): RemoteTask {
  const unsaid = { code: null, version: null, locked: null, raw: null };
  return { remoteId, fields: {}, unknownWords: [], evidence: [], ...unsaid };
}
