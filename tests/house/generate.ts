// Writes the generated texts into their files: npm run generate.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment, withPortalsTable } from "./generated.ts";
import { project, textOf } from "./project-files.ts";

writeFileSync(join(project, ".env.example"), environment());
writeFileSync(join(project, "README.md"), withPortalsTable(textOf("README.md")));
