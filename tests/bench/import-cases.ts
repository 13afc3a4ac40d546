// Importing an appendix beside the spreadsheet library's bare read of the same file. 10,000 rows unless BENCH_ROWS says
// otherwise.
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readWorkbook, writeWorkbook } from "../../src/intake/spreadsheet.ts";
import { importAppendix } from "../../src/intake/import.ts";
import { readAppendix } from "../../src/intake/appendix.ts";
import { addOrganisation } from "../../src/register/organisations.ts";
import { anOrganisation, aProvenance } from "../builders.ts";
import { startPrivateServer } from "../start-postgres.ts";
import { rowOf, timed, type BenchCase, type Round, type Row } from "./bench-case.ts";
import { atStore, databaseOn, inFreshFolder } from "./bench-store.ts";

const count = Number(process.env["BENCH_ROWS"] ?? 10_000);
const rounds = 3;
const agency = "Sở Nội vụ";

export const importCases: readonly BenchCase[] = [
  { name: `import, ${count} rows`, measure: async () => await inFreshFolder(measure) },
];

async function measure(folder: string): Promise<Row[]> {
  const file = join(folder, "phu-luc.xlsx");
  await writeFile(file, await writeWorkbook([{ name: "PL1", rows: rowsOfAppendix() }]));
  const server = await startPrivateServer([]);
  if (server === null) return [];
  const read: Round[] = [];
  const whole: Round[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const limit = await timed(async () => await readWorkbook(await readFile(file)));
      read.push({ limit, ours: await timed(async () => await readAppendix(file)) });
      const url = await databaseOn(server.url, `import_${round}`);
      whole.push({ limit, ours: await timed(async () => await imported(url, file)) });
    }
  } finally {
    await server.stop();
  }
  return [
    rowOf(`import, ${count} rows read into proposals beside the bare read`, {
      rounds: read,
      goal: { atMost: 1.5 },
      by: "time",
    }),
    rowOf("  with everything written to PostgreSQL", { rounds: whole, goal: null, by: "time" }),
  ];
}

async function imported(url: string, file: string): Promise<void> {
  await atStore({ url, directory: "" }, async (store) => {
    await store.transaction(async (tx) => await addOrganisation(tx, anOrganisation({ name: agency })));
    const summary = await store.transaction(
      async (tx) =>
        await importAppendix(tx, { file, dryRun: false, provenance: aProvenance(), newId: randomUUID }),
    );
    if (summary.new !== count) throw new Error(`${summary.new} of ${count} rows were imported`);
  });
}

function rowsOfAppendix() {
  const titles = ["Số hóa hồ sơ", "Kết nối cơ sở dữ liệu", "Tập huấn cán bộ", "Nâng cấp hạ tầng mạng"];
  return [
    ["PHỤ LỤC I"],
    ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/12/2025 của UBND tỉnh)"],
    [],
    ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"],
    ...Array.from({ length: count }, (_, at) => [
      at + 1,
      `${titles[at % titles.length] ?? ""} giai đoạn ${at + 1} trên địa bàn tỉnh`,
      agency,
      "",
      "31/12/2026",
      "Báo cáo kết quả",
    ]),
  ];
}
