// .env.example, the tables of README.md, the JSON Schema of profiles and the kit's verdicts are what the schemas, the
// adapters' facts and the kit's results say.
import { expect, test } from "vitest";
import { environment, profileSchema, verdicts, withTables } from "./generated.ts";
import { textOf } from "./project-files.ts";

test(".env.example names every variable (else: npm run generate)", () => {
  expect(textOf(".env.example")).toBe(environment());
});

test("the tables of README.md say what facts and kit results say (else: npm run generate)", () => {
  const readme = textOf("README.md");

  expect(readme).toBe(withTables(readme));
});

test("a table that promises something else is noticed", () => {
  const readme = textOf("README.md");
  const promising = readme.replace(
    "<!-- end of portals -->",
    "| `nq57` | everything |\n\n<!-- end of portals -->",
  );

  expect(withTables(promising)).not.toBe(promising);
});

test("the JSON Schema of profiles is what the schema says (else: npm run generate)", () => {
  expect(textOf("schemas/profile.schema.json")).toBe(profileSchema());
});

test("the verdicts that the console shows are what the kit's results say (else: npm run generate)", () => {
  expect(textOf("schemas/kit-verdicts.json")).toBe(verdicts());
});
