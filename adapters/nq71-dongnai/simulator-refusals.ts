// How the imitated portal says yes and no: its envelope and the sentences that more than one call answers with.
import type { Answer, Asked } from "../../src/portal/simulator-spec.ts";
import type { StoredTask } from "./simulator-state.ts";

/** A no in the portal's envelope; nothing was changed. */
export const no = (status: number, message: string, errors?: Record<string, readonly string[]>): Answer => ({
  status,
  json: errors === undefined ? { success: false, message } : { success: false, message, errors },
  committed: false,
});

/** The answer to a task that is not there. */
export const noTask = no(404, "Không tìm thấy nhiệm vụ.");

/** What a closed reporting period says, unless another sentence is scripted. */
export function lockedWords(scripted: string | number | boolean | undefined): string {
  return String(scripted ?? "Kỳ báo cáo đã khóa lúc 23:30 ngày 10/12/2025");
}

/** The portal's yes. */
export const done = (message: string, id: number): Answer => ({
  status: 200,
  json: { success: true, message, data: { id } },
});

/** A no with its sentences by field. */
export function invalid(errors: Record<string, readonly string[]>): Answer {
  return no(422, Object.values(errors)[0]?.[0] ?? "", errors);
}

/** What stands in the way of any write to a task: gone, locked, or a fault that says no. */
export function refusal(asked: Asked, task: StoredTask | undefined): Answer | null {
  if (task === undefined) return noTask;
  const locked = asked.faults.fires("period-locked");
  if (locked !== null) return no(403, lockedWords(locked["message"]));
  if (asked.faults.fires("refused-in-list") !== null)
    return no(200, "Dữ liệu không hợp lệ.", { percent: ["Tài khoản không được đổi tiến độ."] });
  if (asked.faults.fires("success-false") === null) return null;
  return no(200, "Không thể lưu dữ liệu, vui lòng thử lại sau.");
}
