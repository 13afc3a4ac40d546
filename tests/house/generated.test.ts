// .env.example and the portals table are what the schemas and the adapters' facts say.
import { expect, test } from "vitest";
import { environment, withPortalsTable } from "./generated.ts";
import { textOf } from "./project-files.ts";

test(".env.example names every variable (else: npm run generate)", () => {
  expect(textOf(".env.example")).toBe(environment());
});

test("the portals table of README.md says what the facts say (else: npm run generate)", () => {
  const readme = textOf("README.md");

  expect(readme).toBe(withPortalsTable(readme));
});

test("a table that promises something else is noticed", () => {
  const readme = textOf("README.md");
  const promising = readme.replace(
    "<!-- end of portals -->",
    "| `nq57` | everything |\n\n<!-- end of portals -->",
  );

  expect(withPortalsTable(promising)).not.toBe(promising);
});
