// Sample appendices: invented tasks in the shape and with the counts of letter S0 (167 tasks, 38 of them due by
// 31/12/2025; 125 and 57; 136 and 120). The same call always writes the same tasks.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../../schemas/time.ts";
import type { CellValue, Merge } from "./grid.ts";
import { sampleLeads } from "./sample-organisations.ts";
import { dueByYearEnd, dueLater, fields } from "./sample-wording.ts";
import { writeWorkbook, type SheetToWrite } from "./spreadsheet.ts";

export interface SampleAppendix {
  path: string;
  /** As the covering letter states them. */
  expect: { total: number; due: number };
  dueBy: Day;
}

interface Task {
  /** Position in the appendix, from 0. */
  at: number;
  field: number;
  /** Position in its field, from 0. */
  inField: number;
  title: string;
  lead: string;
  cooperating: string;
  dueOn: CellValue;
  internalDueOn: CellValue;
  deliverable: string;
}

/** Writes the three workbooks into a directory (made if missing) and says where they are and what they hold. */
export async function writeSampleAppendices(directory: string): Promise<SampleAppendix[]> {
  await mkdir(directory, { recursive: true });
  const plans = [
    { name: "phu-luc-1.xlsx", total: 167, due: 38, sheet: appendixOne },
    { name: "phu-luc-2.xlsx", total: 125, due: 57, sheet: appendixTwo },
    { name: "phu-luc-3.xlsx", total: 136, due: 120, sheet: appendixThree },
  ];
  const samples: SampleAppendix[] = [];
  for (const [at, { name, total, due, sheet }] of plans.entries()) {
    const path = join(directory, name);
    await writeFile(path, await writeWorkbook([sheet(makeTasks({ total, due, appendix: at }))]));
    samples.push({ path, expect: { total, due }, dueBy: "2025-12-31" });
  }
  return samples;
}

const scopes = ["", " trên địa bàn tỉnh", " tại các cơ quan, đơn vị, địa phương"];

function makeTasks({ total, due, appendix }: { total: number; due: number; appendix: number }): Task[] {
  const perField = Math.ceil(total / fields.length);
  return Array.from({ length: total }, (_, at) => {
    const number = Math.floor(at / perField);
    const inField = at % perField;
    const field = fields[number];
    // Spreads the tasks that are due evenly over the appendix.
    const dueSoFar = Math.floor((at * due) / total);
    const isDue = Math.floor(((at + 1) * due) / total) > dueSoFar;
    const dueOn = isDue ? cycle(dueByYearEnd, dueSoFar) : cycle(dueLater, at - dueSoFar);
    const lead = cycle(sampleLeads, Math.floor(at / 3) * 7 + appendix * 5);
    return {
      at,
      field: number,
      inField,
      title: `${cycle(field?.actions ?? [], inField)} ${cycle(field?.objects ?? [], inField + Math.floor(inField / 12))}${scopes[appendix]}`,
      lead,
      cooperating: cooperatingWith(lead, at),
      dueOn,
      internalDueOn: dueOn instanceof Date ? new Date(dueOn.getTime() - 6 * 86_400_000) : "",
      deliverable: cycle(field?.deliverables ?? [], at),
    };
  });
}

function cooperatingWith(lead: string, at: number): string {
  const lists = [
    "Các sở, ban, ngành; UBND các xã, phường",
    "Công an tỉnh, Sở Tư pháp và Sở Nội vụ",
    "- Sở Tài chính\n- Sở VH,TT&DL",
    "",
    "VP UBND tỉnh; Sở KHCN",
  ];
  const list = cycle(lists, at);
  return list.includes(lead) ? "" : list;
}

function cycle<Item>(list: Item[], at: number): Item {
  const item = list[at % list.length];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}

const roman = ["I", "II", "III", "IV", "V", "VI", "VII"];
const footer: CellValue[][] = [[], ["Nơi nhận:"], ["- Như trên;"], ["- Lưu: VT, CĐS."]];

/** Header of two rows, codes and documents of its own, numbers that run through. */
function appendixOne(tasks: Task[]): SheetToWrite {
  const documents = [
    "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ",
    "Kế hoạch số 02-\nKH/BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương",
    "Thông báo số 07-TB/CQTTBCĐ ngày 15/10/2025",
    "Thông báo số 52-TB/TGV ngày 06/11/2025 của Tổ giúp việc Ban Chỉ đạo Trung ương",
  ];
  const sheet = startSheet("Phụ lục I", 10, [
    "PHỤ LỤC I",
    "DANH MỤC NHIỆM VỤ TẠI NGHỊ QUYẾT SỐ 71/NQ-CP, KẾ HOẠCH SỐ 02-KH/BCĐTW VÀ CÁC THÔNG BÁO KẾT LUẬN",
    "(Kèm theo Công văn số      /BCĐ ngày      tháng 12 năm 2025)",
  ]);
  addTwoRowHeader(sheet, [
    "STT",
    "Mã nhiệm vụ",
    "Nội dung nhiệm vụ",
    "",
    "",
    "",
    "",
    "Sản phẩm",
    "Văn bản giao",
    "Ghi chú",
  ]);
  sheet.rows.push(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"]);
  for (const task of tasks) {
    if (task.inField === 0) addHeading(sheet, roman[task.field] ?? "", fields[task.field]?.heading ?? "");
    const code = `PL1-${String(task.at + 1).padStart(3, "0")}`;
    const start = [
      task.at + 1,
      code,
      task.title,
      task.lead,
      task.cooperating,
      task.dueOn,
      task.internalDueOn,
    ];
    sheet.rows.push([...start, task.deliverable, cycle(documents, task.at), ""]);
  }
  sheet.rows.push(["", "", `Tổng cộng: ${tasks.length} nhiệm vụ`], ...footer);
  return sheet;
}

/** Header of one row, no codes (made from the document above and the numbers), numbers that start anew, merged agencies. */
function appendixTwo(tasks: Task[]): SheetToWrite {
  const sheet = startSheet("Phụ lục II", 7, [
    "PHỤ LỤC II",
    "DANH MỤC NHIỆM VỤ GIAO CÁC CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG",
    "(Kèm theo Chỉ thị số 013/CT-UBND ngày 02/12/2025 của UBND tỉnh)",
  ]);
  sheet.rows.push([
    "TT",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
    "Ghi chú",
  ]);
  for (const task of tasks) {
    if (task.inField === 0) addHeading(sheet, roman[task.field] ?? "", fields[task.field]?.heading ?? "");
    const above = tasks[task.at - 1];
    const isSame = above !== undefined && above.field === task.field && above.lead === task.lead;
    if (isSame) extendMerge(sheet, { column: 2, row: sheet.rows.length });
    const lead = isSame ? null : task.lead;
    sheet.rows.push([task.inField + 1, task.title, lead, task.cooperating, task.dueOn, task.deliverable, ""]);
  }
  sheet.rows.push([`Tổng cộng: ${tasks.length} nhiệm vụ`], ...footer);
  return sheet;
}

/** Codes, secrecy, headings "1" over "1.1", a header repeated by a page break, text in NFD as from another system. */
function appendixThree(tasks: Task[]): SheetToWrite {
  const sheet = startSheet("Phụ lục III", 8, [
    "PHỤ LỤC III",
    "DANH MỤC NHIỆM VỤ CỦA BAN CHỈ ĐẠO TỈNH",
    "(Kèm theo Kế hoạch số 02-KH/BCĐ ngày 06/11/2025 của Ban Chỉ đạo tỉnh)",
  ]);
  const header = [
    "STT",
    "Mã số",
    "Nội dung công việc",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời hạn hoàn thành",
    "Kết quả đầu ra",
    "Độ mật",
  ];
  sheet.rows.push(header);
  for (const task of tasks) {
    if (task.at > 0 && task.at % 60 === 0) sheet.rows.push(header);
    if (task.inField === 0) addHeading(sheet, String(task.field + 1), fields[task.field]?.heading ?? "");
    const number = `${task.field + 1}.${task.inField + 1}`;
    const title = task.at % 10 === 3 ? task.title.normalize("NFD") : task.title;
    const start = [number, `PL3-${String(task.at + 1).padStart(3, "0")}`, title, task.lead, task.cooperating];
    sheet.rows.push([...start, task.dueOn, task.deliverable, task.at === 100 ? "Mật" : ""]);
  }
  sheet.rows.push(["", "", `Tổng số: ${tasks.length} nhiệm vụ`], ...footer);
  return sheet;
}

type Sheet = SheetToWrite & { merges: Merge[]; width: number };

function startSheet(name: string, width: number, titles: string[]): Sheet {
  const merges = titles.map((_, row) => ({ top: row, bottom: row, left: 0, right: width - 1 }));
  const widths = Array.from({ length: width }, (_, column) => (column === 0 ? 6 : 24));
  return { name, rows: [...titles.map((title) => [title]), []], merges, widths, width };
}

/** "Cơ quan thực hiện" over two columns, "Thời hạn" over two, everything else over two rows. */
function addTwoRowHeader(sheet: Sheet, names: string[]): void {
  const top = sheet.rows.length;
  const upper = names.with(3, "Cơ quan thực hiện").with(5, "Thời hạn");
  const lower = names.map((): string => "");
  sheet.rows.push(
    upper,
    lower.with(3, "Chủ trì").with(4, "Phối hợp").with(5, "Chính thức").with(6, "Nội bộ"),
  );
  for (const [column, name] of names.entries()) {
    if (name !== "") sheet.merges.push({ top, bottom: top + 1, left: column, right: column });
  }
  sheet.merges.push({ top, bottom: top, left: 3, right: 4 }, { top, bottom: top, left: 5, right: 6 });
}

/** A heading: its number, and its words merged across the rest of the row. */
function addHeading(sheet: Sheet, label: string, heading: string): void {
  const row = sheet.rows.length;
  sheet.rows.push([label, heading]);
  sheet.merges.push({ top: row, bottom: row, left: 1, right: sheet.width - 1 });
}

/** Stretches the merge that ends above a cell down to it, or starts one of two rows. */
function extendMerge(sheet: Sheet, cell: { column: number; row: number }): void {
  const above = sheet.merges.find(
    ({ left, right, bottom }) => left === cell.column && right === left && bottom === cell.row - 1,
  );
  if (above !== undefined) above.bottom = cell.row;
  else sheet.merges.push({ top: cell.row - 1, bottom: cell.row, left: cell.column, right: cell.column });
}
