// The files of a task: what they are, how their copies at the portals were read back, the text of the first page, and the
// file itself. Nothing that is not plainly marked normal is handed out or shown.
import { html } from "hono/html";
import { visible, type Evidence } from "../../../schemas/evidence.ts";
import { fileTypes } from "../../../schemas/file-types.ts";
import { UserError } from "../../../schemas/errors.ts";
import { roles } from "../../../schemas/person.ts";
import { phrase } from "../../../schemas/phrase.ts";
import type { KnownLink } from "../../push/known-sides.ts";
import { nothing, table, type Content } from "../parts.ts";
import type { Html, Reply, Route, Visit } from "../route.ts";
import { taskAsked } from "../sight.ts";
import { own, taskPath } from "../told.ts";

export const routes: Route[] = [
  { method: "get", path: "/tasks/:code/files/:sha256", roles, answer: download },
  { method: "get", path: "/tasks/:code/files/:sha256/first-page", roles, answer: preview },
];

/** One row a file. */
export function evidenceTable(
  visit: Visit,
  { code, files, links }: { code: string; files: readonly Evidence[]; links: readonly KnownLink[] },
): Html {
  const { say } = visit;
  if (files.length === 0) return nothing(say("console.task.no_evidence"));
  return table(
    [
      { title: say("cli.column.file"), heads: true },
      { title: say("console.task.kind") },
      { title: say("cli.column.size"), align: "right" },
      { title: say("cli.column.document") },
      { title: say("cli.column.secrecy") },
      { title: say("cli.column.signature") },
      { title: say("cli.column.first_page") },
      { title: say("console.task.copies") },
      { title: say("console.task.download") },
    ],
    files.map((file) => [
      html`<bdi class="wraps">${visible(file.name)}</bdi>`,
      own(fileTypes[file.mime]?.short ?? file.mime),
      file.size,
      documentOf(visit, file),
      say(`classification.${file.classification}`),
      say(`signed.${file.signed}`),
      firstPageOf(visit, file),
      copiesOf(visit, file, links),
      linksTo(visit, code, file),
    ]),
    say("console.task.evidence"),
  );
}

function documentOf({ say }: Visit, file: Evidence): Content {
  const kind = file.documentKind === "other" ? "" : say(`document_kind.${file.documentKind}`);
  const parts = [kind, file.documentNumber, file.issuer, file.signer].filter((part) => part !== "");
  return parts.length === 0 ? null : own(parts.join(", "));
}

function firstPageOf({ say }: Visit, { marks, settledBy, firstPage }: Evidence): Html {
  const asks = marks.length > 0 && settledBy === null;
  return own(asks ? say("first_page.asks", { marks: marks.join(", ") }) : say(`first_page.${firstPage}`));
}

function copiesOf({ say }: Visit, { sha256 }: Evidence, links: readonly KnownLink[]): Html {
  const found = links.flatMap(({ link, copies }) =>
    copies.filter((copy) => copy.sha256 === sha256).map((copy) => ({ portal: link.portal, copy })),
  );
  if (found.length === 0) return html`<span class="soft">${say("console.task.no_copy")}</span>`;
  return html`<ul>
    ${found.map(({ portal, copy }) => {
      const proof = copy.broken.length > 0 ? "broken" : (copy.proof ?? "none");
      return html`<li>
        ${own(say("console.task.copy", { portal, proof: say(`console.proof.${proof}`) }))}
      </li>`;
    })}
  </ul>`;
}

function linksTo({ say }: Visit, code: string, file: Evidence): Content {
  if (file.classification !== "normal") return null;
  const at = `${taskPath(code)}/files/${file.sha256}`;
  return html`<a href="${at}"
      >${say("console.task.download")}<span class="unseen"> ${visible(file.name)}</span></a
    >
    ${file.firstPage === "read" ? html`<br /><a href="${at}/first-page">${say("console.task.preview")}</a>` : ""}`;
}

/** The file that the address names, if the task cites it and the person may see it. */
async function fileAsked(visit: Visit): Promise<{ code: string; file: Evidence } | null> {
  const found = await taskAsked(visit);
  if (found === null) return null;
  const { means, evidence } = visit.office;
  const files = await means.store.read(async (tx) => await evidence.listEvidence(tx, found.code));
  const file = files.find(({ sha256 }) => sha256 === visit.params["sha256"]);
  if (file === undefined) return null;
  if (file.classification !== "normal") throw new UserError([phrase("console.file.secret")]);
  return { code: found.code, file };
}

async function download(visit: Visit): Promise<Reply> {
  const asked = await fileAsked(visit);
  if (asked === null) return { missing: true };
  const { file } = asked;
  const body = ReadableStream.from(
    visit.office.evidence.openEvidence(file.sha256),
  ) as ReadableStream<Uint8Array>;
  // Never as what it says it is: a browser saves it and runs nothing.
  return { file: { name: visible(file.name), type: "application/octet-stream", body } };
}

async function preview(visit: Visit): Promise<Reply> {
  const asked = await fileAsked(visit);
  if (asked === null) return { missing: true };
  const { code, file } = asked;
  const text = await visit.office.evidence.firstPage(file);
  const title = visit.say("console.file.preview_of", { name: visible(file.name) });
  const body = html`<p><a href="${taskPath(code)}">${own(code)}</a></p>
    ${text.trim() === "" ? nothing(visit.say("console.file.no_text")) : html`<pre class="words" dir="auto">${text}</pre>`}`;
  return { page: { title, body } };
}
