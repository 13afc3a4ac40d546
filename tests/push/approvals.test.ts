import { describe, expect, it } from "vitest";
import { ApprovalsSchema } from "../../schemas/approvals.ts";
import { digestOf } from "../../schemas/canonical.ts";
import { ConfigSchema, GuardSettingsSchema } from "../../schemas/config.ts";
import { UserError } from "../../schemas/errors.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { Operation } from "../../schemas/operation.ts";
import type { Plan } from "../../schemas/plan.ts";
import { listEntries } from "../../src/ledger/read.ts";
import { approve, findPlan, listPlans, quorumOf, savePlan, type Quorum } from "../../src/push/approvals.ts";
import type { Means } from "../../src/push/lane.ts";
import { allow } from "../../src/push/override.ts";
import { makePlan, planLane, takeForPush } from "../../src/push/plan.ts";
import { judgeItems, type Circumstances } from "../../src/push/risk.ts";
import { pushLane } from "../../src/push/run.ts";
import { onEachDatabase } from "../databases.ts";
import { desksOn, type Desk } from "./desk.ts";

const linkId = "11111111-1111-4111-8111-111111111111";
const at = { linkId, taskCode: "NV-0001", portal: "nq57", remoteId: "1" };

function sending(set: FieldValues, before: FieldValues = {}): Operation {
  return { kind: "send_progress", ...at, set, before, base: {}, because: {}, after: null };
}

function adopting(set: FieldValues, before: FieldValues = {}): Operation {
  return { kind: "adopt", ...at, set, before, base: {}, because: {} };
}

const file: Operation = {
  kind: "send_evidence",
  ...at,
  sha256: "a".repeat(64),
  name: "bien-ban.pdf",
  mends: null,
  beside: [],
};
const held: Operation = {
  kind: "hold",
  ...at,
  fields: ["lifecycle"],
  reasons: [{ key: "reconcile.completed_unproven_here", values: {} }],
};

function aPlan(operations: readonly Operation[], refusals: Plan["refusals"] = []): Plan {
  const items = operations.map((operation) => ({ operation, fingerprint: "f" }));
  const plan = { format: "dongbo-plan-1" as const, madeAt: "2025-12-08T02:00:00.000Z", madeBy: "lan" };
  return { ...plan, items, refusals, checksum: digestOf({ ...plan, items, refusals }) };
}

function planOfMany(count: number): Plan {
  return aPlan(
    Array.from({ length: count }, (_, place) => ({
      ...sending({ percent: 60 }),
      linkId: `11111111-1111-4111-8111-1111111111${String(place + 10)}`,
    })),
  );
}

const usual: Circumstances = {
  guards: new Map([["nq57", GuardSettingsSchema.parse({})]]),
  links: new Map([["nq57", 100]]),
  overridden: new Set(),
  sensitive: new Set(),
};
const approvals = ApprovalsSchema.parse({});

function judged(operation: Operation, around: Partial<Circumstances> = {}) {
  const [one] = judgeItems(aPlan([operation]), { ...usual, ...around }, approvals);
  return one === undefined ? null : [one.risks, one.needed];
}

describe("the risk of an item", () => {
  it.each([
    ["weekly progress", sending({ percent: 60, progressText: "Bước hai" }), ["ordinary"], 0],
    ["a file", file, ["ordinary"], 0],
    ["a held task", held, ["ordinary"], 0],
    [
      "a completion",
      sending({ lifecycle: "completed", percent: 100 }, { lifecycle: "in_progress" }),
      ["completion"],
      1,
    ],
    ["a delivery", sending({ lifecycle: "submitted" }, { lifecycle: "in_progress" }), ["completion"], 1],
    ["the whole percent", sending({ percent: 100 }, { percent: 90 }), ["completion"], 1],
    ["a completion taken over", adopting({ completedOn: "2025-12-01" }), ["completion"], 1],
    ["another due date", sending({ dueOn: "2026-03-31" }, { dueOn: "2025-12-31" }), ["protectedField"], 1],
    ["another lead agency", adopting({ leadOrganisation: "Sở Tài chính" }), ["protectedField"], 1],
    ["a reopening", sending({ lifecycle: "in_progress" }, { lifecycle: "completed" }), ["reopening"], 2],
    [
      "a day of completion taken away",
      adopting({ completedOn: null }, { completedOn: "2025-12-01" }),
      ["reopening"],
      2,
    ],
  ] as const)("of %s", (_, operation, risks, needed) => {
    expect(judged(operation)).toEqual([[...risks], needed]);
  });

  it("of a file whose marks of secrecy somebody has settled asks for one approval", () => {
    expect(judged(file, { sensitive: new Set(["a".repeat(64)]) })).toEqual([["sensitiveEvidence"], 1]);
  });

  it("rises with a guard that refuses the plan or that somebody lets pass", () => {
    const refusal = {
      portal: "nq57",
      guard: "mapping-changed",
      reason: { key: "push.not_planned", values: {} },
    } as const;
    const refused = judgeItems(aPlan([file], [refusal]), usual, approvals);

    expect(refused[0]).toMatchObject({ risks: ["override"], needed: 2 });
    expect(judged(sending({ percent: 60 }), { overridden: new Set(["nq57"]) })).toEqual([["override"], 2]);
  });

  it("rises with the share of the portal's tasks, from the guard's own threshold on", () => {
    const [usually] = judgeItems(planOfMany(30), usual, approvals);
    const [rarely] = judgeItems(planOfMany(31), usual, approvals);

    expect(usually).toMatchObject({ risks: ["ordinary"], needed: 0 });
    expect(rarely).toMatchObject({ risks: ["bulk"], needed: 1 });
  });
});

it("asks for no quorum unless the configuration says so", () => {
  const settings = { portals: { nq57: { adapter: "nq57", cutOff: { daily: "17:00" } } } };
  const without = quorumOf(ConfigSchema.parse(settings));
  const having = quorumOf(ConfigSchema.parse({ ...settings, approvals: { approvers: ["minh"] } }), ["hoa"]);

  expect(without).toBeNull();
  expect(having?.approvers).toEqual(["minh", "hoa"]);
  expect(having?.approvals).toMatchObject({ ordinary: 0, completion: 1, reopening: 2 });
});

async function refusedFor(work: Promise<unknown>): Promise<UserError["problems"]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("it was not refused", { cause: error });
  return error.problems;
}

const as = (desk: Desk, who: string): Means => ({ ...desk.restarted(), who });

onEachDatabase("approving a plan", (open) => {
  const aDesk = desksOn(open);
  const quorum: Quorum = {
    approvals,
    guards: new Map([["nq57", GuardSettingsSchema.parse({ maxShare: 1 })]]),
    approvers: ["minh", "hoa"],
  };

  /** A plan by lan of one completion, or of what else is reported. */
  async function aPlanned(report: Parameters<Desk["report"]>[1] = { percent: 60, lifecycle: "in_progress" }) {
    const desk = await aDesk({ at: ["nq57"], tasks: 3 });
    await desk.report("NV-0001", report);
    const lan = as(desk, "lan");
    const plan = makePlan(lan, [await planLane(lan, desk.lane, "due")]);
    await savePlan(lan, plan);
    return { desk, lan, plan };
  }
  async function aCompletion() {
    const made = await aPlanned({ percent: 60, lifecycle: "in_progress" });
    await made.desk.addFile("NV-0001", "bien-ban.pdf");
    await made.desk.report("NV-0001", { percent: 100, lifecycle: "completed", completedOn: "2025-12-08" });
    const plan = makePlan(made.lan, [await planLane(made.lan, made.desk.lane, "due")]);
    await savePlan(made.lan, plan);
    return { ...made, plan };
  }

  it("lets ordinary progress run without one", async () => {
    const { desk, lan, plan } = await aPlanned();

    const approved = await takeForPush(lan, plan, quorum);
    const report = await pushLane(lan, desk.lane, { approved });

    expect(report).toMatchObject({ applied: 1, drifted: 0 });
  });

  it("keeps a completion back until somebody other than its author has approved it, and names who may", async () => {
    const { desk, lan, plan } = await aCompletion();

    const early = await refusedFor(takeForPush(lan, plan, quorum));
    const own = await refusedFor(approve(lan, plan, { quorum }));
    const stranger = await refusedFor(approve(as(desk, "khach"), plan, { quorum }));
    await approve(as(desk, "minh"), plan, { quorum, reason: "Đã xem biên bản" });
    const report = await pushLane(lan, desk.lane, { approved: await takeForPush(lan, plan, quorum) });

    expect(early).toMatchObject([
      {
        key: "push.plan_lacks_approvers",
        values: { needed: 1, have: 0, approvers: "minh, hoa", author: "lan" },
      },
    ]);
    expect(own).toMatchObject([{ key: "push.plan_own" }]);
    expect(stranger).toMatchObject([{ key: "push.plan_not_approver", values: { approvers: "minh, hoa" } }]);
    expect(report).toMatchObject({ applied: 1 });
  });

  it("does not count what the author approved before there was a quorum", async () => {
    const { lan, plan } = await aCompletion();
    await approve(lan, plan, { quorum: null });

    const kept = await refusedFor(takeForPush(lan, plan, quorum));

    expect(kept).toMatchObject([{ key: "push.plan_lacks_approvers", values: { needed: 1, have: 0 } }]);
  });

  it("counts two people where a guard is let pass, and one person once", async () => {
    const { desk, lan, plan } = await aPlanned();
    const until = new Date(Date.parse(lan.now()) + 3_600_000).toISOString();
    await allow(lan, desk.lane, { guard: "too-many-changes", reason: "Nhập bù", until });
    const minh = as(desk, "minh");

    await approve(minh, plan, { quorum });
    await approve(minh, plan, { quorum });
    const half = await refusedFor(takeForPush(lan, plan, quorum));
    await approve(as(desk, "hoa"), plan, { quorum });

    expect(half).toMatchObject([{ values: { needed: 2, have: 1, approvers: "hoa" } }]);
    expect((await takeForPush(lan, plan, quorum)).size).toBe(1);
  });

  it("stands for one content: a plan that differs in one value has none", async () => {
    const { desk, lan, plan } = await aCompletion();
    await approve(as(desk, "minh"), plan, { quorum });
    await desk.report("NV-0001", { progressText: "Thêm một câu" });
    const other = makePlan(lan, [await planLane(lan, desk.lane, "due")]);

    const refused = await refusedFor(takeForPush(lan, other, quorum));

    expect(other.checksum).not.toBe(plan.checksum);
    expect(refused).toMatchObject([{ values: { needed: 1, have: 0 } }]);
  });

  it("stands on the ledger with the whole checksum and the reason", async () => {
    const { desk, plan } = await aCompletion();
    const minh = as(desk, "minh");

    await approve(minh, plan, { quorum, reason: " Đã xem biên bản " });

    const entries = await minh.store.read(async (tx) => await listEntries(tx, { run: minh.run, limit: 5 }));
    expect(entries).toMatchObject([
      {
        lane: "plans",
        body: {
          who: "minh",
          note: {
            key: "push.plan_approved_because",
            values: { checksum: plan.checksum, reason: "Đã xem biên bản" },
          },
        },
      },
    ]);
  });

  it("comes too late once the plan has run", async () => {
    const { desk, lan, plan } = await aPlanned();
    await takeForPush(lan, plan, quorum);

    expect(await refusedFor(approve(as(desk, "minh"), plan, { quorum }))).toMatchObject([
      { key: "push.plan_used" },
    ]);
  });

  it("lists saved plans, newest first, with what each needs and has", async () => {
    const { desk, lan, plan } = await aCompletion();
    await approve(as(desk, "minh"), plan, { quorum, reason: "Được" });

    const listed = await listPlans(lan, quorum);
    const found = await findPlan(lan, plan.checksum.slice(0, 12), quorum);

    expect(listed).toHaveLength(2);
    expect(found).toMatchObject({
      plan,
      needed: 1,
      missing: 0,
      use: null,
      approvals: [{ who: "minh", reason: "Được" }],
    });
    expect(await refusedFor(findPlan(lan, "ffffffffffff", quorum))).toMatchObject([
      { key: "push.no_such_plan" },
    ]);
    expect(await refusedFor(findPlan(lan, "%", quorum))).toMatchObject([{ key: "push.no_such_plan" }]);
  });
});
