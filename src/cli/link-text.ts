// What linking says to people: counts first, then what a person must choose with the very command that does it.
import type { NewTask } from "../push/link-new.ts";
import type { LinkPreview, Pair } from "../push/link.ts";
import { say, tell, type Shell } from "./shell.ts";

type Preview = Omit<LinkPreview, "records">;

/** A preview, and what was done of it. */
export interface PortalLinks extends Preview {
  linked: readonly Pair[];
  created: readonly NewTask[];
}

const widestTitle = 70;
/** An equal code under titles with less in common may be a slip. */
const unlike = 0.5;
/** Lists on a terminal end here; `--json` has all of it. */
const longestList = 20;

/** The preview of one portal. */
export function previewInText(shell: Shell, preview: Preview): string {
  return [
    countsInText(shell, preview),
    foundOtherwise(shell, preview),
    questions(shell, preview),
    onlyTheirs(shell, preview),
    barred(shell, preview),
    onlyOurs(shell, preview),
    nextSteps(shell, preview),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What was linked and created at one portal, and what is left. */
export function acceptedInText(shell: Shell, done: PortalLinks): string {
  const { portal, linked, created, sure, ask, onlyOurs: ours } = done;
  const taken = new Set(linked.map(({ code }) => code));
  const gone = new Set([...linked, ...created].map(({ remoteId }) => remoteId));
  const left = (codes: readonly { code: string }[]) => codes.filter(({ code }) => !taken.has(code)).length;
  return [
    ...(linked.length > 0 || created.length === 0
      ? [say(shell, "cli.link.linked", { portal, count: linked.length })]
      : []),
    ...(created.length > 0 ? [say(shell, "cli.link.created", { portal, count: created.length })] : []),
    ...listed(shell, created, ({ code, remoteId, title }) => `  ${code} = ${remoteId}  ${cut(title)}`),
    say(shell, "cli.link.left", {
      sure: left(sure),
      ask: left(ask),
      new: done.new.filter(({ remoteId }) => !gone.has(remoteId)).length,
      ours: ours.filter((code) => !taken.has(code)).length,
    }),
  ].join("\n");
}

function countsInText(shell: Shell, preview: Preview): string {
  const { portal, listed: count, sure, ask } = preview;
  const by = (name: "code" | "document" | "title") => sure.filter((pair) => pair.by === name).length;
  const lines: [string, number, string?][] = [
    [
      say(shell, "cli.link.sure"),
      sure.length,
      say(shell, "cli.link.sure_by", { code: by("code"), document: by("document"), title: by("title") }),
    ],
    [say(shell, "cli.link.ask"), ask.length],
    [say(shell, "cli.link.new"), preview.new.length],
    [say(shell, "cli.link.barred"), preview.barred.length],
    [say(shell, "cli.link.ours"), preview.onlyOurs.length],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const digits = Math.max(...lines.map(([, number]) => String(number).length));
  return [
    say(shell, "cli.link.listed", { portal, count }),
    ...lines.map(([name, number, more]) =>
      `  ${name.padEnd(width)}  ${String(number).padStart(digits)}  ${number > 0 ? (more ?? "") : ""}`.trimEnd(),
    ),
  ].join("\n");
}

/** Sure pairs without a common code, or with quite another title, are worth a look before they are accepted. */
function foundOtherwise(shell: Shell, { sure }: Preview): string {
  return section(
    shell,
    say(shell, "cli.link.head_otherwise"),
    sure.filter(({ by, similarity }) => by !== "code" || similarity < unlike),
    ({ code, title, remoteId, remoteTitle, by }) =>
      `  ${code}  ${cut(title)}\n    = ${remoteId}  ${cut(remoteTitle)}  (${say(shell, `cli.link.by.${by}`)})`,
  );
}

function questions(shell: Shell, { portal, ask }: Preview): string {
  const [first] = ask;
  if (first === undefined) return "";
  const pair = `${first.code}=${first.candidates[0]?.remoteId ?? ""}`;
  const list = section(shell, say(shell, "cli.link.head_ask"), ask, ({ code, title, candidates }) => {
    const width = Math.max(...candidates.map(({ remoteId }) => remoteId.length));
    const lines = candidates.map(
      ({ remoteId, similarity, code: remoteCode, title: remoteTitle, why }) =>
        `    ${`${Math.round(similarity * 100)} %`.padStart(5)}  ${remoteId.padEnd(width)}  ${named(remoteCode, remoteTitle)}\n           ${" ".repeat(width)}  ${tell(shell, why)}`,
    );
    return [`  ${code}  ${cut(title)}`, ...lines].join("\n");
  });
  const remoteId = first.candidates[0]?.remoteId ?? "";
  return [
    list,
    say(shell, "cli.link.how_pair", { portal, pair }),
    say(shell, "cli.link.how_record", { portal, remoteId }),
  ].join("\n");
}

function onlyTheirs(shell: Shell, preview: Preview): string {
  return section(
    shell,
    say(shell, "cli.link.head_new"),
    preview.new,
    ({ remoteId, code, title }) => `  ${remoteId}  ${named(code, title)}`,
  );
}

function barred(shell: Shell, preview: Preview): string {
  return section(
    shell,
    say(shell, "cli.link.head_barred"),
    preview.barred,
    ({ remoteId, code, title, why }) => `  ${remoteId}  ${named(code, title)}\n    ${tell(shell, why)}`,
  );
}

function onlyOurs(shell: Shell, preview: Preview): string {
  return section(shell, say(shell, "cli.link.head_ours"), preview.onlyOurs, (code) => `  ${code}`);
}

function nextSteps(shell: Shell, preview: Preview): string {
  const { portal, sure } = preview;
  return [
    sure.length > 0 ? say(shell, "cli.link.how_sure", { portal, count: sure.length }) : "",
    preview.new.length > 0 ? say(shell, "cli.link.how_new", { portal, count: preview.new.length }) : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function section<Item>(
  shell: Shell,
  head: string,
  items: readonly Item[],
  line: (item: Item) => string,
): string {
  return items.length === 0 ? "" : [head, ...listed(shell, items, line)].join("\n");
}

function listed<Item>(shell: Shell, items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - longestList;
  return [
    ...items.slice(0, longestList).map(line),
    ...(more > 0 ? [`  ${say(shell, "cli.link.more", { count: more })}`] : []),
  ];
}

function named(code: string | null, title: string): string {
  return code === null || code === "" ? cut(title) : `[${code}] ${cut(title)}`;
}

function cut(title: string): string {
  const letters = [...title.normalize("NFC").replaceAll(/\s+/g, " ").trim()];
  return letters.length <= widestTitle ? letters.join("") : `${letters.slice(0, widestTitle - 1).join("")}…`;
}
