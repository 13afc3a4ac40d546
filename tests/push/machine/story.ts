// How stories are drawn: a shape of the world and the steps in it. Common things are common, rare things happen.
import fc from "fast-check";
import type { FieldName } from "../../../schemas/field.ts";
import type { Lifecycle } from "../../../schemas/status.ts";
import { faultKinds } from "./faults.ts";
import type { Death } from "./life.ts";
import type { PortalEdit, RegisterEdit, Step } from "./steps.ts";
import type { Shape } from "./world.ts";

const task = fc.nat(3);
const portal = fc.nat(1);
const percent = fc.constantFrom(0, 10, 20, 40, 50, 70, 90, 100);
const pastDay = fc.constantFrom("2025-11-20", "2025-12-01", "2025-12-05");
const day = fc.constantFrom("2025-11-30", "2025-12-20", "2026-01-31", "2026-06-30");
const money = fc.constantFrom(1_500_000, 20_000_000);
const lifecycle = fc.constantFrom<Lifecycle>(
  "not_started",
  "in_progress",
  "returned",
  "on_hold",
  "cancelled",
  "declined",
);
const anyLifecycle = fc.oneof(lifecycle, fc.constantFrom<Lifecycle>("submitted", "completed"));

const registerEdit: fc.Arbitrary<RegisterEdit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ edit: fc.constant("progress" as const), percent }) },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("done" as const),
      lifecycle: fc.constantFrom("completed" as const, "submitted" as const),
      on: pastDay,
      file: fc.constantFrom("with" as const, "with" as const, "without" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      edit: fc.constant("text" as const),
      field: fc.constantFrom("progressText" as const, "difficulties" as const, "lateReason" as const),
    }),
  },
  fc.record({ edit: fc.constant("expected" as const), on: fc.option(day) }),
  fc.record({
    edit: fc.constant("money" as const),
    field: fc.constantFrom(
      "budgetRegistered" as const,
      "budgetAllocated" as const,
      "budgetDisbursed" as const,
    ),
    amount: fc.option(money),
  }),
  fc.record({ edit: fc.constant("lifecycle" as const), to: lifecycle }),
  fc.record({ edit: fc.constant("deadline" as const), on: day }),
  fc.record({ edit: fc.constant("file" as const) }),
);

const set = <Name extends FieldName>(field: Name, value: fc.Arbitrary<string | number | null>) =>
  fc.record({ edit: fc.constant("set" as const), field: fc.constant(field), value });

const portalEdit: fc.Arbitrary<PortalEdit> = fc.oneof(
  { weight: 3, arbitrary: set("percent", percent) },
  { weight: 2, arbitrary: set("lifecycle", anyLifecycle) },
  { weight: 2, arbitrary: set("dueOn", fc.option(day, { freq: 8 })) },
  set("completedOn", fc.option(pastDay)),
  set("expectedOn", fc.option(day)),
  set("budgetDisbursed", fc.option(money.map(String))),
  set("difficulties", fc.constant(null)),
  {
    weight: 4,
    arbitrary: fc.record({
      edit: fc.constant("text" as const),
      field: fc.constantFrom(
        "title" as const,
        "progressText" as const,
        "difficulties" as const,
        "lateReason" as const,
        "leadOrganisation" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("word" as const),
      word: fc.constantFrom("Đã phê duyệt", "Tạm dừng", "Quá hạn"),
    }),
  },
);

const death: fc.Arbitrary<Death> = fc.oneof(
  fc.record({
    at: fc.constant("transaction" as const),
    when: fc.constantFrom("before" as const, "after" as const),
    nth: fc.nat(6),
  }),
  fc.record({
    at: fc.constant("write" as const),
    when: fc.constantFrom("before" as const, "after" as const, "under way" as const),
    nth: fc.nat(1),
  }),
);

const meanwhile = {
  do: fc.constant("meanwhile" as const),
  task,
  portal,
  at: fc.constantFrom("read" as const, "before write" as const, "after write" as const),
  nth: fc.nat(1),
};

const push = (deadly: fc.Arbitrary<Death | null>) =>
  fc.record({
    do: fc.constant("push" as const),
    portal,
    scope: fc.constantFrom("due" as const, "due" as const, "full" as const),
    death: deadly,
  });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant("register" as const), task, set: registerEdit }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant("portal" as const), task, portal, set: portalEdit }) },
  { weight: 4, arbitrary: fc.record({ ...meanwhile, register: registerEdit }) },
  { weight: 4, arbitrary: fc.record({ ...meanwhile, theirs: portalEdit }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("secret" as const),
      task,
      is: fc.constantFrom("normal" as const, "mat" as const, "mat" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("vanish" as const, "double" as const), task, portal }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      portal,
      rules: fc
        .uniqueArray(fc.constantFrom(...Object.keys(faultKinds)), { minLength: 1, maxLength: 2 })
        .chain((kinds) => fc.tuple(...kinds.map((kind) => fc.constantFrom(...(faultKinds[kind] ?? []))))),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("late" as const), portal, ms: fc.constantFrom(1, 100, 200) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("war" as const),
      portal,
      task,
      field: fc.constantFrom("progressText" as const, "difficulties" as const, "percent" as const),
    }),
  },
  { weight: 14, arbitrary: push(fc.constant(null)) },
  { weight: 5, arbitrary: push(death) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("twice" as const), portal }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("plan" as const),
      portal,
      scope: fc.constantFrom("due" as const, "all" as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("resolve" as const),
      portal,
      pick: fc.nat(5),
      take: fc.constantFrom("ours" as const, "theirs" as const, "value" as const),
      scope: fc.constantFrom("once" as const, "once" as const, "once" as const, "always" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("conflict" as const),
      task,
      portal,
      field: fc.constantFrom("progressText" as const, "difficulties" as const, "lateReason" as const),
      take: fc.constantFrom("ours" as const, "theirs" as const, "value" as const),
      overtakenBy: fc.constantFrom("nobody" as const, "register" as const, "portal" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("race" as const),
      task,
      portal,
      field: fc.constantFrom("dueOn" as const, "lifecycle" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lost" as const), task, portal }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("overtaken" as const), task, portal }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("word" as const),
      task,
      portal,
      meaning: fc.oneof(
        anyLifecycle,
        fc.constantFrom("unchanged" as const, "forget" as const, "forget" as const),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("override" as const),
      portal,
      guard: fc.constantFrom("short-listing" as const, "empty-listing" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(100, 1_500, 700_000) }),
  },
);

const portalShape = fc.record({
  conditional: fc.constantFrom("versions" as const, "none" as const),
  reads: fc.constantFrom("lists and tasks" as const, "lists and tasks" as const, "lists" as const),
  keeps: fc.constantFrom("marked" as const, "marked" as const, "unmarked" as const, "newest" as const),
  owners: fc.constantFrom<Shape["portals"][number]["owners"]>(
    {},
    {},
    { percent: "shared", progressText: "shared", difficulties: "shared" },
    { dueOn: "theirs" },
  ),
});

/** How a run begins and what happens in it. */
export const story: fc.Arbitrary<{ shape: Shape; steps: Step[] }> = fc.record({
  shape: fc.record({
    tasks: fc.integer({ min: 2, max: 4 }),
    met: fc.boolean(),
    portals: fc.oneof(
      { weight: 3, arbitrary: fc.array(portalShape, { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(portalShape, { minLength: 2, maxLength: 2 }) },
    ),
  }),
  // Short stories are for shrinking; what is drawn is long.
  steps: fc.oneof(
    { withCrossShrink: true },
    { weight: 0, arbitrary: fc.array(step, { minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.array(step, { minLength: 6, maxLength: 12, size: "max" }) },
  ),
});
