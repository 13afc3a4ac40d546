// Writes the generated texts into their files, kit results first: npm run generate. Runs the conformance kit on every
// shipped adapter, which takes some seconds each.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { simulatedPortals, keepResult } from "../conformance/kept-results.ts";
import { environment, profileSchema, verdicts, withTables } from "./generated.ts";
import { project, textOf } from "./project-files.ts";

for (const { name } of simulatedPortals) await keepResult(name);
writeFileSync(join(project, ".env.example"), environment());
writeFileSync(join(project, "README.md"), withTables(textOf("README.md")));
writeFileSync(join(project, "schemas/profile.schema.json"), profileSchema());
writeFileSync(join(project, "schemas/kit-verdicts.json"), verdicts());
