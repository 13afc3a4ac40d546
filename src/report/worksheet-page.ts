// The worksheet as one HTML file for paper (A4 across): no script, nothing from outside, every text escaped by hono.
import { html, raw } from "hono/html";
import { showDay, showInstant } from "../../schemas/time.ts";
import { worksheetStyle } from "./worksheet-style.ts";
import type { SheetFile, SheetLine, SheetTask, SheetUnit, SheetWords, Worksheet } from "./worksheet.ts";

type Markup = ReturnType<typeof html>;

/** The whole page; each unit begins on a sheet of its own. */
export async function worksheetPage(sheet: Worksheet, words: SheetWords): Promise<string> {
  const { say } = words;
  const page = await html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${say("sheet.title")}: ${sheet.portal}</title>
        <style>
          ${raw(worksheetStyle)}
        </style>
      </head>
      <body>
        ${
          sheet.units.length === 0
            ? html`<p>${say("by_hand.empty", { portal: sheet.portal })}</p>`
            : sheet.units.map((unit) => unitPage(sheet, unit, words))
        }
      </body>
    </html>`;
  return `${String(page)}\n`;
}

function unitPage({ portal, madeAt, madeBy }: Worksheet, unit: SheetUnit, words: SheetWords): Markup {
  const { say } = words;
  const name = unit.unit === null ? say("sheet.no_unit") : unit.unit;
  const made = say("sheet.made", { at: showInstant(madeAt), who: madeBy });
  return html`<section>
    <header>
      <h1>${say("sheet.title")} · ${say("sheet.portal", { portal })}</h1>
      <p class="unit">${name} · ${say("sheet.count", { count: unit.tasks.length })}</p>
      <p>${made}. ${say("sheet.how", { portal })}</p>
    </header>
    ${withdrawnIn(unit, words)} ${unit.tasks.length === 0 ? "" : tasksIn(unit.tasks, words)}
  </section>`;
}

function withdrawnIn({ withdrawn }: SheetUnit, { say }: SheetWords): Markup {
  if (withdrawn.length === 0) return html``;
  const gone = withdrawn.map(({ slip, code, at }) =>
    say("sheet.withdrawn_one", { slip, code, at: showInstant(at) }),
  );
  return html`<p class="withdrawn"><strong>${say("sheet.withdrawn")}:</strong> ${gone.join("; ")}.</p>`;
}

function tasksIn(tasks: readonly SheetTask[], words: SheetWords): Markup {
  const { say } = words;
  return html`<table>
    <colgroup>
      <col class="task" />
      <col class="where" />
      <col class="old" />
      <col class="new" />
      <col class="receipt" />
    </colgroup>
    <thead>
      <tr>
        <th>${say("sheet.task")}</th>
        <th>${say("sheet.where")}</th>
        <th>${say("sheet.old")}</th>
        <th>${say("sheet.new")}</th>
        <th>${say("sheet.receipt")}</th>
      </tr>
    </thead>
    ${tasks.map((task) => taskBody(task, words))}
  </table>`;
}

function taskBody(task: SheetTask, words: SheetWords): Markup {
  const cells = [
    ...task.lines.map((line) => lineCells(line, words)),
    ...task.files.map((file) => fileCells(file, words)),
  ];
  const rows = cells.length;
  return html`<tbody>
    ${cells.map(
      (cell, at) =>
        html`<tr>
          ${at === 0 ? taskCell(task, rows, words) : ""} ${cell} ${at === 0 ? receiptCell(rows, words) : ""}
        </tr>`,
    )}
  </tbody>`;
}

function taskCell(task: SheetTask, rows: number, { say }: SheetWords): Markup {
  const { slip, code, ownCode, title, dueOn, replaces } = task;
  return html`<td class="task" rowspan="${rows}">
    <div class="head"><strong>${code}</strong><span>${say("sheet.slip")} ${slip}</span></div>
    ${code === ownCode ? "" : html`<div class="small">${say("sheet.own_code", { code: ownCode })}</div>`}
    <div>${title}</div>
    <div class="small">${say("sheet.due")}: ${dueOn === null ? "–" : showDay(dueOn)}</div>
    ${replaces === null ? "" : html`<div class="replaces">${say("sheet.replaces", { slip: replaces })}</div>`}
  </td>`;
}

function lineCells(line: SheetLine, { say }: SheetWords): Markup {
  const fresh = line.new === "" ? html`<em>${say("sheet.clear")}</em>` : line.new;
  return html`<td>${line.where}</td>
    <td class="old text">${line.old === "" ? "–" : line.old}</td>
    <td class="new text">${fresh}</td>`;
}

function fileCells({ where, name, size, sha256, place }: SheetFile, { say }: SheetWords): Markup {
  const bytes = say("sheet.size", { size: String(size).replaceAll(/\B(?=(\d{3})+$)/g, ".") });
  const lies = place === null ? "" : html`<div class="small">${say("sheet.at_place", { place })}</div>`;
  return html`<td>${where}</td>
    <td class="old">–</td>
    <td class="new">
      <div class="small">${say("sheet.upload")}</div>
      <div class="file">${name}</div>
      <div class="small">${bytes} · SHA-256 <code>${sha256.slice(0, 16)}…</code></div>
      ${lies}
    </td>`;
}

function receiptCell(rows: number, { say }: SheetWords): Markup {
  const blanks = [say("sheet.who"), say("sheet.when"), say("sheet.number")];
  return html`<td class="receipt" rowspan="${rows}">
    ${blanks.map((blank) => html`<div class="blank"><span>${blank}</span></div>`)}
  </td>`;
}
