// dongbo link, unlink: which remote record stands for which task. Shows first; links and creates only what was accepted.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { Classification } from "../../schemas/task.ts";
import { acceptNew, type NewTask } from "../push/link-new.ts";
import { acceptLinks, previewLinks, type LinkPreview, type Pair } from "../push/link.ts";
import type { Lane, Means } from "../push/lane.ts";
import { unlink } from "../push/unlink.ts";
import type { Call, Run } from "./commands.ts";
import { acceptedInText, previewInText, type PortalLinks } from "./link-text.ts";
import { answer, atOffice, say } from "./shell.ts";
import { typed, wordOf } from "./typed.ts";
import { watch } from "./watch.ts";

export const link: Run = async (shell, call) => {
  const wish = wishOf(call);
  return await atOffice(shell, async (office) => {
    const lanes = await office.lanes(wish.portal);
    if (lanes.length > 1 && wish.pairs.length + (wish.records?.length ?? 0) > 0) {
      throw new UserError([phrase("cli.needs_portal")]);
    }
    const done = await watch(
      shell,
      { office, lanes },
      async (means, lane) => await carryOut(means, lane, wish),
    );
    const portals = done.map(shown);
    const accepted = wish.accept !== undefined || wish.pairs.length > 0;
    answer(shell, { accepted, portals }, () =>
      portals
        .map((portal) => (accepted ? acceptedInText(shell, portal) : previewInText(shell, portal)))
        .join("\n\n"),
    );
    return portals.some((portal) => isOpen(portal)) ? 2 : 0;
  });
};

interface Wish {
  portal: string | undefined;
  accept: "sure" | "new" | undefined;
  pairs: Pair[];
  /** Only these, with `accept` "new"; left out: all. */
  records: string[] | undefined;
  classification: Classification | undefined;
}

function wishOf(call: Call): Wish {
  const option = typed(call);
  const wish: Wish = {
    portal: option.text("portal"),
    accept: option.choice("accept", ["sure", "new"]),
    pairs: option.pairs("pair", "PL1.3=1034").map(([code, remoteId]) => ({ code, remoteId })),
    records: call.options["record"] === undefined ? undefined : option.list("record"),
    classification: option.classification("classification"),
  };
  if (wish.accept === "new" && call.options["classification"] === undefined) {
    option.refuse(phrase("cli.link.needs_marking"));
  }
  if (call.options["accept"] !== "new" && (wish.records ?? wish.classification) !== undefined) {
    option.refuse(phrase("cli.link.only_with_new"));
  }
  option.check();
  return wish;
}

interface Done {
  preview: LinkPreview;
  linked: Pair[];
  created: NewTask[];
}

async function carryOut(means: Means, lane: Lane, wish: Wish): Promise<Done> {
  const preview = await previewLinks(means, lane);
  const sure = wish.accept === "sure" ? preview.sure : [];
  // A pair that a person names goes before one that the lists suggest.
  const named = new Set(wish.pairs.flatMap(({ code, remoteId }) => [`code ${code}`, `record ${remoteId}`]));
  const linked = [
    ...wish.pairs,
    ...sure
      .filter(({ code, remoteId }) => !named.has(`code ${code}`) && !named.has(`record ${remoteId}`))
      .map(({ code, remoteId }) => ({ code, remoteId })),
  ];
  if (wish.accept === "sure" || linked.length > 0) await acceptLinks(means, lane, { preview, pairs: linked });
  const { classification, records } = wish;
  if (wish.accept !== "new" || classification === undefined) return { preview, linked, created: [] };
  const remoteIds = records ?? "all";
  return { preview, linked, created: await acceptNew(means, lane, { preview, remoteIds, classification }) };
}

/** What a script gets; the records themselves stay out. */
function shown({ preview, linked, created }: Done): PortalLinks {
  const { portal, listed, sure, ask, barred, onlyOurs } = preview;
  return { portal, listed, sure, ask, new: preview.new, barred, onlyOurs, linked, created };
}

/** Whether tasks of ours still wait for a record; what only the portal has keeps nobody waiting. */
function isOpen({ sure, ask, onlyOurs, linked }: PortalLinks): boolean {
  const done = new Set(linked.map(({ code }) => code));
  const waiting = [...sure.map(({ code }) => code), ...ask.map(({ code }) => code), ...onlyOurs];
  return waiting.some((code) => !done.has(code));
}

export const unlinkTask: Run = async (shell, call) =>
  await atOffice(shell, async (office) => {
    const portal = call.options["portal"];
    if (typeof portal !== "string") throw new UserError([phrase("cli.needs_portal")]);
    const code = wordOf(call, 0);
    await unlink(office.means, { code, portal });
    answer(shell, { code, portal }, () => say(shell, "cli.unlinked", { code, portal }));
    return 0;
  });
