// JSONata in profiles: computes a value that is read, within bounds, and never more.
import { expect, test } from "vitest";
import { compile } from "../../../adapters/profile/expression.ts";
import { Unrecognised } from "../../../schemas/errors.ts";

test("an expression answers from the task it is given", async () => {
  const fullName = compile('$join([agency.name, agency.parent], " - ")');

  expect(await fullName({ agency: { name: "Sở KH&CN", parent: "UBND tỉnh" } })).toBe("Sở KH&CN - UBND tỉnh");
});

test("an expression that finds nothing answers nothing", async () => {
  expect(await compile("agency.name")({})).toBeNull();
});

test.each([
  ["that runs for ever", "($f := function($n) { $f($n + 1) }; $f(0))"],
  ["that answers too much", '$join([1..9000].("abcdefghijklmnop"))'],
  ["that makes too long a list", "[1..1000000]"],
  ["that fails", "$number(title)"],
])("an expression %s is Unrecognised", async (_, source) => {
  await expect(compile(source)({ title: "x" })).rejects.toBeInstanceOf(Unrecognised);
});

test("an expression reaches nothing but its task", async () => {
  expect(await compile("$exists(process) or $exists(globalThis)")({})).toBe(false);
  await expect(compile('$eval("1", constructor)')({})).resolves.not.toBeInstanceOf(Function);
});

test("what is no expression does not compile", () => {
  expect(() => compile("$join(")).toThrow();
});
