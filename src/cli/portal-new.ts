// dongbo portal new: a portal to begin with, as a profile beside the configuration or as an adapter in a checkout.
// Writes new files only; never touches one that is there.
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Run } from "./commands.ts";
import { variableOf, writeNew } from "./new-file.ts";
import { newAdapter } from "./portal-new-code.ts";
import { answer, say, type Shell } from "./shell.ts";
import { typed } from "./typed.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const goodName = /^[a-z][a-z0-9-]{0,39}$/;

export const newPortal: Run = async (shell, call) => {
  const read = typed(call);
  const from = read.text("from");
  const isCode = call.options["code"] === true;
  const [word] = call.words;
  const name = typeof word === "string" ? word : "";
  if (!goodName.test(name)) read.refuse(phrase("portal_new.bad_name", { name }));
  if (isCode && from !== undefined) read.refuse(phrase("portal_new.one_of_two"));
  read.check();
  const known = (await shell.adapters()).map((adapter) => adapter.name);
  if (known.includes(name)) throw new UserError([phrase("portal_new.known", { name })]);
  return isCode ? await newAdapter(shell, { name, project }) : await newProfile(shell, { name, from });
};

async function newProfile(
  shell: Shell,
  { name, from }: { name: string; from: string | undefined },
): Promise<0> {
  const file = join(dirname(shell.configFile), "portals", `${name}.yaml`);
  const text = renamed(await modelText(from), { name, file });
  await mkdir(dirname(file), { recursive: true });
  await writeNew(file, text);
  // Read back as everybody else will: a model that does not load would be told here, with its lines.
  const adapters = await shell.adapters(file);
  const options = adapters.find((adapter) => adapter.name === file)?.options.shape ?? {};
  answer(shell, { name, file, options: Object.keys(options) }, () =>
    [
      from === undefined
        ? say(shell, "portal_new.profile_made", { file })
        : say(shell, "portal_new.profile_copied", { file, from }),
      say(shell, "portal_new.next_configure", { name, file: `portals/${name}.yaml` }),
      say(shell, "portal_new.next_check", { name }),
      say(shell, "portal_new.next_simulate", { file }),
      say(shell, "portal_new.next_test", { file }),
    ].join("\n"),
  );
  return 0;
}

/** The profile that the new one begins as: the template, a shipped one by its name, or a file. */
async function modelText(from: string | undefined): Promise<string> {
  const shipped = `adapters/profile/profiles/${from}.yaml`;
  const path =
    from === undefined ? "adapters/profile/template.yaml" : /\.ya?ml$/i.test(from) ? null : shipped;
  const file = path === null ? resolve(from ?? "") : resolve(project, path);
  try {
    return await readFile(file, "utf8");
  } catch (thrown) {
    throw new UserError([
      phrase("portal_new.no_model", { from: from ?? "", why: (thrown as Error).message }),
    ]);
  }
}

/** The model under its new name: its own name, the variables of its secrets, the way to the schema. */
function renamed(text: string, { name, file }: { name: string; file: string }): string {
  const old = /^name: (\S+)$/m.exec(text)?.[1] ?? "";
  const schema = relative(resolve(dirname(file)), resolve(project, "schemas/profile.schema.json")).replaceAll(
    "\\",
    "/",
  );
  return text
    .replace(/^# yaml-language-server: .*$/m, `# yaml-language-server: $schema=${schema}`)
    .replace(/^name: \S+$/m, `name: ${name}`)
    .replaceAll(new RegExp(`(secret: )${variableOf(old)}_`, "g"), `$1${variableOf(name)}_`);
}
