// dongbo task: list, show, set.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { ExtensionSchema, timeliness } from "../../schemas/status.ts";
import { effectiveDueOn } from "../../schemas/task.ts";
import { dayOf, showDay } from "../../schemas/time.ts";
import { standingsByTask } from "../push/standing.ts";
import { changeTask } from "../register/change.ts";
import { listOrganisations } from "../register/organisations.ts";
import { findTask, listTasks as listRegister } from "../register/tasks.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, changedInText, say, type Office, type Shell } from "./shell.ts";
import { table } from "./table.ts";
import { typed, wordOf } from "./typed.ts";

export const listTasks: Run = async (shell, call) => {
  const option = typed(call);
  const filter = {
    text: option.text("text"),
    lead: option.text("lead"),
    lifecycle: option.lifecycle("status"),
    overdueOn: call.options["overdue"] === true ? dayOf(shell.now()) : undefined,
    limit: option.whole("limit", { from: 1, to: 1_000_000 }) ?? (shell.json ? undefined : 50),
  };
  option.check();
  return await atOffice(shell, async ({ means }) => {
    const tasks = await means.store.read(async (tx) => await listRegister(tx, filter));
    const today = dayOf(shell.now());
    const lines = tasks.map((task) => ({ ...task, timeliness: timeliness(task, today) }));
    answer(shell, { tasks: lines }, () =>
      table(
        [
          { name: "code", title: say(shell, "cli.column.code") },
          { name: "title", title: say(shell, "field.title") },
          { name: "lead", title: say(shell, "field.leadOrganisation") },
          { name: "due", title: say(shell, "field.dueOn") },
          { name: "percent", title: "%", align: "right" },
          { name: "status", title: say(shell, "field.lifecycle") },
          { name: "time", title: say(shell, "cli.column.timeliness") },
        ],
        lines.map((task) => ({
          code: task.code,
          title: task.title.length > 60 ? `${task.title.slice(0, 59)}…` : task.title,
          lead: task.leadOrganisation ?? "–",
          due: task.dueOn === null ? "–" : showDay(task.dueOn),
          percent: task.percent,
          status: say(shell, `lifecycle.${task.lifecycle}`),
          time: say(shell, `timeliness.${task.timeliness}`),
        })),
      ),
    );
    return 0;
  });
};

export const showTask: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const shown = await shownTask(shell, office, wordOf(call, 0));
    answer(shell, shown, () => inText(shell, shown));
    return 0;
  });

async function shownTask(shell: Shell, { means, evidence }: Office, code: string) {
  const found = await means.store.read(async (tx) => {
    const task = await findTask(tx, code);
    if (task === null) throw new UserError([phrase("register.unknown_task", { code })]);
    return {
      task,
      organisations: await listOrganisations(tx),
      evidence: await evidence.listEvidence(tx, code),
    };
  });
  const names = new Map(found.organisations.map((one) => [one.id, one.shortName]));
  const portals = await standingsByTask(means, [found.task.id]);
  return {
    ...found.task,
    leadOrganisation: names.get(found.task.leadOrganisation ?? "") ?? null,
    cooperatingOrganisations: found.task.cooperatingOrganisations.map((id) => names.get(id) ?? id),
    supervisingOrganisation: names.get(found.task.supervisingOrganisation ?? "") ?? null,
    timeliness: timeliness({ ...found.task, dueOn: effectiveDueOn(found.task) }, dayOf(shell.now())),
    evidence: found.evidence,
    portals: portals.map(({ portal, standing, remoteId }) => ({ portal, standing, remoteId })),
  };
}

type ShownTask = Awaited<ReturnType<typeof shownTask>>;

function inText(shell: Shell, task: ShownTask): string {
  const rows: [string, string][] = [
    [say(shell, "field.title"), task.title],
    [say(shell, "field.leadOrganisation"), task.leadOrganisation ?? "–"],
    [say(shell, "field.dueOn"), `${day(task.deadline.dueOn)} (“${task.deadline.text}”)`],
    ...extensionOf(shell, task),
    [
      say(shell, "field.lifecycle"),
      `${say(shell, `lifecycle.${task.lifecycle}`)} · ${say(shell, `timeliness.${task.timeliness}`)} · ${task.percent} %`,
    ],
    [say(shell, "field.progressText"), task.progressText],
    [say(shell, "field.difficulties"), task.difficulties],
    [say(shell, "field.lateReason"), task.lateReason],
    [say(shell, "field.expectedOn"), day(task.expectedOn)],
    [say(shell, "field.completedOn"), day(task.completedOn)],
    [
      say(shell, "cli.column.budget"),
      [task.budgetRegistered, task.budgetAllocated, task.budgetDisbursed].map(money).join(" / "),
    ],
    ...task.evidence.map((file): [string, string] => [
      say(shell, "cli.column.evidence"),
      `${file.name} (${file.size} B, ${file.sha256.slice(0, 12)})`,
    ]),
    ...task.portals.map(({ portal, standing, remoteId }): [string, string] => [
      portal,
      `${say(shell, `standing.${standing}`)} (${remoteId})`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    task.code,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value === "" ? "–" : value}`),
  ].join("\n");
}

/** Only where one was asked for: the day that counts stands beside the assigned one. */
function extensionOf(shell: Shell, task: ShownTask): [string, string][] {
  if (task.extension === "none") return [];
  const parts = [say(shell, `extension.${task.extension}`), day(task.extendedOn), task.extensionReason];
  return [[say(shell, "field.extension"), parts.filter((part) => part !== "").join(" · ")]];
}

function day(value: string | null): string {
  return value === null ? "–" : showDay(value);
}

function money(value: bigint | null): string {
  return value === null ? "–" : `${value.toLocaleString("vi-VN")} đ`;
}

export const setTask: Run = async (shell, call) => {
  const option = typed(call);
  const due = option.day("due");
  const given = {
    title: option.text("title"),
    leadOrganisation: option.text("lead"),
    deadline: due === undefined ? undefined : { dueOn: due, precision: "day" as const, text: showDay(due) },
    internalDueOn: option.day("internalDue"),
    extension: option.choice("extension", ExtensionSchema.options),
    extendedOn: option.day("extendedTo"),
    extensionReason: option.text("extensionReason"),
    responsiblePerson: option.text("person"),
    deliverable: option.text("deliverable"),
    classification: option.classification("classification"),
  };
  option.check();
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return await atOffice(shell, async ({ means, provenance }) => {
    const changed = await means.store.transaction(
      async (tx) => await changeTask(tx, { code: wordOf(call, 0), set, provenance: provenance() }),
    );
    answer(shell, changed, () => changedInText(shell, changed));
    return 0;
  });
};
