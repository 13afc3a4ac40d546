// Files at the imitated portal, in two steps: upload, then attach to a task. With the portal's own rules and faults.
import { createHash } from "node:crypto";
import { hasForeignBytes, isOddName, keptOf } from "../../src/portal/simulator-lapses.ts";
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import { knownFiles, record } from "./simulator-forms.ts";
import { done, invalid, no, noTask, refusal } from "./simulator-refusals.ts";
import { touch, type PortalState } from "./simulator-state.ts";

const maxFileBytes = 20_000_000;
const mostFiles = 50;
const fileTypes = [
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "image/jpeg",
  "image/png",
];

/** Takes a file that belongs to no task yet. */
export async function upload(asked: Asked, state: PortalState): Promise<Answer> {
  const { fields, files } = await asked.multipart();
  const file = files.find((candidate) => candidate.field === "file");
  if (file === undefined) return invalid({ file: ["Chưa chọn tệp."] });
  if (file.size === 0) return invalid({ file: ["Tệp rỗng."] });
  if (file.size > maxFileBytes) return invalid({ file: ["Tệp không được vượt quá 20 MB."] });
  if (!fileTypes.includes(file.mime)) return invalid({ file: ["Loại tệp không được phép."] });
  const name = fields["name"] ?? file.name;
  if (isOddName(name)) return invalid({ name: ["Tên tệp quá dài hoặc có ký tự không cho phép."] });
  if (hasForeignBytes(asked.faults, file)) return invalid({ file: ["Nội dung tệp không đúng loại."] });
  const { bytes, ...known } = keptOf(asked, { name, bytes: file.bytes });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const fileId = state.next();
  state.files.set(fileId, { id: fileId, ...known, bytes, sha256 });
  const data = { fileId, size: bytes.length, sha256 };
  return { status: 201, json: { success: true, message: "Tải tệp lên thành công.", data } };
}

/** The bytes of a file. */
export function download(asked: Asked, state: PortalState): Answer {
  const file = state.files.get(Number(asked.params["id"]));
  return file === undefined ? no(404, "Không tìm thấy tệp.") : { status: 200, bytes: file.bytes };
}

/** Puts uploaded files to a task; those that are there already are passed over. */
export function attach(asked: Asked, state: PortalState): Answer {
  const task = state.tasks.get(Number(asked.params["id"]));
  const refused = refusal(asked, task);
  if (refused !== null || task === undefined) return refused ?? noTask;
  const { fileIds } = record(asked.json());
  if (!knownFiles(fileIds, state) || fileIds.length === 0) {
    return invalid({ fileIds: ["Tệp đính kèm không tồn tại."] });
  }
  if (["dahoanthanh", "tamhoan", "tuchoithuchien"].includes(task.state)) {
    return no(400, `Nhiệm vụ ở trạng thái ${task.state}, không thể thêm minh chứng.`);
  }
  if (new Set([...task.attachments, ...fileIds.map(Number)]).size > mostFiles)
    return invalid({ fileIds: [`Một nhiệm vụ có nhiều nhất ${mostFiles} tệp.`] });
  if (asked.faults.fires("token-used-up") !== null && fileIds.some((id) => task.attachments.has(Number(id))))
    return invalid({ fileIds: ["Mã tệp đã được sử dụng."] });
  if (asked.faults.fires("drops-file") !== null)
    return {
      ...done("Tệp vượt quá dung lượng cho phép, đã bỏ qua.", task.id),
      status: 201,
      committed: false,
    };
  for (const id of fileIds.map(Number)) task.attachments.add(id);
  touch(state, task);
  return done("Đã thêm minh chứng.", task.id);
}
