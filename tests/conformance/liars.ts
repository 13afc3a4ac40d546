// Deliberately wrong adapters: the in-memory portal told through a session that lies in one way. Each names the
// cases that must catch it.
import { Secret } from "../../schemas/secret.ts";
import { SignedOut, Transient } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import { portal as honest } from "../../adapters/memory/adapter.ts";
import { memoryStage } from "./stages.ts";
import { yes, type PortalSession, type RemoteTask } from "../../src/portal/contract.ts";

import {
  bending,
  boaster,
  bytesOf,
  dayLater,
  doubled,
  emptyTask,
  firstFive,
  liar,
  listing,
  nothing,
  oneOfEachCode,
  quietly,
  said,
  seeing,
  textBending,
  unaccented,
  type Liar,
  type WholeSession,
} from "./liar.ts";

export const liars: readonly Liar[] = [
  {
    lie: "keeps what it saw first for every later session",
    caughtBy: ["surprises.edited-between", "surprises.edit-is-seen"],
    async make() {
      const { portal, owner } = memoryStage();
      const seen = new Map<string, RemoteTask | null>();
      const open: typeof portal.open = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        const readTask = async (remoteId: string) => {
          if (!seen.has(remoteId)) seen.set(remoteId, await session.readTask(remoteId));
          return seen.get(remoteId) ?? null;
        };
        return { ...session, readTask };
      };
      return { portal: { ...portal, open }, owner };
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
      "reading.cut-list",
      "outages.portal-down",
    ],
    listing((tasks) => quietly(tasks, Transient)),
  ),
  liar(
    "takes a sign-in page for the end of the list",
    ["reading.login-page", "reading.redirect-to-login"],
    listing((tasks) => quietly(tasks, SignedOut)),
  ),
  liar("shows a task that was removed as it last saw it", ["reading.removed"], (honestly) => {
    const seen = new Map<string, RemoteTask>();
    return {
      async readTask(remoteId) {
        const task = (await honestly.readTask(remoteId)) ?? seen.get(remoteId) ?? null;
        if (task !== null) seen.set(remoteId, task);
        return task;
      },
    };
  }),
  liar("lists a task that was removed as long as it remembers it", ["reading.removed"], (honestly) => {
    const listed = new Map<string, RemoteTask>();
    return {
      async *listTasks() {
        for await (const task of honestly.listTasks()) listed.set(task.remoteId, task);
        yield* listed.values();
      },
    };
  }),
  liar(
    "takes the second record of a code for the first",
    ["reading.copied"],
    listing((tasks) => oneOfEachCode(tasks)),
  ),
  liar("lists only once", ["reading.twice"], (honestly) => {
    let used = false;
    return { listTasks: () => (used ? nothing() : ((used = true), honestly.listTasks())) };
  }),
  {
    lie: "shows an empty portal to a wrong password",
    caughtBy: ["reading.wrong-password"],
    async make() {
      const { portal, owner } = memoryStage();
      const open: typeof portal.open = (options, http) =>
        portal.open(options, http).catch((): PortalSession => ({ listTasks: () => nothing() }));
      return { portal: { ...portal, open }, owner };
    },
  },
  {
    lie: "knows nobody",
    caughtBy: ["reading.signs-in", "reading.empty"],
    async make() {
      const { portal, owner } = memoryStage();
      const open: typeof portal.open = (options: object, http) =>
        portal.open({ ...options, password: new Secret("nhầm") }, http);
      return { portal: { ...portal, open }, owner };
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
  liar(
    "shows no digest of a file although it declares it",
    ["evidence.proof"],
    seeing((task) => ({ ...task, evidence: task.evidence.map((file) => ({ ...file, sha256: null })) })),
  ),
  liar("says that it stored every file whole", ["evidence.stored"], (honestly) => ({
    sendEvidence: async (file) => ({ ...(await honestly.sendEvidence(file)), stored: file }),
  })),
  liar("hands out other bytes", ["evidence.read-back", "evidence.read-cut"], () => ({
    readEvidence: async (_file, take) => await take(bytesOf("%PDF-1.4 khác")),
  })),
  liar("hands out what was sent, whatever it holds", ["evidence.read-damaged", "evidence.lost"], () => ({
    readEvidence: async (_file, take) =>
      await take(bytesOf("%PDF-1.4\n1 0 obj << >> endobj\n% minh chứng\n%%EOF\n")),
  })),
  liar("offers no evidence although it declares it", ["abilities.calls"], (honestly) => {
    const { sendEvidence: _withheld, ...rest } = honestly;
    return { ...rest, sendEvidence: undefined as never };
  }),
  boaster("maps a status word to another status than it reads", ["writing.status-words"], {
    status: { ...honest.facts.status, writes: { ...honest.facts.status.writes, on_hold: "Đã hủy" } },
  }),
  boaster("gives no reason for a status that it has no word for", ["writing.status-words"], {
    status: { ...honest.facts.status, writes: { ...honest.facts.status.writes, declined: { none: " " } } },
  }),
  boaster("does not say what a status word loses", ["writing.status-words"], {
    status: {
      ...honest.facts.status,
      reads: { ...honest.facts.status.reads, "Chậm tiến độ": { lifecycle: null, timeliness: "overdue" } },
    },
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
  liar(
    "shows the newest entry first",
    ["writing.entries-in-order", "writing.marker"],
    seeing((task) => ({ ...task, entries: (task.entries ?? []).toReversed() })),
  ),
  liar(
    "loses its marks",
    ["writing.marker"],
    seeing((task) => ({
      ...task,
      entries: (task.entries ?? []).map((entry) => ({ ...entry, marker: null })),
    })),
  ),
  {
    lie: "marks texts where the portal has no place for marks",
    caughtBy: ["writing.no-marker"],
    async make() {
      const { portal, owner } = memoryStage();
      const open: typeof portal.open = async (options, http) => {
        const session = (await portal.open(options, http)) as WholeSession;
        const marking = bending((set, { marker }) =>
          "progressText" in set ? { ...set, progressText: `${set.progressText} ${marker}` } : set,
        );
        return { ...session, ...marking(session) };
      };
      return {
        portal: { ...portal, open, facts: { ...portal.facts, marker: { none: "no place" } } },
        owner,
      };
    },
  },
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
];
