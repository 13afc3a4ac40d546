// dongbo link, unlink: which remote record stands for which task.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import { acceptLinks, previewLinks } from "../push/link.ts";
import { unlink } from "../push/unlink.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { wordOf } from "./typed.ts";
import { watch } from "./watch.ts";

export const link: Run = async (shell, call) => {
  const { accept, portal } = call.options;
  if (accept !== undefined && accept !== "sure") {
    throw new UserError([
      phrase("cli.bad_option", { option: "--accept", read: String(accept), expects: "sure" }),
    ]);
  }
  return await atOffice(shell, async (office) => {
    const lanes = await office.lanes(portal as string | undefined);
    const previews = await watch(shell, { office, lanes }, async (means, lane) => {
      const preview = await previewLinks(means, lane);
      if (accept === "sure") await acceptLinks(means, lane, preview);
      return preview;
    });
    answer(shell, { accepted: accept === "sure", portals: previews }, () =>
      previews
        .flatMap((preview) => [
          say(shell, accept === "sure" ? "cli.linked" : "cli.link_preview", {
            portal: preview.portal,
            sure: preview.sure.length,
            ambiguous: preview.ambiguous.length,
            ours: preview.onlyOurs.length,
            theirs: preview.onlyTheirs.length,
          }),
          ...preview.ambiguous.map(({ code, remoteIds }) => `  ? ${code}: ${remoteIds.join(", ")}`),
        ])
        .join("\n"),
    );
    const open = previews.some(
      ({ sure, ambiguous, onlyOurs }) =>
        ambiguous.length + onlyOurs.length > 0 || (accept !== "sure" && sure.length > 0),
    );
    return open ? 2 : 0;
  });
};

export const unlinkTask: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const portal = call.options["portal"];
    if (typeof portal !== "string") throw new UserError([phrase("cli.needs_portal")]);
    const code = wordOf(call, 0);
    await unlink(office.means, { code, portal });
    answer(shell, { code, portal }, () => say(shell, "cli.unlinked", { code, portal }));
    return 0;
  });
