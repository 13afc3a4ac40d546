// A clerk at a portal without an interface: enters what a worksheet says into what the portal holds, and has the portal
// export its list. The portal keeps what was typed, as it was typed.
import { writeFile } from "node:fs/promises";
import type { Desk } from "./desk.ts";
import { titleOf, codeOf } from "./scene.ts";

/** The configuration of that portal. */
export const handPortal = {
  adapter: "by-hand",
  options: {
    columns: {
      code: "Mã nhiệm vụ",
      title: "Tên nhiệm vụ",
      lifecycle: "Trạng thái",
      percent: "Tiến độ (%)",
      files: "Tệp đính kèm",
    },
    enter: {
      lifecycle: "Trạng thái",
      percent: "Tiến độ (%)",
      progressText: "Kết quả thực hiện",
      expectedOn: "Ngày dự kiến xong",
      budgetDisbursed: "Kinh phí đã giải ngân (đồng)",
    },
    files: { label: "Tệp đính kèm" },
  },
};

interface Typed {
  boxes: Record<string, string>;
  files: string[];
}

/** A task on a worksheet, as `by-hand worksheet --json` tells it. */
export interface SheetTask {
  code: string;
  slip: number;
  replaces: number | null;
  title: string;
  lines: { where: string; old: string; new: string }[];
  files: { where: string; name: string; place: string | null }[];
}

export class Clerk {
  readonly #held = new Map<string, Typed & { title: string }>();

  constructor(numbers: readonly number[]) {
    for (const number of numbers) {
      const boxes = { "Trạng thái": "Chưa thực hiện", "Tiến độ (%)": "0" };
      this.#held.set(codeOf(number), { title: titleOf(number), boxes, files: [] });
    }
  }

  /** Types what the sheet says, box by box. */
  enter(tasks: readonly SheetTask[]): void {
    for (const { code, lines, files } of tasks) {
      for (const line of lines) this.type(code, line.where, line.new);
      this.#at(code).files.push(...files.map(({ name }) => name));
    }
  }

  /** Types into one box. */
  type(code: string, box: string, value: string): void {
    this.#at(code).boxes[box] = value;
  }

  typed(code: string): Typed {
    const { boxes, files } = this.#at(code);
    return { boxes, files };
  }

  /** Has the portal write its list into a file of the desk. */
  async export(desk: Desk, file: string): Promise<void> {
    const { columns } = handPortal.options;
    const rows = [...this.#held].map(([code, { title, boxes, files }]) => [
      code,
      title,
      boxes[columns.lifecycle] ?? "",
      boxes[columns.percent] ?? "",
      files.join("; "),
    ]);
    const lines = [Object.values(columns), ...rows].map((cells) => cells.map(quoted).join(","));
    await writeFile(desk.path(file), `${lines.join("\n")}\n`);
  }

  #at(code: string) {
    const task = this.#held.get(code);
    if (task === undefined) throw new Error(`the portal has no task ${code}`);
    return task;
  }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
