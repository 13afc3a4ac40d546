// Reads a command line, runs the one command it names and says how it ended. Help, problems and results are in the
// language of the shell.
import { Command, CommanderError, Option } from "commander";
import type { Language, Phrase, PhraseKey } from "../../schemas/phrase.ts";
import { commands, type Call, type CommandShape } from "./commands.ts";
import { refusalOf } from "./refusal.ts";
import { say, tell, type ExitCode, type Shell } from "./shell.ts";

/** Runs `words` (without the program's own name) and returns the exit code. Throws only for bugs. */
export async function runCommandLine(shell: Shell, words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = describeProgram(shell, async (shape, call) => {
    const { lang, json, config } = call.options as { lang?: Language; json?: boolean; config?: string };
    const own: Shell = { ...shell, language: lang ?? shell.language, json: json === true };
    if (config !== undefined) own.configFile = config;
    code = await finish(own, async () => await (await shape.load())(own, call));
  });
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // A group without a command has shown its help already.
    if (error.code !== "commander.help") {
      tellProblems(asAsked(shell, words), refusalOf(error));
    }
    return 1;
  }
  return code;
}

/** The shell that a line asks for which commander could not read to its end. */
function asAsked(shell: Shell, words: readonly string[]): Shell {
  const asked = words.includes("--lang") ? words[words.indexOf("--lang") + 1] : undefined;
  const language = asked === "vi" || asked === "en" ? asked : shell.language;
  return { ...shell, language, json: words.includes("--json") };
}

async function finish(shell: Shell, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    const { UserError } = await import("../../schemas/errors.ts");
    if (!(error instanceof UserError)) throw error;
    tellProblems(shell, error.problems);
    return 1;
  }
}

/** Every problem at once: as the one JSON document, or a line each on standard error. */
function tellProblems(shell: Shell, found: readonly Phrase[]): void {
  const problems = found.map((problem) => ({ key: problem.key, text: tell(shell, problem) }));
  if (shell.json) shell.out(`${JSON.stringify({ problems }, null, 2)}\n`);
  else for (const { text } of problems) shell.err(`${text}\n`);
}

type Carry = (shape: CommandShape, call: Call) => Promise<void>;

function describeProgram(shell: Shell, carry: Carry): Command {
  const program = new Command("dongbo")
    .description(say(shell, "cli.about"))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.out(text),
      writeErr: (text) => shell.err(text),
      outputError: () => undefined,
    })
    .helpOption("-h, --help", say(shell, "cli.option.help"))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => titleOf(shell, title) });
  for (const shape of commands) describeCommand(shell, { program, shape, carry });
  program.addHelpText("after", `\n${say(shell, "cli.start_here")}`);
  return program;
}

/** Commander's own three headings, in the user's language. */
function titleOf(shell: Shell, title: string): string {
  const titles: Readonly<Partial<Record<string, PhraseKey>>> = {
    "Usage:": "cli.usage",
    "Arguments:": "cli.arguments",
    "Options:": "cli.options",
    "Commands:": "cli.commands",
  };
  const key = titles[title];
  return key === undefined ? title : say(shell, key);
}

function describeCommand(
  shell: Shell,
  { program, shape, carry }: { program: Command; shape: CommandShape; carry: Carry },
): void {
  const [first = "", second = ""] = shape.usage.split(" ");
  const isGrouped = /^[a-z]/.test(second);
  const parent = isGrouped ? groupOf(shell, program, first) : program;
  const command = parent
    .command(isGrouped ? shape.usage.slice(first.length + 1) : shape.usage)
    .description(say(shell, shape.about))
    .copyInheritedSettings(program)
    .helpOption("-h, --help", say(shell, "cli.option.help"));
  for (const [flags, about] of shape.options ?? []) command.option(flags, say(shell, about));
  command
    .option("--json", say(shell, "cli.option.json"))
    .addOption(new Option("--lang <vi|en>", say(shell, "cli.option.lang")).choices(["vi", "en"]))
    .option("--config <file>", say(shell, "cli.option.config"));
  const exits = shape.exits.map(
    (code) => `  ${code}  ${say(shell, shape.exitWords?.[code] ?? `cli.exit.${code}`)}`,
  );
  command.addHelpText(
    "after",
    `\n${say(shell, "cli.example")}\n  ${shape.example}\n\n${say(shell, "cli.exits")}\n${exits.join("\n")}`,
  );
  command.action(async (...given: unknown[]) => {
    const words = given.slice(0, -2) as Call["words"];
    await carry(shape, { words, options: command.opts() });
  });
}

const groups: Readonly<Partial<Record<string, PhraseKey>>> = {
  config: "cli.config",
  task: "cli.task",
  evidence: "cli.evidence",
  document: "cli.document",
  org: "cli.org",
  portal: "cli.portal",
  run: "cli.runs",
  "by-hand": "by_hand.about",
  conflicts: "cli.conflicts",
  word: "cli.word",
  report: "report.about",
  cutoff: "cutoff.about",
  schedule: "schedule.about",
  token: "cli.token",
  ledger: "cli.ledger",
  alarm: "cli.alarm",
  user: "people.about",
};

function groupOf(shell: Shell, program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const key = groups[name];
  if (key === undefined) throw new Error(`the group ${name} has no description`);
  return program
    .command(name)
    .description(say(shell, key))
    .helpOption("-h, --help", say(shell, "cli.option.help"))
    .helpCommand(false);
}
