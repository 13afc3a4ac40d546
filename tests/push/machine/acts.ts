// What each step does, with the functions behind the commands and with the simulators' own; what a person says is
// entered in the world's own account. A step that has nothing to act on does nothing.
import { allow } from "../../../src/push/override.ts";
import { planLane } from "../../../src/push/plan.ts";
import { forgetOne, mapOne, openConflicts, resolve } from "./conflicts.ts";
import { changed, codeAt, editPortal, editRegister, isThere, sideAt } from "./edits.ts";
import { checkUnchanged, snapshot } from "./invariants.ts";
import { isUnsettled, push, pushNothing, script } from "./pushes.ts";
import type { RegisterEdit, Step } from "./steps.ts";
import type { Side, World } from "./world.ts";

type Act<Name extends Step["do"]> = (world: World, step: Extract<Step, { do: Name }>) => Promise<void>;

/** Does one step. */
export async function take(world: World, step: Step): Promise<void> {
  await world.pass(1);
  world.count(`step ${step.do}`);
  await (acts[step.do] as Act<typeof step.do>)(world, step as never);
}

const acts: { [Name in Step["do"]]: Act<Name> } = {
  register: async (world, { task, set }) => await editRegister(world, codeAt(world, task), set),
  portal: async (world, step) => editPortal(world, sideAt(world, step.portal), step),
  async meanwhile(world, step) {
    const side = sideAt(world, step.portal);
    const act = async () =>
      "register" in step
        ? await editRegister(world, codeAt(world, step.task), step.register)
        : editPortal(world, side, { task: step.task, set: step.theirs });
    side.wire.meanwhile.push({ at: step.at, nth: step.nth, act });
  },
  async secret(world, { task, is }) {
    const code = codeAt(world, task);
    await changed(world, code, { classification: is });
    if (is === "mat") world.secret.add(code);
    else world.secret.delete(code);
  },
  vanish: async (world, { task, portal }) => vanish(world, sideAt(world, portal), task),
  async double(world, { task, portal }) {
    const { simulator, remoteIds } = sideAt(world, portal);
    const remoteId = remoteIds[task % world.codes.length] ?? "";
    if (isThere(simulator, remoteId)) simulator.copy(remoteId);
  },
  async fault(world, { portal, rules }) {
    script(world, sideAt(world, portal), rules);
  },
  async late(world, { portal, ms }) {
    sideAt(world, portal).wire.lateByMs = ms;
  },
  async war(world, { portal, task, field }) {
    const side = sideAt(world, portal);
    const value = field === "percent" ? 5 : "Đơn vị khác ghi";
    script(world, side, [{ fault: "rewrites-field", on: "write", times: 99, with: { field, value } }]);
    const set =
      field === "percent" ? ({ edit: "progress", percent: 40 } as const) : ({ edit: "text", field } as const);
    await editRegister(world, codeAt(world, task), set);
    for (let round = 0; round < 4; round += 1) await push(world, side, { scope: "full", death: null });
  },
  push: async (world, step) => void (await push(world, sideAt(world, step.portal), step)),
  async twice(world, { portal }) {
    const side = sideAt(world, portal);
    const report = await push(world, side, { scope: "full", death: null });
    if (report === null || isUnsettled(report)) return;
    await pushNothing(world, side);
  },
  async plan(world, { portal, scope }) {
    const { lane, simulator, wire } = sideAt(world, portal);
    const before = await snapshot(world);
    const { writes } = simulator.tally();
    const { meanwhile } = wire;
    // Who would act at the wire waits for the push.
    wire.meanwhile = [];
    await planLane(world.means(), lane, scope);
    wire.meanwhile = meanwhile;
    await checkUnchanged(world, before);
    if (simulator.tally().writes !== writes) world.wrong.push("a plan wrote to the portal");
  },
  resolve: async (world, { portal, pick, take: side, scope }) => {
    const at = sideAt(world, portal);
    const open = await openConflicts(world, at);
    const chosen = open[pick % Math.max(1, open.length)];
    if (chosen !== undefined) await resolve(world, at, { chosen, side, scope });
  },
  async conflict(world, { task, portal, field, take: side, overtakenBy }) {
    const at = sideAt(world, portal);
    const code = codeAt(world, task);
    const ours = async () => await editRegister(world, code, { edit: "text", field });
    const theirs = () => editPortal(world, at, { task, set: { edit: "text", field } });
    await ours();
    theirs();
    await push(world, at, { scope: "full", death: null });
    const chosen = (await openConflicts(world, at)).find((one) => one.code === code && one.field === field);
    if (chosen === undefined) return;
    await resolve(world, at, { chosen, side, scope: "once" });
    if (overtakenBy === "register") await ours();
    else if (overtakenBy === "portal") theirs();
    world.count(`overtaken by ${overtakenBy}`);
    await push(world, at, { scope: "due", death: null });
  },
  async race(world, { task, portal, field }) {
    const at = sideAt(world, portal);
    const [theirs, ours]: [string, RegisterEdit] =
      field === "dueOn"
        ? ["2026-03-31", { edit: "deadline", on: "2026-09-30" }]
        : ["on_hold", { edit: "lifecycle", to: "returned" }];
    editPortal(world, at, { task, set: { edit: "set", field, value: theirs } });
    const act = async () => await editRegister(world, codeAt(world, task), ours);
    at.wire.meanwhile.push({ at: "read", nth: 0, act });
    await push(world, at, { scope: "full", death: null });
  },
  async lost(world, { task, portal }) {
    const at = sideAt(world, portal);
    await editRegister(world, codeAt(world, task), { edit: "text", field: "difficulties" });
    await push(world, at, { scope: "due", death: { at: "write", when: "after", nth: 0 } });
    vanish(world, at, task);
    await push(world, at, { scope: "full", death: null });
  },
  async overtaken(world, { task, portal }) {
    const at = sideAt(world, portal);
    await editRegister(world, codeAt(world, task), { edit: "text", field: "progressText" });
    await push(world, at, { scope: "due", death: { at: "write", when: "after", nth: 0 } });
    editPortal(world, at, { task, set: { edit: "text", field: "progressText" } });
    await push(world, at, { scope: "full", death: null });
  },
  async word(world, { task, portal, meaning }) {
    const at = sideAt(world, portal);
    editPortal(world, at, { task, set: { edit: "word", word: "Tạm dừng" } });
    await push(world, at, { scope: "full", death: null });
    await mapOne(world, at, meaning === "forget" ? "unchanged" : meaning);
    await push(world, at, { scope: "due", death: null });
    if (meaning === "forget") await forgetOne(world, at);
  },
  async override(world, { portal, guard }) {
    const until = new Date(Date.parse(world.now()) + 600_000).toISOString();
    await allow(world.means(), sideAt(world, portal).lane, { guard, reason: "cổng đang dọn dữ liệu", until });
  },
  pass: async (world, { ms }) => await world.pass(ms),
};

function vanish({ codes }: World, { simulator, remoteIds }: Side, task: number): void {
  const remoteId = remoteIds[task % codes.length] ?? "";
  if (isThere(simulator, remoteId)) simulator.remove(remoteId);
}
