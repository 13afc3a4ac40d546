// Portals without an interface, reached by people: what such a portal was last known to show and who said so, and the
// slips that lie before a person. Values are canonical; `asTyped` writes them as a person enters them.
import type { Evidence } from "./evidence.ts";
import { fields, type FieldName, type FieldValue, type FieldValues } from "./field.ts";
import type { RemoteId } from "./remote.ts";
import { wordFor, type Lifecycle, type StatusMap } from "./status.ts";
import { showDay, type Instant } from "./time.ts";

/** Headings of the columns of a portal's export; a field that is absent is not exported. */
export type ExportColumns = { code: string; document?: string | undefined; files?: string | undefined } & {
  [Name in FieldName]?: string | undefined;
};

/** How a portal is entered by hand, in its own words. */
export interface SheetRules {
  /** Where each field is entered. */
  labels: { readonly [Name in FieldName]?: string | undefined };
  /** Where files are uploaded; `null`: nowhere. */
  filesLabel: string | null;
  /** `null`: the portal exports nothing. */
  columns: ExportColumns | null;
}

/** Who said what a portal shows: its own export, a person who entered it, or a person who took it for granted. */
export interface Said {
  by: "export" | "receipt" | "taken";
  who: string;
  at: Instant;
  /** Of a receipt: the number that the portal gave. */
  number: string | null;
  /** Of a receipt: what the portal was known to show before. */
  before?: FieldValue;
}

export interface NotedFile extends Said {
  name: string;
  /** `null` where only an export names the file. */
  size: number | null;
  sha256: string | null;
}

/** A task as its portal was last known to show it. */
export interface NotedTask {
  remoteId: RemoteId;
  code: string;
  document: string | null;
  fields: FieldValues;
  said: Partial<Record<FieldName, Said>>;
  files: NotedFile[];
}

/** A file to be uploaded. */
export type SlipFile = Pick<Evidence, "sha256" | "name" | "size">;

/** What one person is to enter of one task; at most one slip of a task is open. */
export interface Slip {
  number: number;
  remoteId: RemoteId;
  fields: FieldValues;
  files: SlipFile[];
  /** Since when something of this task waits to be entered, slips that this one replaced included. */
  since: Instant;
  state: "open" | "entered" | "not_taken" | "withdrawn";
}

/** What a person says of a slip. */
export interface Receipt {
  who: string;
  at: Instant;
  number: string | null;
}

/** One row of a portal's export, read. Fields that the export has no column for are absent. */
export interface ExportedTask {
  code: string;
  document: string | null;
  fields: FieldValues;
  /** Names of files; `null`: the export has no column for them. */
  files: string[] | null;
}

/** What an unknown or empty box counts as: where nothing stands, nothing has begun. */
export function countsAs(name: FieldName, value: FieldValue): FieldValue {
  if (value !== null) return value;
  if (fields[name].kind === "percent") return 0;
  return fields[name].kind === "lifecycle" ? "not_started" : null;
}

/** A value exactly as it is to be typed: days as dd/MM/yyyy, money in groups of three, a status by the portal's word. */
export function asTyped(name: FieldName, value: FieldValue, status: StatusMap): string {
  if (value === null || value === "") return "";
  switch (fields[name].kind) {
    case "day":
      return showDay(String(value));
    case "money":
      return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ".");
    case "lifecycle":
      return wordFor(status, value as Lifecycle) ?? String(value);
    default:
      return String(value);
  }
}
