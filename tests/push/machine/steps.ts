// The steps of a run as plain data; a printed step says all. How they are drawn is in story.ts, what they do in acts.ts.
import type { FieldName } from "../../../schemas/field.ts";
import type { FaultRule } from "../../../schemas/simulator.ts";
import type { Lifecycle } from "../../../schemas/status.ts";
import type { Death } from "./life.ts";

/** What a person changes in the register. */
export type RegisterEdit =
  | { edit: "progress"; percent: number }
  | { edit: "done"; lifecycle: "completed" | "submitted"; on: string; file: "with" | "without" }
  | { edit: "text"; field: "progressText" | "difficulties" | "lateReason" }
  | { edit: "expected"; on: string | null }
  | {
      edit: "money";
      field: "budgetRegistered" | "budgetAllocated" | "budgetDisbursed";
      amount: number | null;
    }
  | { edit: "lifecycle"; to: Lifecycle }
  | { edit: "deadline"; on: string }
  | { edit: "file" };

/** What a person changes at a portal; a text is one that nobody has used before. */
export type PortalEdit =
  | { edit: "text"; field: "title" | "progressText" | "difficulties" | "lateReason" | "leadOrganisation" }
  | { edit: "set"; field: FieldName; value: string | number | null }
  | { edit: "word"; word: string };

export type Step =
  | { do: "register"; task: number; set: RegisterEdit }
  | { do: "portal"; task: number; portal: number; set: PortalEdit }
  | ({
      do: "meanwhile";
      task: number;
      portal: number;
      at: "read" | "before write" | "after write";
      nth: number;
    } & ({ register: RegisterEdit } | { theirs: PortalEdit }))
  | { do: "secret"; task: number; is: "normal" | "mat" }
  | { do: "vanish" | "double"; task: number; portal: number }
  | { do: "fault"; portal: number; rules: FaultRule[] }
  | { do: "late"; portal: number; ms: number }
  | { do: "war"; portal: number; task: number; field: "progressText" | "difficulties" | "percent" }
  | { do: "push"; portal: number; scope: "due" | "full"; death: Death | null }
  | { do: "twice"; portal: number }
  | { do: "plan"; portal: number; scope: "due" | "all" }
  | {
      do: "resolve";
      portal: number;
      pick: number;
      take: "ours" | "theirs" | "value";
      scope: "once" | "always";
    }
  /** Both sides change a field, a person decides, and perhaps somebody changes it again before that is carried out. */
  | {
      do: "conflict";
      task: number;
      portal: number;
      field: "progressText" | "difficulties" | "lateReason";
      take: "ours" | "theirs" | "value";
      overtakenBy: "nobody" | "register" | "portal";
    }
  /** A run is killed once it has written, and the task is gone before anybody looks. */
  | { do: "lost"; task: number; portal: number }
  /** The same, but somebody adds an entry over ours before anybody looks. */
  | { do: "overtaken"; task: number; portal: number }
  /** A field moves at the portal, and here while the push that sees it is looking. */
  | { do: "race"; task: number; portal: number; field: "dueOn" | "lifecycle" }
  | { do: "word"; task: number; portal: number; meaning: Lifecycle | "unchanged" | "forget" }
  | { do: "override"; portal: number; guard: "short-listing" | "empty-listing" }
  | { do: "pass"; ms: number };
