import { expect, test } from "vitest";
import { ScannerSchema } from "../../schemas/scanner.ts";

test.each(["127.0.0.1:3310", "localhost:1", "[::1]:65535", "/var/run/clamav/clamd.ctl"])(
  "takes a scanner at “%s”, which may be silent for three minutes",
  (clamd) => {
    expect(ScannerSchema.parse({ clamd })).toEqual({ clamd, answersWithinSeconds: 180 });
  },
);

test.each([
  "10.1.2.3:3310",
  "quet.example.vn:3310",
  "127.0.0.1.example.vn:3310",
  "127.0.0.1",
  "127.0.0.1:0",
  "127.0.0.1:65536",
  "127.0.0.1:3310/x",
  "clamd.ctl",
  "/var/run/",
  "",
])("takes no scanner at “%s”: no file leaves this machine to be scanned", (clamd) => {
  expect(ScannerSchema.safeParse({ clamd }).error?.issues).toMatchObject([{ path: ["clamd"] }]);
});
