import { expect, it } from "vitest";
import { words } from "../../schemas/words.ts";
import { commands } from "../../src/cli/commands.ts";
import { heard } from "./listening-shell.ts";

const languages = ["vi", "en"] as const;
const pathOf = (usage: string) => usage.split(" ").filter((word) => /^[a-z]/.test(word));

it.each(commands.flatMap(({ usage }) => languages.map((language) => [usage, language] as const)))(
  "says in the help of %s (%s) what it does, an example and every exit code",
  async (usage, language) => {
    const shape = commands.find((one) => one.usage === usage);

    const { code, out } = await heard(language, ...pathOf(usage), "--help");

    const flat = out.replaceAll(/\s+/g, " ");
    expect(code).toBe(0);
    expect(flat).toContain(words[shape?.about ?? "cli.about"][language]);
    expect(out).toContain(`\n  ${shape?.example}\n`);
    for (const exit of shape?.exits ?? [])
      expect(out).toContain(`  ${exit}  ${words[shape?.exitWords?.[exit] ?? `cli.exit.${exit}`][language]}`);
    for (const [flags, about] of shape?.options ?? []) {
      expect(out).toContain(flags);
      expect(flat).toContain(words[about][language]);
    }
    for (const flag of ["--json", "--lang", "--config"]) expect(out).toContain(flag);
  },
);

it.each(languages)("names every command in its own help (%s)", async (language) => {
  const { code, out } = await heard(language, "--help");

  expect(code).toBe(0);
  for (const { usage } of commands) expect(out).toMatch(new RegExp(`^ {2}${usage.split(" ")[0]}\\b`, "m"));
});

it.each([
  { what: "a command that does not exist", typed: ["psh"], hint: "push" },
  { what: "an option that does not exist", typed: ["push", "--portals", "nq57"], hint: "--portal" },
  { what: "a command of a group that does not exist", typed: ["ledger", "verifi"], hint: "verify" },
  { what: "a word that is missing", typed: ["progress"], hint: "code" },
  { what: "a language that does not exist", typed: ["status", "--lang", "fr"], hint: "en" },
])("ends with 1 and a hint for $what", async ({ typed, hint }) => {
  const { code, out, err } = await heard("vi", ...typed);

  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err).toContain(hint);
  expect(err).not.toMatch(/error|unknown|missing|did you mean/i);
});

it("tells what is wrong with a command line as one JSON document with --json", async () => {
  const { code, out, err } = await heard("vi", "psh", "--json");

  expect(code).toBe(1);
  expect(err).toBe("");
  expect(JSON.parse(out)).toMatchObject({
    problems: [{ key: "cli.unknown_command" }, { key: "cli.did_you_mean" }],
  });
});

it("answers in the language that --lang names, whatever the shell speaks", async () => {
  const { code, err } = await heard("vi", "portal", "check", "--lang", "en");
  const listed = await heard("vi", "portal", "list", "--lang", "en");

  expect(code).toBe(1);
  expect(err).toContain("is missing");
  expect(listed.out).toContain(words["cli.ability.write"].en);
});

it("prints one JSON document and nothing else with --json", async () => {
  const { code, out, err } = await heard("vi", "portal", "list", "--json");

  expect(code).toBe(0);
  expect(err).toBe("");
  expect(JSON.parse(out).portals.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["nq57", "nq71-dongnai"]),
  );
});

it("prints the problems as one JSON document too", async () => {
  const { code, out } = await heard("vi", "import", "x.xlsx", "--expect", "many", "--json");

  expect(code).toBe(1);
  expect(JSON.parse(out).problems).toMatchObject([{ key: "cli.bad_option" }]);
});
