// Evidence from the command line: described, asked about, classified, waived; and what a programme asks for before a
// task is told as completed.
import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { aPdfPage } from "../evidence/files.ts";
import { aDesk, portalNames, type Desk } from "./desk.ts";
import { codeOf, fillDesk } from "./scene.ts";

const code = codeOf(1);

function filesAt(desk: Desk): string[][] {
  return portalNames.map((portal) => {
    const task = desk.portals[portal].held().find((one) => one.code === code);
    return task?.evidence.map(({ name }) => name) ?? [];
  });
}

it("holds a file that may be secret until a person answers, and a completion until it is proved or waived", async () => {
  const desk = await aDesk();
  await fillDesk(desk, { tasks: 2 });
  const configured = parse(await readFile(desk.path("dongbo.yaml"), "utf8")) as object;
  const programmes = { "*": { completionNeeds: ["decision", "signed_pdf"] } };
  await writeFile(desk.path("dongbo.yaml"), stringify({ ...configured, programmes }));
  await writeFile(desk.path("qd.pdf"), aPdfPage("TỐI MẬT", { signed: true }));
  await desk.run(
    "progress",
    code,
    "--percent",
    "100",
    "--status",
    "completed",
    "--completed",
    "2025-11-20",
    "--text",
    "Xong",
  );

  const added = await desk.run(
    "evidence",
    "add",
    code,
    desk.path("qd.pdf"),
    "--signer",
    "Trần Thị B",
    "--link",
    "https://example.vn/qd",
  );
  const held = await desk.run("push");
  const listed = await desk.run("evidence", "list", code);
  const before = filesAt(desk);
  const lowered = await desk.run("evidence", "add", code, desk.path("qd.pdf"), "--classification", "mat");
  const laxer = await desk.run("evidence", "add", code, desk.path("qd.pdf"), "--classification", "normal");
  const silent = await desk.run("evidence", "classify", code, "qd.pdf", "normal");
  await desk.run(
    "evidence",
    "classify",
    code,
    "qd.pdf",
    "normal",
    "--reason",
    "Văn thư xác nhận văn bản thường",
  );
  await desk.run("push");
  const unproved = await desk.run("conflicts", "list");
  const between = filesAt(desk);
  await desk.run("evidence", "waive", code, "--reason", "Quyết định giấy đã nộp");
  await desk.run("push");
  const history = await desk.run("task", "history", code);
  const waived = await desk.run("evidence", "list", code);
  const withdrawn = await desk.run("evidence", "waive", code, "--withdraw", "--reason", "Nhầm nhiệm vụ");
  const again = await desk.run("evidence", "waive", code, "--withdraw", "--reason", "Nhầm nhiệm vụ");

  expect(added.out).toMatch(/có chữ ký số/);
  expect(added.out).toMatch(/có chữ “TỐI MẬT” ở tên hoặc trang đầu/);
  expect(held.code).toBe(2);
  expect(listed.out).toMatch(
    /Trần Thị B.*https:\/\/example\.vn\/qd.*thường.*có \(chưa xác minh\).*chờ xác định: TỐI MẬT/,
  );
  expect(before).toEqual([[], []]);
  expect(lowered.code).toBe(0);
  expect(laxer.err).toMatch(/độ mật “mật”, thêm lại không hạ được/);
  expect(silent.err).toMatch(/chưa ghi lý do/);
  expect(unproved.out).toMatch(/còn yêu cầu: quyết định có số và ngày\./);
  expect(between).toEqual([[], []]);
  expect(filesAt(desk)).toEqual([["qd.pdf"], ["qd.pdf"]]);
  expect(history.out).toMatch(/Miễn minh chứng: Quyết định giấy đã nộp/);
  expect(history.out).toMatch(/Xác định độ mật: Văn thư xác nhận/);
  expect(waived.out).toMatch(/Được miễn minh chứng.*Quyết định giấy đã nộp/);
  expect(withdrawn.code).toBe(0);
  expect(again.err).toMatch(/không có việc miễn nào/);
});
