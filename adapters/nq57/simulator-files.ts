// The files of the imitated portal: listed, handed out, taken in by its rules, with the faults of each.
import { hasForeignBytes, isOddName, keptOf } from "../../src/portal/simulator-lapses.ts";
import type { Answer, ArrivedFile, Asked } from "../../src/portal/simulator-spec.ts";
import { listAnswer, pageAsked } from "./simulator-lists.ts";
import { isDay, shownFile } from "./simulator-records.ts";
import { filesOf, keepFile, type State } from "./simulator-state.ts";
import { notFound } from "./simulator-tasks.ts";

const maxFileBytes = 20_000_000;
const mostFiles = 50;

/** One page of the files, of all tasks or of one. */
export function listFiles(asked: Asked, state: State): Answer {
  const page = pageAsked(asked, { rows: [...state.files.values()], filterColumns: ["nhiem_vu_id"] });
  return "status" in page ? page : listAnswer(page, page.rows.map(shownFile));
}

/** The bytes of a file. */
export function showFile(asked: Asked, state: State): Answer {
  const file = state.files.get(Number(asked.params["id"]));
  return file === undefined ? notFound : { status: 200, bytes: file.bytes };
}

/** Takes a file for a task, or says why not. */
export async function addFile(asked: Asked, state: State): Promise<Answer> {
  const { fields, files } = await asked.multipart();
  const task = state.tasks.get(Number(fields["nhiem_vu_id"]));
  const file = files.find((part) => part.field === "file");
  const ten = fields["ten"] ?? "";
  const ngay = fields["ngay"] ?? null;
  if (task === undefined) return complaint("nhiem_vu_id", "Không có nhiệm vụ này");
  const said = wrongWithForm({ ten, ngay }) ?? wrongWithFile(asked, file);
  if (said !== null) return said;
  if (file === undefined || filesOf(state, task.id).length >= mostFiles)
    return complaint("file", `Một nhiệm vụ có nhiều nhất ${mostFiles} tệp`);
  const { name, bytes, goneAt } = keptOf(asked, { name: ten, bytes: file.bytes });
  const held = keepFile(state, {
    nhiem_vu_id: task.id,
    ten: name,
    so_ky_hieu: fields["so_ky_hieu"] ?? "",
    ngay,
    bytes,
    goneAt,
  });
  const isDropped = asked.faults.fires("drops-file") !== null;
  if (isDropped) state.files.delete(held.id);
  const { id, ...result } = shownFile(held);
  return { status: 201, json: { id, result }, committed: !isDropped };
}

function wrongWithForm({ ten, ngay }: { ten: string; ngay: string | null }): Answer | null {
  if (isOddName(ten)) return complaint("ten", 'Length must be 1 - 255, without \\ / : * ? " < > |');
  return ngay !== null && !isDay(ngay) ? complaint("ngay", "Not a valid date.") : null;
}

function wrongWithFile(asked: Asked, file: ArrivedFile | undefined): Answer | null {
  if (file === undefined || file.size === 0) return complaint("file", "Tệp rỗng");
  if (file.mime !== "application/pdf") return complaint("file", "Chỉ nhận tệp PDF");
  if (file.size > maxFileBytes) return { status: 413, json: { message: "Tệp lớn hơn 20 MB" } };
  return hasForeignBytes(asked.faults, file) ? complaint("file", "Nội dung tệp không phải PDF") : null;
}

function complaint(column: string, said: string): Answer {
  return { status: 422, json: { message: { [column]: [said] } } };
}
