// Redmine as a program to start: fetched as Debian's package and unpacked, not installed, then set up once with the
// default data and the words of an agency's tracker. Kept below the system's temporary folder; nothing of a run stays.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  cp,
  glob,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unprivileged } from "../unprivileged.ts";

const run = promisify(execFile);
const scripts = fileURLToPath(new URL("redmine", import.meta.url));

/** Debian's Redmine keeps everything of one installation in a folder of its own below this one. */
export const instances = "instances";
const template = "template";

/** A rails command in the program's folder, as one of its instances; Debian's Ruby, whatever else is on the path. */
export function environmentOf(program: string, instance: string): NodeJS.ProcessEnv {
  return {
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    LANG: "C.UTF-8",
    HOME: dirname(program),
    RAILS_ENV: "production",
    REDMINE_INSTANCE: instance,
    REDMINE_LANG: "en",
  };
}

const settings = {
  "Gemfile.local": 'gem "sqlite3"\ngem "puma"\n',
  database: [
    "production:",
    "  adapter: sqlite3",
    '  database: <%= File.join(Rails.root, "instances", Redmine.tenant, "redmine.sqlite3") %>',
    "  timeout: 20000",
    "",
  ].join("\n"),
};

/** The folder of the program, made if it is not there; `tell` hears what takes long. */
export async function redmineProgram(tell: (line: string) => void): Promise<string> {
  const texts = ["template.rb", "owner.rb"].map(async (name) => await readFile(join(scripts, name), "utf8"));
  const { stdout } = await run("apt-cache", ["show", "--no-all-versions", "redmine"]);
  const version = /^Version: (.+)$/m.exec(stdout)?.[1] ?? "";
  const digest = createHash("sha256")
    .update(JSON.stringify([version, await Promise.all(texts), settings]))
    .digest("hex");
  const home = join(tmpdir(), `dongbo-redmine-${process.getuid?.() ?? ""}-${digest.slice(0, 12)}`);
  const program = join(home, "redmine");
  if (existsSync(program)) {
    const owner = (await unprivileged())?.uid ?? process.getuid?.();
    if ((await stat(home)).uid !== owner) throw new Error(`${home} belongs to somebody else: remove it`);
    return program;
  }
  tell(`Redmine ${version}: unpacking and setting up, once`);
  const making = await mkdtemp(`${home}-`);
  try {
    await built(making);
  } catch (cause) {
    await rm(making, { recursive: true, force: true });
    const said = String((cause as { stderr?: string }).stderr ?? cause);
    throw new Error(`Redmine could not be set up: ${said.slice(0, 2_000)}`, { cause });
  }
  await rm(home, { recursive: true, force: true });
  await rename(making, home);
  return program;
}

async function built(home: string): Promise<void> {
  const as = await unprivileged();
  if (as !== undefined) await chown(home, as.uid, as.gid);
  await chmod(home, 0o755);
  await run("apt-get", ["download", "-qq", "redmine"], { ...as, cwd: home });
  const [packed = ""] = await Array.fromAsync(glob("redmine_*.deb", { cwd: home }));
  await run("dpkg-deb", ["-x", packed, "unpacked"], { ...as, cwd: home });
  const program = join(home, "redmine");
  await cp(join(home, "unpacked/usr/share/redmine"), program, { recursive: true, verbatimSymlinks: true });
  await rm(join(home, "unpacked"), { recursive: true });
  // Debian's links into /etc and /var, which the installed package would have filled.
  for (const link of ["Gemfile.lock", instances, "config/database.yml"]) await rm(join(program, link));
  await writeFile(join(program, "Gemfile.local"), settings["Gemfile.local"]);
  // Whom it runs as may not be allowed to read the project.
  await cp(scripts, join(program, "dongbo"), { recursive: true });
  const own = join(program, instances, template);
  for (const folder of ["config", "files", "log", "tmp"]) await mkdir(join(own, folder), { recursive: true });
  await writeFile(join(own, "config/database.yml"), settings.database);
  if (as !== undefined) await run("chown", ["-R", `${as.uid}:${as.gid}`, program]);
  const steps = [
    ["lock", "--local"],
    ["exec", "rake", "db:migrate"],
    ["exec", "rake", "redmine:load_default_data"],
    ["exec", "rails", "runner", "dongbo/template.rb"],
  ];
  for (const step of steps)
    await run("bundle", step, { ...as, cwd: program, env: environmentOf(program, template), maxBuffer: 1e8 });
}

/** A new instance of the program, as it was set up; returns its name. */
export async function newInstance(program: string): Promise<string> {
  const as = await unprivileged();
  const folder = await mkdtemp(join(program, instances, "run-"));
  await cp(join(program, instances, template), folder, { recursive: true });
  await rm(join(folder, "log/production.log"), { force: true });
  await writeFile(join(folder, "config/secret_key.txt"), crypto.randomUUID().repeat(4), { mode: 0o600 });
  if (as !== undefined) await run("chown", ["-R", `${as.uid}:${as.gid}`, folder]);
  return folder.slice(join(program, instances).length + 1);
}
