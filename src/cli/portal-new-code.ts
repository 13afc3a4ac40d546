// A new adapter in a checkout: the template adapter, which is tested like every other, under another name.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { variableOf, writeNew } from "./new-file.ts";
import { answer, say, type Shell } from "./shell.ts";

const template = "template";
const list = "adapters/all.ts";

/** Makes adapters/NAME with its test and its line in adapters/all.ts; UserError where any of it is there already. */
export async function newAdapter(
  shell: Shell,
  { name, project }: { name: string; project: string },
): Promise<0> {
  const folder = `adapters/${name}`;
  const test = `tests/conformance/${name}.test.ts`;
  if (!existsSync(join(project, `tests/conformance/${template}.test.ts`)))
    throw new UserError([phrase("portal_new.no_checkout", { folder: project })]);
  const taken = [folder, test].filter((path) => existsSync(join(project, path)));
  if (taken.length > 0) throw new UserError(taken.map((file) => phrase("portal_new.exists", { file })));
  const files = await readdir(join(project, `adapters/${template}`));
  await mkdir(join(project, folder));
  const made = [
    ...files.map((file) => ({ from: `adapters/${template}/${file}`, to: `${folder}/${file}` })),
    { from: `tests/conformance/${template}.test.ts`, to: test },
  ];
  for (const { from, to } of made)
    await writeNew(join(project, to), renamed(await readFile(join(project, from), "utf8"), name));
  const known = await readFile(join(project, list), "utf8");
  await writeFile(join(project, list), withAdapter(known, name));
  const written = [...made.map(({ to }) => to), list];
  answer(shell, { name, files: written }, () =>
    [
      say(shell, "portal_new.code_made", { folder, list }),
      say(shell, "portal_new.next_generate"),
      say(shell, "portal_new.next_code_test", { test }),
      say(shell, "portal_new.next_read", { file: `${folder}/README.md` }),
    ].join("\n"),
  );
  return 0;
}

function renamed(text: string, name: string): string {
  return text.replaceAll("TEMPLATE_", `${variableOf(name)}_`).replaceAll(template, name);
}

/** The list of adapters with one more, in its place; the order is that of the names. */
export function withAdapter(text: string, name: string): string {
  const variable = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const imported = `import { portal as ${variable} } from "./${name}/adapter.ts";\n`;
  const names = new Map(
    [...text.matchAll(/import \{ portal as (\w+) \} from "\.\/([\w-]+)\/adapter\.ts";/g)].map(
      ([, known = "", folder = ""]) => [known, folder] as const,
    ),
  );
  names.set(variable, name);
  const nameOf = (item: string) => /^\w+\("([\w-]+)"\)$/.exec(item)?.[1] ?? names.get(item) ?? item;
  return text
    .replace(/^(?=import \{ portal as )/m, imported)
    .replace(
      /(portals: readonly Portal\[\] = \[)([^\]]*)(\];)/,
      (_, before: string, items: string, after: string) => {
        const all = [...items.split(",").map((item) => item.trim()), variable].filter((item) => item !== "");
        const inOrder = all.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
        const line = `${before}${inOrder.join(", ")}${after}`;
        return `export const ${line}`.length <= 110
          ? line
          : `${before}\n  ${inOrder.join(",\n  ")},\n${after}`;
      },
    );
}
