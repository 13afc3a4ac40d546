// dongbo init: a first configuration file, with every portal that dongbo knows.
import { writeFile } from "node:fs/promises";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Run } from "./commands.ts";
import { answer, say } from "./shell.ts";

export const init: Run = async (shell) => {
  const file = shell.configFile;
  const portals = (await shell.adapters()).map(
    ({ name, options }) =>
      `#  ${name}:\n#    adapter: ${name}\n#    cutOff: { weekday: thursday, at: "17:00" }\n#    options:\n${"baseUrl" in options.shape ? "#      baseUrl: https://…\n#      username: …\n" : `#      … (adapters/${name}/README.md)\n`}`,
  );
  const text = [
    `# ${say(shell, "cli.init_head")}\ndataDirectory: dongbo-data\nportals: {}\n`,
    `# ${say(shell, "cli.init_checkpoints")}\n#checkpoints:\n#  directory: /media/usb/dongbo\n`,
    `# ${say(shell, "cli.init_evidence")}\n#evidence:\n#  s3:\n#    endpoint: https://…\n#    bucket: …\n`,
    `# ${say(shell, "cli.init_scanner")}\n#  scanner:\n#    clamd: 127.0.0.1:3310\n`,
    `# ${say(shell, "cli.init_portals")}\n# ${say(shell, "cli.init_cut_off")}\n#portals:\n`,
    ...portals,
  ].join("");
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new UserError([phrase("cli.init_exists", { file })]);
  }
  answer(shell, { file }, () => say(shell, "cli.init_done", { file }));
  return 0;
};
