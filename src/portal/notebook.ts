// What an adapter of a portal without an interface works on: the notes kept about that portal, and the slips that lie
// before people. The adapter keeps nothing itself; a store keeps the notebook, or memory in tests.
import type { NotedTask, Slip, SlipFile } from "../../schemas/by-hand.ts";
import type { FieldValues } from "../../schemas/field.ts";
import type { RemoteId } from "../../schemas/remote.ts";

/** A task with the slip that waits to be entered for it; `null`: none does. */
export type OpenPage = NotedTask & { slip: Slip | null };

export interface Notebook {
  /** Every task that the portal was last known to show. */
  pages(): Promise<OpenPage[]>;
  page(remoteId: RemoteId): Promise<OpenPage | null>;
  /**
   * Adds to the open slip of a task, or begins one; a field that stands on it already is replaced. Says the slip's
   * number. Transient when the lane is no longer ours: nothing was written.
   */
  handOut(what: { remoteId: RemoteId; fields: FieldValues; files: readonly SlipFile[] }): Promise<number>;
  /** Withdraws the open slip of a task, if there is one. Transient as above. */
  withdraw(remoteId: RemoteId): Promise<void>;
}
