import { expect, test } from "vitest";
import { BucketSchema } from "../../schemas/bucket.ts";

const bucket = { endpoint: "https://kho.example.vn:9000/s3", bucket: "minh-chung" };

test.each([
  "https://kho.example.vn",
  "https://10.0.0.7:9000",
  "http://127.0.0.1:9000",
  "http://localhost",
  "http://[::1]:9000",
])("takes a store at %s", (endpoint) => {
  const parsed = BucketSchema.safeParse({ ...bucket, endpoint });

  expect(parsed.success).toBe(true);
});

test.each([
  "http://kho.example.vn",
  "http://127.0.0.1.example.vn",
  "http://localhost@kho.example.vn",
  "https://user:pass@kho.example.vn",
  "https://kho.example.vn?x=1",
  "ftp://127.0.0.1",
  "kho.example.vn",
  "",
])("takes no store at “%s”: only TLS leaves this machine, and keys stand elsewhere", (endpoint) => {
  const parsed = BucketSchema.safeParse({ ...bucket, endpoint });

  expect(parsed.error?.issues).toMatchObject([{ path: ["endpoint"] }]);
});

test.each(["", "a", "so-khcn/minh.chung_2026"])("takes the prefix “%s”", (prefix) => {
  const parsed = BucketSchema.safeParse({ ...bucket, prefix });

  expect(parsed.success).toBe(true);
});

test.each(["..", "../khac", "/tuyet/doi", "a/", "a//b", "a/../b", ".an", "a b", "a\nb", "a%2f..", "ă"])(
  "takes no prefix that is more than plain folders: “%s”",
  (prefix) => {
    const parsed = BucketSchema.safeParse({ ...bucket, prefix });

    expect(parsed.error?.issues).toMatchObject([{ path: ["prefix"] }]);
  },
);

test("has no word that switches certificates off", () => {
  const parsed = BucketSchema.safeParse({ ...bucket, rejectUnauthorized: false });

  expect(parsed.error?.issues).toMatchObject([{ code: "unrecognized_keys" }]);
});
