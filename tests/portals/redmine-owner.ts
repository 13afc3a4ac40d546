// Whoever owns the Redmine of the tests: a process of Redmine's own that enters and looks by its models, and a relay
// before the server that breaks the line. Each stage has a project and an account of its own. Knows no adapter.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { unmarked } from "../../schemas/marker.ts";
import { Secret } from "../../schemas/secret.ts";
import type { HeldTask } from "../../schemas/simulator.ts";
import type { PortalOwner } from "../../src/portal/conformance-owner.ts";
import { startFaultRelay } from "../../src/portal/fault-relay.ts";
import { tallyOf } from "../../src/portal/simulator-tally.ts";
import { unprivileged } from "../unprivileged.ts";
import { environmentOf } from "./redmine-program.ts";
import type { RedmineAt } from "./redmine-server.ts";

/** reporting: may not set "Hoàn thành" and not what the assigning side writes; reviewing: may. */
export type RedmineRole = "Đơn vị báo cáo" | "Đơn vị thẩm định";

/** A task as Redmine's models show it. */
interface Issue {
  id: number;
  subject: string;
  due: string | null;
  status: string;
  percent: number;
  custom: Record<string, string>;
  notes: string[];
  files: HeldTask["evidence"];
}

export interface Redmine {
  /** A stage of its own on the running server. */
  stage(role?: RedmineRole): Promise<RedmineStage>;
  /** Ends the process; the server runs on. */
  close(): Promise<void>;
}

export interface RedmineStage extends PortalOwner {
  /** The relay before the server. */
  url: string;
  apiKey: string;
  project: string;
  /** Enters tasks below another one. */
  seedBelow(parent: string, titles: readonly string[]): Promise<string[]>;
}

type Order = <Answer>(act: string, what?: Record<string, unknown>) => Promise<Answer>;

const custom = {
  leadOrganisation: "Cơ quan chủ trì",
  difficulties: "Khó khăn, vướng mắc",
  lateReason: "Lý do chậm",
  expectedOn: "Ngày dự kiến hoàn thành",
  completedOn: "Ngày hoàn thành",
  budgetRegistered: "Kinh phí đăng ký",
  budgetAllocated: "Kinh phí phân bổ",
  budgetDisbursed: "Kinh phí giải ngân",
} as const;

const words: Readonly<Record<string, string>> = {
  not_started: "Chưa thực hiện",
  in_progress: "Đang thực hiện",
  submitted: "Chờ xác nhận",
  returned: "Bị trả lại",
  completed: "Hoàn thành",
  on_hold: "Tạm hoãn",
  cancelled: "Đã hủy",
  declined: "Từ chối",
};

/** Starts the owner's process beside a running Redmine. */
export async function openRedmine(at: RedmineAt): Promise<Redmine> {
  const runner = spawn("bundle", ["exec", "rails", "runner", "dongbo/owner.rb"], {
    ...(await unprivileged()),
    cwd: at.program,
    env: environmentOf(at.program, at.instance),
    stdio: ["pipe", "pipe", "inherit"],
  }) as unknown as ChildProcessWithoutNullStreams;
  const order = orders(runner);
  return {
    stage: async (role = "Đơn vị thẩm định") => await stageOf(at, order, role),
    async close() {
      const exit = once(runner, "exit");
      runner.stdin.end();
      await exit;
    },
  };
}

/** One order a line, one answer a line, in order. */
function orders(runner: ChildProcessWithoutNullStreams): Order {
  const lines = createInterface(runner.stdout)[Symbol.asyncIterator]();
  const ready = lines.next();
  let last: Promise<unknown> = ready;
  return async (act, what = {}) => {
    const answer = last.then(async () => {
      runner.stdin.write(`${JSON.stringify({ act, ...what })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the owner of Redmine ended at the order ${act}`);
      const said = JSON.parse(value) as { answer?: never; error?: string };
      if (said.error !== undefined) throw new Error(`the owner of Redmine: ${said.error}`);
      return said.answer as never;
    });
    last = answer.catch(() => undefined);
    return await answer;
  };
}

async function stageOf(at: RedmineAt, order: Order, role: RedmineRole): Promise<RedmineStage> {
  const project = `kt-${randomBytes(6).toString("hex")}`;
  const password = randomBytes(18).toString("base64url");
  const { key } = await order<{ key: string }>("stage", { project, password, role });
  const relay = await startFaultRelay({
    to: at.url,
    kindOf: ({ method }) => (method === "GET" ? "read" : "write"),
  });
  const held = async () => (await order<Issue[]>("held", { project })).map(heldTask);
  const enter = async (tasks: Record<string, unknown>[]) =>
    (await order<number[]>("seed", { project, tasks })).map(String);
  return {
    url: relay.url,
    apiKey: key,
    project,
    options: { baseUrl: relay.url, apiKey: new Secret(key) },
    faults: relay.faults,
    cannot: {},
    seed: async (tasks) =>
      await enter(
        tasks.map(({ title, dueOn, code, leadOrganisation, document }) => ({
          title,
          dueOn,
          custom: {
            "Mã nhiệm vụ": code,
            "Cơ quan chủ trì": leadOrganisation,
            "Văn bản giao": document ?? "",
          },
        })),
      ),
    seedBelow: async (parent, titles) =>
      await enter(titles.map((title) => ({ title, parent: Number(parent), custom: {} }))),
    held,
    edit: async (remoteId, fields) => void (await order("edit", { id: Number(remoteId), ...edited(fields) })),
    remove: async (remoteId) => void (await order("remove", { id: Number(remoteId) })),
    copy: async (remoteId) => String(await order<number>("copy", { id: Number(remoteId) })),
    loseFiles: async (remoteId) => void (await order("loseFiles", { id: Number(remoteId) })),
    script: (rules) => relay.script(rules),
    fired: () => relay.fired(),
    tally: async () => tallyOf({ arrivals: [], ...relay.passed() }, await held()),
    arrived: () => relay.arrivals().length,
    secrets: () => [key, password],
    idle: async () => await relay.idle(),
    stop: async () => await relay.stop(),
  };
}

function heldTask(issue: Issue): HeldTask {
  const lifecycle = Object.entries(words).find(([, word]) => word === issue.status)?.[0] ?? issue.status;
  const texts = Object.entries(custom).map(([name, field]) => [name, issue.custom[field] || null]);
  const entries = issue.notes.map((note) => ({ percent: null, ...unmarked(note) }));
  return {
    remoteId: String(issue.id),
    code: issue.custom["Mã nhiệm vụ"] ?? "",
    fields: {
      title: issue.subject,
      dueOn: issue.due,
      lifecycle,
      percent: issue.percent,
      progressText: entries.at(-1)?.text ?? null,
      ...Object.fromEntries(texts),
    },
    entries,
    evidence: issue.files,
  };
}

/** The fields of a task in the words of the owner's order. */
function edited(fields: Readonly<Record<string, string | number | null>>): Record<string, unknown> {
  const { title, dueOn, percent, lifecycle, progressText, ...others } = fields;
  const set = { subject: title, due_date: dueOn, done_ratio: percent };
  return {
    set: Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
    ...(lifecycle !== undefined && { status: words[String(lifecycle)] }),
    ...(progressText !== undefined && { note: progressText }),
    custom: Object.fromEntries(
      Object.entries(others).map(([name, value]) => [custom[name as keyof typeof custom], value]),
    ),
  };
}
