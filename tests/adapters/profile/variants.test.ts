// The template's profile signed in and listed in every other way: each keeps the contract of reading, and of a token or
// session that runs out.
import { describe, expect, test } from "vitest";
import { profilePortal } from "../../../adapters/profile/adapter.ts";
import { Secret } from "../../../schemas/secret.ts";
import { conformanceCases, runConformance } from "../../../src/portal/conformance.ts";
import { listed, openBench, simulated } from "../../../src/portal/conformance-bench.ts";
import { textOf } from "../../house/project-files.ts";

const template = textOf("adapters/profile/template.yaml");
const signedIn = '  bearer: { token: "{token}" }';
const turned = "  paging: { page: { number: page, from: 1, size: size, of: 50 } }";
const concerned = conformanceCases.filter(({ id }) => /^reading\.|^outages\.(read|token)/.test(id));

const variant = (from: string, to: string) => {
  expect(template).toContain(from);
  return profilePortal(template.replace(from, to), "variant.yaml");
};

async function failing(portal: ReturnType<typeof variant>) {
  const results = await runConformance(() => simulated(portal), concerned);
  expect(results.filter(({ result }) => result === "passed").length).toBeGreaterThan(20);
  return results.filter(({ result }) => result === "failed");
}

describe("signing in", () => {
  test.each([
    ["a header", '  apiKey: { header: X-Api-Key, value: "{token}" }'],
    [
      "a password grant",
      '  oauth2: { path: /token, grant: password, form: { username: x, password: "{token}" } }',
    ],
    [
      "a form of JSON, with the CSRF token in its answer",
      '  session: { path: /login, as: json, send: { password: "{token}" }, cookie: S, csrf: { header: X-CSRF, at: csrf.token } }',
    ],
    [
      "a session without CSRF",
      '  session: { path: /login, as: form, send: { password: "{token}" }, cookie: S }',
    ],
    ["a call that tells who we are", '  bearer: { token: "{token}" }\n  check: /me'],
  ])("by %s keeps the contract", async (_, to) => {
    expect(await failing(variant(signedIn, to))).toEqual([]);
  });

  test.each(["cookie", "bearer token"])(
    "by a person's %s keeps the contract, and tries nothing else",
    async (gives) => {
      const text = template
        .replace(signedIn, `  person: { gives: ${gives}, where: /login }`)
        .replace(/^ {2}token: .*$/m, "  {}");
      const portal = profilePortal(text, "variant.yaml");
      const bench = openBench(await simulated(portal));

      const lacking = bench.open({ session: undefined });
      await expect(lacking).rejects.toMatchObject({ name: "SignedOut" });
      const wrong = async () => await listed(await bench.open({ session: new Secret("PHIEN=khac") }));
      await expect(wrong()).rejects.toMatchObject({ name: "SignedOut" });
      expect(bench.owner.arrived?.()).toBe(1);
      await bench.close();

      expect(await failing(portal)).toEqual([]);
    },
  );
});

describe("turning pages", () => {
  test.each([
    [
      "numbers from 0, with the last one told",
      "page: { number: page, from: 0, size: size, of: 10, last: pages }",
    ],
    ["offsets", "offset: { offset: from, size: size, of: 10 }"],
    ["cursors", "cursor: { cursor: after, next: next, size: size, of: 10 }"],
    ["links", "link: { next: next, size: size, of: 10 }"],
  ])("by %s keeps the contract", async (_, paging) => {
    expect(await failing(variant(turned, `  paging: { ${paging} }`))).toEqual([]);
  });

  test("without a count ends where the cursors end", async () => {
    const text = template
      .replace(turned, "  paging: { cursor: { cursor: after, next: next, size: size, of: 10 } }")
      .replace(/^ {2}total: .*\n/m, "");
    const bench = openBench(await simulated(profilePortal(text, "variant.yaml")));
    const seeded = await bench.seed(25);

    const tasks = await listed(await bench.open());

    expect(tasks.map(({ remoteId }) => remoteId).toSorted()).toEqual(seeded.toSorted());
    await bench.close();
  });
});
