// What was wrong with a command line, in the user's words: commander's own refusals are English and fixed.
import type { CommanderError } from "commander";
import { phrase, type Phrase } from "../../schemas/phrase.ts";

/** The problem that commander refused with, and the nearest known words if it has a guess. */
export function refusalOf(error: CommanderError): Phrase[] {
  const [name = "", read = ""] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? "");
  const guess = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const hint = guess === undefined ? [] : [phrase("cli.did_you_mean", { guess })];
  switch (error.code) {
    case "commander.unknownCommand":
      return [phrase("cli.unknown_command", { name }), ...hint];
    case "commander.unknownOption":
      return [phrase("cli.unknown_option", { name }), ...hint];
    case "commander.missingArgument":
      return [phrase("cli.missing_argument", { name })];
    case "commander.optionMissingArgument":
      return [phrase("cli.option_needs_value", { name })];
    case "commander.excessArguments":
      return [phrase("cli.too_many_arguments")];
    case "commander.invalidArgument": {
      const expects = /choices are (.+?)\.$/.exec(error.message)?.[1] ?? "";
      return [phrase("cli.bad_option", { option: name, read, expects })];
    }
    default:
      return [phrase("cli.bad_command_line", { message: error.message })];
  }
}
