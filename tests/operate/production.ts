// Installs as the image does and starts it: npm run production. Takes the copied folders and npm's words from the Containerfile,
// and makes the tree read-only before it starts. Needs the registry, or npm's cache.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { project, textOf } from "../house/project-files.ts";

const run = promisify(execFile);
const container = textOf("src/operate/Containerfile");
const copied = [...container.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = ""]) =>
  list.split(" "),
);
const install = /^RUN npm (ci .+)$/m.exec(container)?.[1]?.split(" ") ?? [];

const folder = await mkdtemp(join(tmpdir(), "dongbo-production-"));
const [image, data] = [join(folder, "image"), join(folder, "data")];
try {
  await mkdir(image);
  await mkdir(data);
  for (const path of new Set(copied)) await cp(join(project, path), join(image, path), { recursive: true });
  await run("npm", [...install, "--prefer-offline"], { cwd: image });
  await run("chmod", ["-R", "a-w", image]);
  await writeFile(join(data, "dongbo.yaml"), "portals: {}\n");
  const { stdout: size } = await run("du", ["-sm", join(image, "node_modules")]);
  process.stdout.write(`node_modules: ${size.split("\t")[0]} MB\n`);
  for (const words of [["--help"], ["status"], ["doctor", "--json"]]) {
    const told = await run(process.execPath, [join(image, "src/launch.mjs"), ...words], {
      cwd: data,
      env: { PATH: process.env["PATH"], HOME: data, NODE_ENV: "production", LANG: "en_US.UTF-8" },
    }).catch((error: { code: number; stdout: string; stderr: string }) => error);
    const code = "code" in told ? told.code : 0;
    process.stdout.write(`dongbo ${words.join(" ")}: ended with ${code}, ${told.stdout.length} characters\n`);
    // doctor ends with 1 here: no portal is configured, and it says so as a document.
    if (code !== (words[0] === "doctor" ? 1 : 0) || told.stdout === "") {
      process.stderr.write(told.stderr);
      process.exitCode = 1;
    }
  }
} finally {
  await run("chmod", ["-R", "u+w", folder]);
  await rm(folder, { recursive: true, force: true });
}
