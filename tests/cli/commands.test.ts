import { expect, it } from "vitest";
import { words } from "../../schemas/words.ts";
import { commands } from "../../src/cli/commands.ts";

it.each(commands.map((shape) => [shape.usage, shape] as const))(
  "has a file that runs %s",
  async (_, shape) => {
    expect(await shape.load()).toBeTypeOf("function");
  },
);

it("explains every command and option, in the catalogue", () => {
  const keys = commands.flatMap(({ about, options = [] }) => [about, ...options.map(([, told]) => told)]);

  expect(keys.filter((key) => !(key in words))).toEqual([]);
});

it("gives every command an example of itself, with the options it has", () => {
  for (const { usage, example, options = [] } of commands) {
    const path = usage.split(" ").filter((word) => /^[a-z]/.test(word));
    const flags = example.match(/--[a-z-]+/g) ?? [];
    const known = options.map(([flag]) => flag.split(" ")[0]);

    expect(example.startsWith(`dongbo ${path.join(" ")}`), usage).toBe(true);
    expect(
      flags.filter((flag) => !known.includes(flag)),
      usage,
    ).toEqual([]);
  }
});

it("promises 0 and 1 of every command, in ascending order, and no code twice", () => {
  for (const { usage, exits } of commands) {
    expect(exits.slice(0, 2), usage).toEqual([0, 1]);
    expect(exits, usage).toEqual([...new Set(exits)].toSorted());
  }
});

it("names no command and no option of a command twice", () => {
  const usages = commands.map(({ usage }) => usage);

  expect(new Set(usages).size).toBe(usages.length);
  for (const { usage, options = [] } of commands) {
    expect(new Set(options.map(([flag]) => flag)).size, usage).toBe(options.length);
  }
});
