// What persons change in the register and at a portal. Every text is one that nobody has used before, so that nothing
// is ever repeated by chance.
import { UserError } from "../../../schemas/errors.ts";
import { showDay } from "../../../schemas/time.ts";
import { changeTask, recordProgress } from "../../../src/register/change.ts";
import type { PortalEdit, RegisterEdit } from "./steps.ts";
import { byPerson, type Side, type World } from "./world.ts";

/** Changes the register as a person does. */
export async function editRegister(world: World, code: string, set: RegisterEdit): Promise<void> {
  world.count(`register ${set.edit}`);
  switch (set.edit) {
    case "progress": {
      const { percent } = set;
      return await reported(world, code, {
        lifecycle: "in_progress",
        percent,
        progressText: world.text("Đã làm"),
      });
    }
    case "done": {
      const { lifecycle, on: completedOn } = set;
      await reported(world, code, {
        lifecycle,
        percent: 100,
        completedOn,
        progressText: world.text("Đã xong"),
      });
      if (set.file === "with") await world.addFile(code);
      return;
    }
    case "text":
      return await reported(world, code, { [set.field]: world.text("Đơn vị báo") });
    case "expected":
      return await reported(world, code, { expectedOn: set.on });
    case "money":
      return await reported(world, code, { [set.field]: set.amount === null ? null : BigInt(set.amount) });
    case "lifecycle":
      return await reported(world, code, { lifecycle: set.to });
    case "deadline":
      return await changed(world, code, {
        deadline: { dueOn: set.on, precision: "day", text: showDay(set.on) },
      });
    case "file":
      return await world.addFile(code);
  }
}

/** Reports; a refusal counts as one. */
export async function reported(
  world: World,
  code: string,
  report: Parameters<typeof recordProgress>[1]["report"],
): Promise<void> {
  try {
    await world.store.transaction(
      async (tx) => void (await recordProgress(tx, { code, report, provenance: byPerson(world) })),
    );
  } catch (error) {
    // What was adopted from a portal may forbid it: a completion date without a completion.
    if (!(error instanceof UserError)) throw error;
    world.count("refused report");
  }
}

/** Changes what a task is. */
export async function changed(
  world: World,
  code: string,
  set: Parameters<typeof changeTask>[1]["set"],
): Promise<void> {
  await world.store.transaction(
    async (tx) => void (await changeTask(tx, { code, set, provenance: byPerson(world) })),
  );
}

/** Changes a task at a portal as a person there does; passes over one that is gone. */
export function editPortal(
  world: World,
  { simulator, remoteIds, wire }: Side,
  { task, set }: { task: number; set: PortalEdit },
): void {
  const remoteId = remoteIds[task % world.codes.length] ?? "";
  if (!isThere(simulator, remoteId)) return;
  world.count(`portal ${set.edit}`);
  wire.edited.add(`${remoteId} ${set.edit === "word" ? "lifecycle" : set.field}`);
  if (set.edit === "text") simulator.edit(remoteId, { [set.field]: world.text("Cổng ghi") });
  else if (set.edit === "set") simulator.edit(remoteId, { [set.field]: set.value });
  else simulator.edit(remoteId, { lifecycle: set.word });
}

/** Whether a portal still holds a task. */
export function isThere(simulator: Side["simulator"], remoteId: string): boolean {
  return simulator.held().some((task) => task.remoteId === remoteId);
}

/** The task at a drawn place. */
export function codeAt({ codes }: World, task: number): string {
  return codes[task % codes.length] ?? "";
}

/** The portal at a drawn place. */
export function sideAt({ sides }: World, portal: number): Side {
  const side = sides[portal % sides.length];
  if (side === undefined) throw new Error("a world without portals");
  return side;
}
