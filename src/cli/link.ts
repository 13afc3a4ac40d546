// dongbo link, unlink: which remote record stands for which task. Shows first; links and creates only what was accepted.
import { UserError } from "../../schemas/errors.ts";
import { phrase, type Phrase } from "../../schemas/phrase.ts";
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
  classification: ReturnType<ReturnType<typeof typed>["classification"]>;
}

function wishOf(call: Call): Wish {
  const option = typed(call);
  const problems: Phrase[] = [];
  const wish: Wish = {
    portal: option.text("portal"),
    accept: option.choice("accept", ["sure", "new"]),
    pairs: listOf(call, "pair").flatMap((read) => {
      const [, code, remoteId] = /^([^=]+)=(.+)$/.exec(read) ?? [];
      if (code !== undefined && remoteId !== undefined)
        return [{ code: code.trim(), remoteId: remoteId.trim() }];
      problems.push(phrase("cli.bad_option", { option: "--pair", read, expects: "PL1.3=1034" }));
      return [];
    }),
    records: call.options["record"] === undefined ? undefined : listOf(call, "record"),
    classification: option.classification("classification"),
  };
  option.check();
  if (wish.accept === "new" && wish.classification === undefined)
    problems.push(phrase("cli.link.needs_marking"));
  if (wish.accept !== "new" && (wish.records !== undefined || wish.classification !== undefined)) {
    problems.push(phrase("cli.link.only_with_new"));
  }
  if (problems.length > 0) throw new UserError(problems);
  return wish;
}

function listOf(call: Call, name: string): string[] {
  const given = call.options[name];
  return Array.isArray(given) ? given.map((one) => String(one).normalize("NFC").trim()) : [];
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
