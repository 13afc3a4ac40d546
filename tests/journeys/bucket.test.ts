// An office that keeps its evidence at an S3-compatible server: added, pushed, checked, and told of when it is away.
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { objectStoreOfFile } from "../evidence/keepers.ts";
import { hasObjectStore } from "../start-object-store.ts";
import { aDesk, type Desk } from "./desk.ts";
import { codeOf, fillDesk } from "./scene.ts";

describe.skipIf(!(await hasObjectStore()) && !process.env["CI"])("evidence in a bucket", () => {
  const server = objectStoreOfFile();

  async function aDeskWith(bucket: string, s3: Record<string, string> = {}): Promise<Desk> {
    const { accessKey, secretKey, endpoint } = await server().makeBucket(bucket);
    const desk = await aDesk();
    await appendFile(desk.path("dongbo.yaml"), stringify({ evidence: { s3: { endpoint, bucket, ...s3 } } }));
    desk.environment["DONGBO_S3_ACCESS_KEY"] = accessKey.reveal();
    desk.environment["DONGBO_S3_SECRET_KEY"] = desk.keepSecret(secretKey.reveal());
    return desk;
  }

  it("goes there and from there to the portal, and no file stays on this machine", async () => {
    const desk = await aDeskWith("minh-chung", { prefix: "so-khcn" });
    await fillDesk(desk, { tasks: 2, secret: [] });
    await writeFile(desk.path("Báo cáo.pdf"), "%PDF-1.7\n% Báo cáo kết quả\n%%EOF\n");

    const added = await desk.run("evidence", "add", codeOf(1), "Báo cáo.pdf", "--json");
    const pushed = await desk.run("push", "--portal", "nq57", "--json");
    const verified = await desk.run("evidence", "verify", "--json");
    const examined = await desk.run("doctor");

    expect([added.code, pushed.code, verified.code, examined.code]).toEqual([0, 0, 0, 0]);
    const { sha256 } = added.json().added[0].evidence;
    const { Contents } = await server().client.send(new ListObjectsV2Command({ Bucket: "minh-chung" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([`so-khcn/${sha256.slice(0, 2)}/${sha256}`]);
    expect(await readdir(desk.path("dongbo-data/evidence"))).toEqual([]);
    expect(desk.portals.nq57.held().flatMap(({ evidence }) => evidence)).toMatchObject([{ sha256 }]);
    expect(verified.json()).toMatchObject({ files: 1, damaged: [] });
    expect(examined.out).toContain(`✓ ${server().endpoint} minh-chung`);
  });

  it("is told of with the fix when keys are missing or wrong, or the server is away", async () => {
    const desk = await aDeskWith("khoa-sai");
    desk.environment["DONGBO_S3_SECRET_KEY"] = "another";
    const wrong = await desk.run("doctor");
    desk.environment["DONGBO_S3_SECRET_KEY"] = "";
    const missing = await desk.run("status", "--lang", "en");
    const away = await aDeskWith("di-vang", { endpoint: "http://127.0.0.1:9" });

    const gone = await away.run("doctor", "--lang", "en");

    expect([wrong.code, missing.code, gone.code]).toEqual([1, 1, 1]);
    expect(wrong.out).toContain("không cho vào ngăn chứa “khoa-sai” (SignatureDoesNotMatch)");
    expect(missing.err).toContain("the environment variable DONGBO_S3_SECRET_KEY is not set");
    expect(gone.out).toContain("did not finish what was asked (ECONNREFUSED)");
  });
});
