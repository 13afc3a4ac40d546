// Tasks that only a portal has: taken into the register as the portal shows them, with the portal as their origin, and
// linked. Never changes a task that the register has already.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import type { RemoteTask } from "../../schemas/remote.ts";
import { mayLeave, type Classification, type ProposedTask } from "../../schemas/task.ts";
import { showDay } from "../../schemas/time.ts";
import { lookUp, readDirectory, type Directory } from "../register/directory.ts";
import { applyProposals, compareProposals } from "../register/import.ts";
import { resolutionsIn } from "../register/documents.ts";
import { readSources } from "../register/sources.ts";
import { tidy } from "../register/wording.ts";
import { recordListing, tasksToLink, type LinkableTask } from "../store/links.ts";
import type { Lane, Means } from "./lane.ts";
import { textOf, writeLinks, type LinkPreview } from "./link.ts";
import { foldCode, ownCodeOf } from "./match-sides.ts";

export interface NewTask {
  code: string;
  remoteId: string;
  title: string;
}

export interface NewRecords {
  preview: LinkPreview;
  /** "all": everything the preview calls new. Named ones may also be candidates that a person turned down. */
  remoteIds: readonly string[] | "all";
  /** Said by a person: a portal shows no marking, and an unmarked task counts as secret. */
  classification: Classification;
}

/**
 * Creates the tasks and links those that may leave this machine, all or none. UserError with every record that is
 * unknown, linked, without a title, or known to the register under its code.
 */
export async function acceptNew(means: Means, lane: Lane, asked: NewRecords): Promise<NewTask[]> {
  const { preview, classification } = asked;
  const remoteIds = asked.remoteIds === "all" ? preview.new.map(({ remoteId }) => remoteId) : asked.remoteIds;
  return await means.store.transaction(async (tx) => {
    const records = takenFrom(preview, { remoteIds, tasks: await tasksToLink(tx, lane.portal) });
    const codes = codesFor(records, lane.portal);
    const directory = await readDirectory(tx);
    const proposals = records.map((record) =>
      proposalOf(record, { code: codes.get(record.remoteId) ?? "", classification, directory }),
    );
    const provenance = { who: means.who, system: lane.portal, run: means.run, at: means.now() };
    const comparisons = await compareProposals(tx, proposals);
    await applyProposals(tx, comparisons, { provenance, newId: () => means.newId() });
    const created = records.map(({ remoteId }, at) => {
      const { code = "", title = "" } = proposals[at] ?? {};
      return { code, remoteId, title };
    });
    if (mayLeave(classification)) {
      const ids = new Map((await tasksToLink(tx, lane.portal)).map(({ code, id }) => [code, id]));
      const links = created.map(({ code, remoteId }) => ({ taskId: ids.get(code) ?? "", remoteId }));
      await writeLinks(tx, { means, lane, links });
    }
    await recordListing(tx, { portal: lane.portal, at: means.now(), listed: preview.listed });
    return created;
  });
}

/** The records by their ids; UserError with each that cannot become a task. */
function takenFrom(
  { records, portal }: LinkPreview,
  { remoteIds, tasks }: { remoteIds: readonly string[]; tasks: readonly LinkableTask[] },
): RemoteTask[] {
  const owners = new Map(tasks.map(({ remoteId, code }) => [remoteId, code]));
  const known = new Map(tasks.map(({ code }) => [foldCode(code), code]));
  const problems: Phrase[] = [];
  const taken = [...new Set(remoteIds)].flatMap((remoteId) => {
    const record = records.get(remoteId);
    const owner = owners.get(remoteId);
    const code = known.get(foldCode(record?.code ?? "")) ?? known.get(foldCode(ownCodeOf(portal, remoteId)));
    const place = { portal, remoteId };
    if (record === undefined) problems.push(phrase("push.new.no_record", place));
    else if (owner !== undefined) problems.push(phrase("push.new.linked", { ...place, owner }));
    else if (code !== undefined) problems.push(phrase("push.new.code_taken", { ...place, code }));
    else if (textOf(record.fields.title) === null) problems.push(phrase("push.new.no_title", place));
    return record ?? [];
  });
  if (problems.length > 0) throw new UserError(problems);
  return taken;
}

/** The portal's own code where it has one and gives it once. */
function codesFor(records: readonly RemoteTask[], portal: string): Map<string, string> {
  const shown = records.map(({ remoteId, code }) => ({ remoteId, code: tidy(code ?? "") }));
  const sameCode = Map.groupBy(shown, ({ code }) => foldCode(code));
  return new Map(
    shown.map(({ remoteId, code }) => [
      remoteId,
      code !== "" && sameCode.get(foldCode(code))?.length === 1 ? code : ownCodeOf(portal, remoteId),
    ]),
  );
}

function proposalOf(
  { document, fields }: RemoteTask,
  said: { code: string; classification: Classification; directory: Directory },
): ProposedTask {
  const sources = readSources(document ?? "");
  const dueOn = textOf(fields.dueOn);
  const lead = textOf(fields.leadOrganisation);
  return {
    code: said.code,
    kind: "task",
    programmes: resolutionsIn(sources.map((source) => source.document)),
    title: tidy(textOf(fields.title) ?? ""),
    sources,
    deadline:
      dueOn === null
        ? { dueOn, precision: "none", text: "" }
        : { dueOn, precision: "day", text: showDay(dueOn) },
    internalDueOn: null,
    deliverable: "",
    classification: said.classification,
    // A name that the register does not know stays with the portal: the first meeting takes it over or asks.
    leadOrganisation: lead !== null && "id" in lookUp(said.directory, lead) ? lead : null,
    cooperatingOrganisations: [],
  };
}
