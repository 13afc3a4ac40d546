// dongbo word: status words that nobody has mapped yet, what they hold, and giving them a meaning.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { LifecycleSchema } from "../../schemas/status.ts";
import { showInstant } from "../../schemas/time.ts";
import { lifecycleNamed } from "../push/typed-value.ts";
import { forgetWord, listWords, mapWord, type ListedWord } from "../push/words.ts";
import type { Call, Run } from "./commands.ts";
import { answer, atOffice, say, type Shell } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";

export const list: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const { portal } = call.options;
    const words = await listWords(means, { portal: typeof portal === "string" ? portal : undefined });
    answer(shell, { words }, () =>
      words.length === 0 ? say(shell, "cli.no_words") : words.map((word) => inText(shell, word)).join("\n"),
    );
    return words.some(({ meaning }) => meaning === null) ? 2 : 0;
  });

export const map: Run = async (shell, call) => {
  const wish = wishOf(call);
  const told = typed(call).text("as") ?? "";
  const meaning = told === "unchanged" ? told : lifecycleNamed(told);
  if (meaning === undefined) {
    const expects = [...LifecycleSchema.options, "unchanged"].join(", ");
    throw new UserError([phrase("cli.bad_option", { option: "--as", read: told, expects })]);
  }
  return await atOffice(shell, async ({ means }) => {
    const { released } = await mapWord(means, { ...wish, meaning });
    answer(shell, { ...wish, meaning, released }, () =>
      say(shell, "cli.word_mapped", {
        ...wish,
        meaning: meaningWord(shell, meaning),
        count: released.length,
      }),
    );
    return 0;
  });
};

export const forget: Run = async (shell, call) =>
  await atOffice(shell, async ({ means }) => {
    const wish = wishOf(call);
    await forgetWord(means, wish);
    answer(shell, wish, () => say(shell, "cli.word_forgotten", { ...wish }));
    return 0;
  });

function wishOf(call: Call) {
  const option = typed(call);
  const portal = option.text("portal");
  if (portal === undefined) throw new UserError([phrase("cli.needs_portal")]);
  return { portal, word: wordOf(call, 0), reason: option.text("reason") ?? "" };
}

function inText(shell: Shell, word: ListedWord): string {
  const seen = say(shell, "cli.word_seen", {
    portal: word.portal,
    word: word.raw,
    first: showInstant(word.firstSeenAt),
    last: showInstant(word.lastSeenAt),
  });
  const shown = 8;
  const more = word.tasks.length > shown ? ` … (+${word.tasks.length - shown})` : "";
  const tasks = word.tasks.length === 0 ? "" : `\n    ${word.tasks.slice(0, shown).join(", ")}${more}`;
  if (word.meaning === null) return `? ${seen}${tasks}`;
  const meaning = say(shell, "cli.word_means", {
    meaning: meaningWord(shell, word.meaning),
    who: word.mappedBy,
    at: word.mappedAt === null ? null : showInstant(word.mappedAt),
    reason: word.reason,
  });
  return `✓ ${seen}\n    ${meaning}${tasks}`;
}

function meaningWord(shell: Shell, meaning: NonNullable<ListedWord["meaning"]>): string {
  return say(shell, meaning === "unchanged" ? "cli.word_unchanged" : `lifecycle.${meaning}`);
}
