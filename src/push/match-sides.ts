// The two sides of a match, each read once into what the rules compare. Reads no store and asks no portal.
import type { RemoteTask } from "../../schemas/remote.ts";
import type { Task } from "../../schemas/task.ts";
import type { Day } from "../../schemas/time.ts";
import { looseFold } from "../register/fold.ts";
import { readSources } from "../register/sources.ts";
import { readTitle, type Title } from "./title.ts";

export interface OurTask {
  id: string;
  code: string;
  title: string;
  dueOn: Day | null;
  /** By the name that `TheirRecord` uses for the same organisation. */
  leadOrganisation: string | null;
  sources: Task["sources"];
  /** Only open tasks are linked: `closed` ones are marked so that nothing may leave, `linked` ones have a record. */
  standing: "open" | "closed" | "linked";
}

export interface TheirRecord extends Pick<RemoteTask, "remoteId" | "code" | "document"> {
  title: string;
  dueOn: Day | null;
  leadOrganisation: string | null;
  /** The code that the register gives it when it is taken over and has none of its own. */
  ownCode: string;
  linked: boolean;
}

interface Read {
  title: Title;
  /** Folded. */
  codes: string[];
  /** Folded; "" without one. */
  lead: string;
  sources: Task["sources"];
}

export interface Ours extends Read {
  task: OurTask;
}

export interface Theirs extends Read {
  record: TheirRecord;
}

/** A task of ours, read. */
export function oursOf(task: OurTask): Ours {
  const { code, title, leadOrganisation, sources } = task;
  return {
    task,
    title: readTitle(title),
    codes: [foldCode(code)],
    lead: looseFold(leadOrganisation ?? ""),
    sources,
  };
}

/** A record of theirs, read. */
export function theirsOf(record: TheirRecord): Theirs {
  const { code, ownCode, title, leadOrganisation, document } = record;
  return {
    record,
    title: readTitle(title),
    codes: [code ?? "", ownCode].map(foldCode).filter((one) => one !== ""),
    lead: looseFold(leadOrganisation ?? ""),
    sources: readSources(document ?? ""),
  };
}

/** "NQ57-1034": the code in the register of a record to which its portal gives none, or one for several. */
export function ownCodeOf(portal: string, remoteId: string): string {
  return `${portal.toUpperCase()}-${remoteId}`;
}

/** Codes are compared without case, blanks and the form of their diacritics. */
export function foldCode(code: string): string {
  return code.normalize("NFC").replaceAll(/\s+/g, "").toLowerCase();
}
