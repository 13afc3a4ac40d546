// Tables for people. Columns are as wide as their content and cut to the terminal by nobody: pipes get every letter.
import { Table } from "console-table-printer";

export interface Column {
  name: string;
  title: string;
  align?: "left" | "right";
}

/** A table as text; without rows only its head. */
export function table(columns: readonly Column[], rows: readonly Record<string, string | number>[]): string {
  const printer = new Table({
    columns: columns.map(({ name, title, align }) => ({ name, title, alignment: align ?? "left" })),
    shouldDisableColors: true,
  });
  for (const row of rows) printer.addRow(row);
  return printer.render();
}
