// The acts of the demo, in the order they are played. Each calls what the commands call.
import type { KeptBody } from "../../schemas/attempt.ts";
import { mayLeave } from "../../schemas/task.ts";
import { showDay } from "../../schemas/time.ts";
import { importAppendix } from "../intake/import.ts";
import { sampleOrganisations } from "../intake/sample-organisations.ts";
import type { SampleAppendix } from "../intake/samples.ts";
import { listEntries } from "../ledger/read.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { linksDueInFull } from "../push/in-full.ts";
import { acceptLinks, previewLinks } from "../push/link.ts";
import { makePlan, planLane } from "../push/plan.ts";
import { holds, standings } from "../push/standing.ts";
import { addOrganisations } from "../register/organisations.ts";
import { listTasks } from "../register/tasks.ts";
import type { Story } from "./demo.ts";
import { demoRun } from "./demo-run.ts";
import { planInText } from "./plan.ts";
import { pushInText } from "./push.ts";
import { say, tell } from "./shell.ts";

/** Act 1: three appendices enter the register, with the counts that the letter states; a second time nothing changes. */
export async function importAppendices(story: Story, appendices: readonly SampleAppendix[]): Promise<void> {
  const { shell, office } = story;
  const { means } = office;
  story.tell(`\n1. ${say(shell, "demo.import")}`);
  await means.store.transaction(
    async (tx) =>
      await addOrganisations(
        tx,
        sampleOrganisations.map((one) => ({ id: means.newId(), codes: [], ...one })),
      ),
  );
  for (const round of ["first", "second"] as const) {
    for (const { path, expect, dueBy } of appendices) {
      const request = { file: path, dryRun: false, expect, dueBy, provenance: office.provenance("import") };
      const summary = await means.store.transaction(
        async (tx) => await importAppendix(tx, { ...request, newId: () => means.newId() }),
      );
      const { file, total, due, new: added, changed, same } = summary;
      const day = showDay(dueBy);
      const line = say(shell, "demo.imported", { file, total, due, day, new: added, changed, same });
      story.tell(`   ${round === "first" ? line : `${say(shell, "demo.again")} ${line}`}`);
    }
  }
}

/** Act 2: the portals' owners hold the same tasks; codes are matched and both sides meet for the first time. */
export async function linkPortals(story: Story): Promise<void> {
  const { shell, office } = story;
  const tasks = await office.means.store.read(async (tx) => await listTasks(tx, { limit: 1000 }));
  const open = tasks.filter(({ classification }) => mayLeave(classification));
  const records = open.map(({ code, title, dueOn, leadOrganisation }) => ({
    code,
    title,
    dueOn,
    leadOrganisation,
  }));
  for (const { simulator } of story.portals) simulator.seed(records);
  story.tell(`\n2. ${say(shell, "demo.link", { secret: tasks.length - open.length })}`);
  for (const lane of await office.lanes()) {
    const preview = await previewLinks(office.means, lane);
    await acceptLinks(office.means, lane, { preview, pairs: preview.sure });
    const [report] = await demoRun(story, "push", [lane]);
    const inStep = report?.inStep ?? 0;
    story.tell(
      `   ${say(shell, "demo.linked", { portal: lane.portal, count: preview.sure.length, inStep })}`,
    );
  }
}

/** Act 4: the plan says what would happen, and asks the portals only to read. */
export async function planPush(story: Story): Promise<void> {
  const { shell, office } = story;
  const before = story.portals.map(({ simulator }) => simulator.tally().writes);
  const parts = await Promise.all(
    (await office.lanes()).map(async (lane) => await planLane(office.means, lane, "due")),
  );
  const plan = makePlan(office.means, parts);
  const lines = planInText(shell, plan, null).split("\n");
  const writes = story.portals.reduce(
    (sum, { simulator }, at) => sum + simulator.tally().writes - (before[at] ?? 0),
    0,
  );
  story.tell(`\n4. ${say(shell, "demo.plan", { writes })}`);
  const shown = [...lines.slice(0, 9), "…", lines.at(-1) ?? ""];
  story.tell(shown.map((line) => `   ${line}`).join("\n"));
}

/** Act 5: the push, with one reply lost at each portal after the portal had committed. */
export async function pushAll(story: Story): Promise<void> {
  const { shell, office } = story;
  for (const { simulator } of story.portals) {
    simulator.script([{ fault: "lost-reply", on: "write", after: 20, times: 1 }]);
  }
  story.tell(`\n5. ${say(shell, "demo.push")}`);
  const reports = await demoRun(story, "push", await office.lanes());
  story.tell(indented(pushInText(shell, reports)));
  const lost = story.portals.map(({ name, simulator }) => `${name}: ${simulator.fired()["lost-reply"] ?? 0}`);
  story.tell(`   ${say(shell, "demo.lost", { lost: lost.join(", ") })}`);
  for (const hold of await holds(office.means)) {
    story.tell(
      `   ! ${hold.taskCode} · ${hold.portal}: ${hold.reasons.map((reason) => tell(shell, reason)).join(" ")}`,
    );
  }
}

/** Act 6: somebody at the provincial portal sends a finished task back; the next look holds it. Which one. */
export async function comparePortals(story: Story): Promise<{ portal: string; code: string } | null> {
  const { shell, office } = story;
  const edited = story.portals.at(-1);
  const finished = edited?.simulator.held().find((task) => task.evidence.length > 0);
  if (edited === undefined || finished === undefined) return null;
  edited.simulator.edit(finished.remoteId, { lifecycle: "returned" });
  story.tell(`\n6. ${say(shell, "demo.edited", { portal: edited.name, code: finished.code })}`);
  for (const lane of await office.lanes(edited.name)) {
    await linksDueInFull(office.means, lane);
    story.tell(indented(pushInText(shell, await demoRun(story, "full", [lane]))));
  }
  for (const hold of await holds(office.means, { code: finished.code })) {
    story.tell(
      `   ! ${hold.taskCode} · ${hold.portal}: ${hold.reasons.map((reason) => tell(shell, reason)).join(" ")}`,
    );
  }
  return { portal: edited.name, code: finished.code };
}

/** Act 8: the ledger verifies, and what it says was applied is what the portals say they hold. */
export async function checkLedger(story: Story) {
  const { shell, office } = story;
  const { means } = office;
  const verdict = await means.store.read(async (tx) => await verifyLedger(tx));
  const entries = await means.store.read(async (tx) => await listEntries(tx, { limit: 1_000_000 }));
  const bodies = entries.map(({ body }) => body);
  story.tell(
    `\n8. ${say(shell, verdict.ok ? "demo.ledger_sound" : "demo.ledger_broken", { entries: verdict.entries })}`,
  );
  const sums = { sent: 0, lost: 0, doubled: 0 };
  for (const { name, simulator } of story.portals) {
    const ledger = appliedAt(bodies, name);
    const held = simulator.held();
    const portal = {
      progress: held.filter((task) => Number(task.fields["percent"] ?? 0) > 0).length,
      files: held.reduce((sum, task) => sum + task.evidence.length, 0),
    };
    const { doubledEntries, doubledFiles } = simulator.tally();
    sums.sent += ledger.progress + ledger.files;
    sums.lost += Math.max(0, ledger.progress - portal.progress) + Math.max(0, ledger.files - portal.files);
    sums.doubled += doubledEntries + doubledFiles;
    story.tell(
      `   ${say(shell, "demo.counts", { portal: name, progress: portal.progress, files: portal.files, saidProgress: ledger.progress, saidFiles: ledger.files, doubled: doubledEntries + doubledFiles })}`,
    );
  }
  for (const { portal, counts, total } of await standings(
    means,
    story.portals.map(({ name }) => name),
  )) {
    const parts = Object.entries(counts).map(
      ([standing, count]) => `${say(shell, `standing.${standing as "due"}`)} ${count}`,
    );
    story.tell(`   ${say(shell, "demo.standing", { portal, parts: parts.join(" + "), total })}`);
  }
  return { sound: verdict.ok && sums.lost === 0 && sums.doubled === 0, sums };
}

/** Distinct tasks with applied progress, and applied files, as the ledger has them. */
function appliedAt(bodies: readonly KeptBody[], portal: string): { progress: number; files: number } {
  const applied = new Set(
    bodies.flatMap((body) => (body.kind === "outcome" && body.outcome === "applied" ? [body.attemptId] : [])),
  );
  const attempts = bodies.flatMap((body) =>
    body.kind === "attempt" && body.about.portal === portal && applied.has(body.attemptId) ? [body] : [],
  );
  return {
    progress: new Set(
      attempts.filter(({ about }) => about.does === "send_progress").map(({ linkId }) => linkId),
    ).size,
    files: attempts.filter(({ about }) => about.does === "send_evidence").length,
  };
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "   ");
}
