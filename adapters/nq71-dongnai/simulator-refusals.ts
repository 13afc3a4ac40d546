// How the imitated portal says no: its envelope and the sentences that more than one call answers with.
import type { Answer } from "../../src/portal/simulator-spec.ts";

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
