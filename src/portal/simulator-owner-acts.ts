// What a portal's owner does to tasks in the middle of a run, scripted as faults and the same at every portal: takes one
// away, gives it another number, merges, splits or hands it over. Acts through the portal's description alone.
import type { EngineFault, Fires } from "./simulator-faults.ts";
import type { FaultParameters, SimulatorSpec } from "./simulator-spec.ts";
import type { HeldTask } from "./simulator.ts";

interface Portal<State> {
  spec: Pick<SimulatorSpec<State>, "held" | "edit" | "remove" | "copy">;
  state: State;
}

/** Does what is scripted for this request, before it is handled. */
export function ownerActs<State>(
  { spec, state }: Portal<State>,
  { url, fires }: { url: URL; fires: Fires },
): void {
  for (const [fault, act] of Object.entries(acts)) {
    const target = (parameters: FaultParameters) => meant(spec.held(state), url, parameters["code"]);
    const parameters = fires(fault, (asked) => target(asked) !== undefined);
    const task = parameters === null ? undefined : target(parameters);
    if (parameters === null || task === undefined) continue;
    act(
      {
        edit: (id, fields) => spec.edit(state, id, fields),
        remove: (id) => spec.remove(state, id),
        copy: (id) => spec.copy(state, id),
        others: spec.held(state).filter(({ remoteId }) => remoteId !== task.remoteId),
      },
      task,
      parameters,
    );
  }
}

/** The task of this code; without one the task that the request names, else the first. */
function meant(
  held: HeldTask[],
  url: URL,
  code: string | number | boolean | undefined,
): HeldTask | undefined {
  if (code !== undefined) return held.find((task) => task.code === String(code));
  const parts = url.pathname.split("/");
  return held.find(({ remoteId }) => parts.includes(encodeURIComponent(remoteId))) ?? held[0];
}

interface Owner {
  edit(remoteId: string, fields: Readonly<Record<string, string | number | null>>): void;
  remove(remoteId: string): void;
  copy(remoteId: string): string;
  others: HeldTask[];
}

type OwnerAct = Extract<EngineFault, `task-${string}`>;

const acts: Readonly<Record<OwnerAct, (owner: Owner, task: HeldTask, parameters: FaultParameters) => void>> =
  {
    "task-gone": ({ remove }, { remoteId }) => remove(remoteId),
    "task-renumbered": ({ copy, remove }, { remoteId }) => {
      copy(remoteId);
      remove(remoteId);
    },
    "task-merged": ({ edit, remove, others }, task, { into }) => {
      const other = others.find(({ code }) => code === into) ?? others[0];
      if (other !== undefined) {
        edit(other.remoteId, { title: `${titleOf(other)} (đã gộp với ${task.code})` });
      }
      remove(task.remoteId);
    },
    "task-split": ({ copy, edit, remove }, task) => {
      for (const part of [1, 2]) edit(copy(task.remoteId), { title: `${titleOf(task)} (phần ${part})` });
      remove(task.remoteId);
    },
    "task-reassigned": ({ edit }, { remoteId }, { to = "Sở Tài chính" }) =>
      edit(remoteId, { leadOrganisation: String(to) }),
  };

function titleOf({ fields }: HeldTask): string {
  return String(fields["title"] ?? "");
}
