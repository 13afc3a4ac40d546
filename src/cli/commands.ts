// The command line on one page: every command with its options, example and exit codes. Scripts rest on it. What a
// command does stands in the file it loads, and is loaded only when it runs.
import type { PhraseKey } from "../../schemas/phrase.ts";
import type { ExitCode, Shell } from "./shell.ts";

/** What the person typed: words in order, options by their long name in camel case. */
export interface Call {
  words: (string | string[] | undefined)[];
  options: Readonly<Record<string, unknown>>;
}

export type Run = (shell: Shell, call: Call) => Promise<ExitCode>;

export interface CommandShape {
  /** Command path and arguments, commander's notation: "task show <code>". */
  usage: string;
  about: PhraseKey;
  options?: readonly (readonly [flags: string, about: PhraseKey])[];
  example: string;
  exits: readonly ExitCode[];
  /** What an exit code says of this command, where that is more than it says of all. */
  exitWords?: Readonly<Partial<Record<ExitCode, PhraseKey>>>;
  load(): Promise<Run>;
}

const portal = ["--portal <name>", "cli.option.portal"] as const;
const reason = ["--reason <text>", "cli.option.reason"] as const;

/** Of commands that only report what differs. */
const reportExits = {
  exits: [0, 1, 2],
  exitWords: { 0: "compare.exit.0", 1: "compare.exit.1", 2: "compare.exit.2" },
} as const;

export const commands: readonly CommandShape[] = [
  {
    usage: "demo",
    about: "cli.demo",
    options: [["--keep <directory>", "cli.option.keep"]],
    example: "dongbo demo",
    exits: [0, 1],
    load: async () => (await import("./demo.ts")).demo,
  },
  {
    usage: "init",
    about: "cli.init",
    example: "dongbo init",
    exits: [0, 1],
    load: async () => (await import("./init.ts")).init,
  },
  {
    usage: "doctor",
    about: "cli.doctor",
    example: "dongbo doctor",
    exits: [0, 1],
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    usage: "config check",
    about: "cli.config_check",
    example: "dongbo config check",
    exits: [0, 1],
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    usage: "import <file>",
    about: "cli.import",
    options: [
      ["--dry-run", "cli.option.dry_run"],
      ["--expect <total/due>", "cli.option.expect"],
      ["--due-by <date>", "cli.option.due_by"],
    ],
    example: "dongbo import phu-luc-1.xlsx --dry-run --expect 167/38 --due-by 2025-12-31",
    exits: [0, 1],
    load: async () => (await import("./import.ts")).importFile,
  },
  {
    usage: "task list",
    about: "cli.task_list",
    options: [
      ["--text <words>", "cli.option.text_filter"],
      ["--lead <organisation>", "cli.option.lead"],
      ["--status <lifecycle>", "cli.option.lifecycle"],
      ["--overdue", "cli.option.overdue"],
      ["--limit <number>", "cli.option.limit"],
    ],
    example: 'dongbo task list --lead "Sở KH&CN" --overdue',
    exits: [0, 1],
    load: async () => (await import("./task.ts")).listTasks,
  },
  {
    usage: "task show <code>",
    about: "cli.task_show",
    example: "dongbo task show PL1.3",
    exits: [0, 1],
    load: async () => (await import("./task.ts")).showTask,
  },
  {
    usage: "task set <code>",
    about: "cli.task_set",
    options: [
      ["--title <text>", "cli.option.title"],
      ["--lead <organisation>", "cli.option.lead"],
      ["--due <date>", "cli.option.due"],
      ["--internal-due <date>", "cli.option.internal_due"],
      ["--person <name>", "cli.option.person"],
      ["--deliverable <text>", "cli.option.deliverable"],
      ["--classification <level>", "cli.option.classification"],
      ["--extension <state>", "cli.option.extension"],
      ["--extended-to <date>", "cli.option.extended_to"],
      ["--extension-reason <text>", "cli.option.extension_reason"],
    ],
    example: "dongbo task set PL1.3 --due 2026-03-31",
    exits: [0, 1],
    load: async () => (await import("./task.ts")).setTask,
  },
  {
    usage: "task history <code>",
    about: "cli.task_history",
    options: [["--field <name>", "cli.option.field"]],
    example: "dongbo task history PL1.3 --field percent",
    exits: [0, 1],
    load: async () => (await import("./task-history.ts")).showHistory,
  },
  {
    usage: "task restore <code> <entry>",
    about: "cli.task_restore",
    options: [reason],
    example: 'dongbo task restore PL1.3 h12 --reason "Cổng đã xác nhận giá trị cũ"',
    exits: [0, 1],
    load: async () => (await import("./task-history.ts")).restore,
  },
  {
    usage: "progress <code>",
    about: "cli.progress",
    options: [
      ["--percent <0-100>", "cli.option.percent"],
      ["--text <result>", "cli.option.text"],
      ["--status <lifecycle>", "cli.option.lifecycle"],
      ["--completed <date>", "cli.option.completed"],
      ["--difficulties <text>", "cli.option.difficulties"],
      ["--reason <text>", "cli.option.late_reason"],
      ["--expected <date>", "cli.option.expected"],
      ["--budget-registered <dong>", "cli.option.budget_registered"],
      ["--budget-allocated <dong>", "cli.option.budget_allocated"],
      ["--budget-disbursed <dong>", "cli.option.budget_disbursed"],
    ],
    example: 'dongbo progress PL1.3 --percent 60 --text "Đã hoàn thành dự thảo"',
    exits: [0, 1],
    load: async () => (await import("./progress.ts")).progress,
  },
  {
    usage: "evidence add <code> <files...>",
    about: "cli.evidence_add",
    options: [
      ["--number <text>", "cli.option.document_number"],
      ["--date <date>", "cli.option.document_date"],
      ["--classification <level>", "cli.option.classification"],
    ],
    example: "dongbo evidence add PL1.3 quyet-dinh.pdf --number 12/QĐ-UBND --date 2025-11-20",
    exits: [0, 1],
    load: async () => (await import("./evidence.ts")).addFiles,
  },
  {
    usage: "evidence list <code>",
    about: "cli.evidence_list",
    example: "dongbo evidence list PL1.3",
    exits: [0, 1],
    load: async () => (await import("./evidence.ts")).listFiles,
  },
  {
    usage: "evidence verify",
    about: "cli.evidence_verify",
    example: "dongbo evidence verify",
    exits: [0, 1],
    load: async () => (await import("./evidence.ts")).verifyFiles,
  },
  {
    usage: "org list",
    about: "cli.org_list",
    example: "dongbo org list",
    exits: [0, 1],
    load: async () => (await import("./organisation.ts")).listAll,
  },
  {
    usage: "org add <name>",
    about: "cli.org_add",
    options: [
      ["--short <name>", "cli.option.short"],
      ["--kind <kind>", "cli.option.kind"],
      ["--code <scheme:code>", "cli.option.org_code"],
    ],
    example: 'dongbo org add "Sở Khoa học và Công nghệ" --short "Sở KH&CN" --kind department',
    exits: [0, 1],
    load: async () => (await import("./organisation.ts")).add,
  },
  {
    usage: "org alias <organisation> <alias>",
    about: "cli.org_alias",
    example: 'dongbo org alias "Sở KH&CN" "Sở KHCN"',
    exits: [0, 1],
    load: async () => (await import("./organisation.ts")).alias,
  },
  {
    usage: "org merge <from> <into>",
    about: "cli.org_merge",
    example: 'dongbo org merge "Sở Thông tin và Truyền thông" "Sở KH&CN"',
    exits: [0, 1],
    load: async () => (await import("./organisation.ts")).merge,
  },
  {
    usage: "portal list",
    about: "cli.portal_list",
    example: "dongbo portal list",
    exits: [0, 1],
    load: async () => (await import("./portal.ts")).listPortals,
  },
  {
    usage: "portal check <name>",
    about: "cli.portal_check",
    example: "dongbo portal check nq57",
    exits: [0, 1],
    load: async () => (await import("./portal.ts")).checkPortal,
  },
  {
    usage: "portal pause <name>",
    about: "cli.portal_pause",
    options: [reason],
    example: 'dongbo portal pause nq57 --reason "Cổng bảo trì đến hết tuần"',
    exits: [0, 1],
    load: async () => (await import("./portal.ts")).pause,
  },
  {
    usage: "portal resume <name>",
    about: "cli.portal_resume",
    example: "dongbo portal resume nq57",
    exits: [0, 1],
    load: async () => (await import("./portal.ts")).resume,
  },
  {
    usage: "link",
    about: "cli.link",
    options: [
      portal,
      ["--accept <sure|new>", "cli.option.accept"],
      ["--pair <code=record...>", "cli.option.pair"],
      ["--record <record...>", "cli.option.record"],
      ["--classification <level>", "cli.option.classification"],
    ],
    example: "dongbo link --portal nq57 --accept sure",
    exits: [0, 1, 2],
    load: async () => (await import("./link.ts")).link,
  },
  {
    usage: "unlink <code>",
    about: "cli.unlink",
    options: [portal],
    example: "dongbo unlink PL1.3 --portal nq57",
    exits: [0, 1],
    load: async () => (await import("./link.ts")).unlinkTask,
  },
  {
    usage: "plan",
    about: "cli.plan",
    options: [portal, ["--all", "cli.option.all"], ["--out <file>", "cli.option.plan_out"]],
    example: "dongbo plan --out ke-hoach.json",
    exits: [0, 1, 2, 3],
    load: async () => (await import("./plan.ts")).plan,
  },
  {
    usage: "approve <file>",
    about: "cli.approve",
    example: "dongbo approve ke-hoach.json",
    exits: [0, 1],
    load: async () => (await import("./plan.ts")).approvePlan,
  },
  {
    usage: "push",
    about: "cli.push",
    options: [
      portal,
      ["--all", "cli.option.all"],
      ["--plan <file>", "cli.option.plan_file"],
      ["--override <guard>", "cli.option.override"],
      ["--reason <text>", "cli.option.override_reason"],
      ["--until <instant>", "cli.option.until"],
    ],
    example: "dongbo push --portal nq57",
    exits: [0, 1, 2, 3],
    load: async () => (await import("./push.ts")).push,
  },
  {
    usage: "run list",
    about: "cli.run_list",
    options: [["--limit <number>", "cli.option.limit"]],
    example: "dongbo run list",
    exits: [0, 1],
    load: async () => (await import("./runs.ts")).listRuns,
  },
  {
    usage: "run resume <run>",
    about: "cli.run_resume",
    example: "dongbo run resume last",
    exits: [0, 1, 2, 3],
    load: async () => (await import("./runs.ts")).resume,
  },
  {
    usage: "run retry <run>",
    about: "cli.run_retry",
    example: "dongbo run retry 1a2b3c4d",
    exits: [0, 1, 2, 3],
    load: async () => (await import("./runs.ts")).retry,
  },
  {
    usage: "run again <run>",
    about: "cli.run_again",
    example: "dongbo run again last",
    exits: [0, 1, 2, 3],
    load: async () => (await import("./runs.ts")).runAgain,
  },
  {
    usage: "run undo <run>",
    about: "cli.run_undo",
    options: [reason],
    example: 'dongbo run undo 1a2b3c4d --reason "Gửi nhầm kỳ báo cáo"',
    exits: [0, 1, 2],
    load: async () => (await import("./runs.ts")).undo,
  },
  {
    usage: "drift",
    about: "cli.drift",
    options: [portal, ["--accept-base", "cli.option.accept_base"], reason],
    example: "dongbo drift --portal nq57",
    ...reportExits,
    load: async () => (await import("./plan.ts")).drift,
  },
  {
    usage: "compare",
    about: "compare.about",
    options: [
      portal,
      ["--lead <organisation>", "cli.option.lead"],
      ["--field <name>", "cli.option.field"],
      ["--all", "compare.option.all"],
      ["--limit <number>", "cli.option.limit"],
    ],
    example: 'dongbo compare --lead "Sở KH&CN"',
    ...reportExits,
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    usage: "conflicts list",
    about: "cli.conflicts_list",
    options: [portal],
    example: "dongbo conflicts list",
    exits: [0, 1, 2],
    load: async () => (await import("./conflicts.ts")).listConflicts,
  },
  {
    usage: "conflicts show <id>",
    about: "cli.conflicts_show",
    example: "dongbo conflicts show PL1.3@nq57",
    exits: [0, 1, 2],
    load: async () => (await import("./conflicts.ts")).showConflict,
  },
  {
    usage: "conflicts resolve <id>",
    about: "cli.conflicts_resolve",
    options: [["--take <side>", "cli.option.take"], reason, ["--always", "cli.option.always"]],
    example: 'dongbo conflicts resolve PL1.3@nq57/percent --take theirs --reason "Cổng đúng"',
    exits: [0, 1],
    load: async () => (await import("./conflicts.ts")).resolve,
  },
  {
    usage: "conflicts rules",
    about: "cli.conflicts_rules",
    options: [portal],
    example: "dongbo conflicts rules",
    exits: [0, 1],
    load: async () => (await import("./conflicts.ts")).listRules,
  },
  {
    usage: "conflicts forget <rule>",
    about: "cli.conflicts_forget",
    options: [reason],
    example: 'dongbo conflicts forget 1a2b3c4d --reason "Không còn phù hợp"',
    exits: [0, 1],
    load: async () => (await import("./conflicts.ts")).forgetRule,
  },
  {
    usage: "word list",
    about: "cli.word_list",
    options: [portal],
    example: "dongbo word list",
    exits: [0, 1, 2],
    load: async () => (await import("./word.ts")).list,
  },
  {
    usage: "word map <word>",
    about: "cli.word_map",
    options: [portal, ["--as <lifecycle>", "cli.option.as"], reason],
    example: 'dongbo word map "Đã phê duyệt" --portal nq57 --as completed --reason "Theo hướng dẫn của cổng"',
    exits: [0, 1],
    load: async () => (await import("./word.ts")).map,
  },
  {
    usage: "word forget <word>",
    about: "cli.word_forget",
    options: [portal, reason],
    example: 'dongbo word forget "Đã phê duyệt" --portal nq57 --reason "Hiểu sai"',
    exits: [0, 1],
    load: async () => (await import("./word.ts")).forget,
  },
  {
    usage: "status",
    about: "cli.status",
    example: "dongbo status",
    exits: [0, 1, 2],
    load: async () => (await import("./status.ts")).status,
  },
  {
    usage: "ledger list",
    about: "cli.ledger_list",
    options: [
      ["--task <code>", "cli.option.task"],
      ["--run <id>", "cli.option.run"],
      ["--limit <number>", "cli.option.limit"],
    ],
    example: "dongbo ledger list --task PL1.3",
    exits: [0, 1],
    load: async () => (await import("./ledger.ts")).listLedger,
  },
  {
    usage: "ledger show <row>",
    about: "cli.ledger_show",
    example: "dongbo ledger show nq57/12",
    exits: [0, 1],
    load: async () => (await import("./ledger.ts")).showLedger,
  },
  {
    usage: "ledger verify",
    about: "cli.ledger_verify",
    example: "dongbo ledger verify",
    exits: [0, 1],
    load: async () => (await import("./ledger.ts")).verify,
  },
  {
    usage: "ledger export",
    about: "cli.ledger_export",
    options: [["--out <file>", "cli.option.out"]],
    example: "dongbo ledger export --out nhat-ky.jsonl",
    exits: [0, 1],
    load: async () => (await import("./ledger.ts")).exportAll,
  },
];
