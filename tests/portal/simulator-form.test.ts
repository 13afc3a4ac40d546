import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { formOf } from "../../src/portal/simulator-form.ts";

/** A form as a browser writes it. */
async function written(form: FormData): Promise<{ type: string; bytes: Buffer }> {
  const response = new Response(form);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { type: response.headers.get("content-type") ?? "", bytes };
}

test.each([
  "Báo cáo số 12 (bản ký).pdf",
  "Báo cáo số 12.pdf".normalize("NFD"),
  'tên "lạ".pdf',
  "hai\ndòng.pdf",
  "../../etc/passwd",
  "C:\\Users\\a\\b.pdf",
  "100% xong.pdf",
])("takes the file “%s” and the fields beside it as a browser sends them", async (name) => {
  const form = new FormData();
  form.append("note", "dòng một\r\ndòng hai");
  form.append("file", new File(["%PDF-1.7"], name, { type: "application/pdf" }));
  const { type, bytes } = await written(form);

  const arrived = await formOf(Readable.from([bytes]), type);

  expect(arrived.fields).toEqual({ note: "dòng một\r\ndòng hai" });
  expect(arrived.files).toMatchObject([{ field: "file", name, mime: "application/pdf", size: 8 }]);
  expect(Buffer.from(arrived.files[0]?.bytes ?? []).toString()).toBe("%PDF-1.7");
});

test("holds no more than the beginning of a large file, and knows all of it", async () => {
  const type = "multipart/form-data; boundary=b";
  const piece = Buffer.alloc(1 << 20, "minh chứng ");
  const hash = createHash("sha256");
  const pieces = function* () {
    yield Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n');
    for (let at = 0; at < 200; at += 1) {
      hash.update(piece);
      yield piece;
    }
    yield Buffer.from("\r\n--b--\r\n");
  };

  const { files } = await formOf(Readable.from(pieces()), type);

  expect(files[0]).toMatchObject({ size: 200 << 20, sha256: hash.digest("hex") });
  expect(files[0]?.bytes.length).toBe(32_000_000);
});

test.each([0.1, 0.5, 0.9, 0.99])("takes no form that breaks off after %f of it", async (share) => {
  const form = new FormData();
  form.append("file", new File(["%PDF-1.7".repeat(1000)], "a.pdf", { type: "application/pdf" }));
  const { type, bytes } = await written(form);

  const arriving = formOf(Readable.from([bytes.subarray(0, bytes.length * share)]), type);

  await expect(arriving).rejects.toThrow();
});

test("takes no form without a boundary", async () => {
  const arriving = formOf(Readable.from([Buffer.from("x")]), "multipart/form-data");

  await expect(arriving).rejects.toThrow(/boundary/i);
});
