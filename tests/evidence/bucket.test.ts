// What a bucket promises beyond what every keeper of files does: about the network, the server and its keys.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BucketAccess } from "../../schemas/bucket.ts";
import { Secret } from "../../schemas/secret.ts";
import { createBucket } from "../../src/evidence/bucket.ts";
import { measure } from "../../src/evidence/file-keeper.ts";
import { takeIn, type Incoming } from "../../src/evidence/staging.ts";
import { hasObjectStore } from "../start-object-store.ts";
import { objectStoreOfFile } from "./keepers.ts";
import { cutAnswers, startRelay, type Deed, type Relay } from "./relay.ts";

const certificates = join(import.meta.dirname, "..", "portal", "certificates");
const certificate = {
  key: readFileSync(join(certificates, "portal.key")),
  cert: readFileSync(join(certificates, "portal.pem")),
};

let folder: string;
const relays: Relay[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dongbo-bucket-"));
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
  await rm(folder, { recursive: true, force: true });
});

async function staged(content: string | Uint8Array): Promise<Incoming> {
  const source = join(folder, "source");
  await writeFile(source, content);
  return await takeIn(folder, source);
}

async function relayTo(endpoint: string, ...how: [deed?: Deed, tls?: typeof certificate]): Promise<Relay> {
  const relay = await startRelay(endpoint, ...how);
  relays.push(relay);
  return relay;
}

/** Answers a write with a condition as a server does where something lies already. */
const alreadyThere: Deed = (asked, answer) => {
  if (asked.headers["if-none-match"] !== "*") return false;
  answer.writeHead(412, { "content-type": "application/xml", connection: "close" });
  answer.end("<Error><Code>PreconditionFailed</Code><Message>there is one</Message></Error>");
  return true;
};

const cutWrites: Deed = (asked) => {
  if (asked.method === "PUT") asked.once("data", () => asked.socket.destroy());
  return asked.method === "PUT";
};

const keepsOneByte: Deed = (asked, answer) => {
  if (asked.method === "HEAD") answer.writeHead(200, { "content-length": "1" }).end();
  return asked.method === "HEAD";
};

describe.skipIf(!(await hasObjectStore()) && !process.env["CI"])("a bucket", () => {
  const server = objectStoreOfFile();
  const aBucket = async (set: Partial<BucketAccess> = {}): Promise<BucketAccess> => ({
    ...(await server().makeBucket(`dongbo-${randomUUID()}`)),
    ...set,
  });

  it("puts everything below its prefix, under the hash", async () => {
    const access = await aBucket({ prefix: "so-khcn/minh-chung" });
    const incoming = await staged("bản ký");

    await createBucket(access).keep(incoming);

    const { Contents } = await server().client.send(new ListObjectsV2Command({ Bucket: access.bucket }));
    const keys = Contents?.map(({ Key }) => Key);
    expect(keys).toEqual([`so-khcn/minh-chung/${incoming.sha256.slice(0, 2)}/${incoming.sha256}`]);
  });

  it("writes nothing over what lies there whole", async () => {
    const access = await aBucket();
    const relay = await relayTo(access.endpoint, alreadyThere);
    const incoming = await staged("bản ký");
    await createBucket(access).keep(incoming);

    await createBucket({ ...access, endpoint: relay.endpoint }).keep(incoming);

    expect(relay.arrivals.map((arrival) => arrival.split(" ")[0])).toEqual(["PUT", "GET"]);
  });

  it("keeps nothing whose bytes are not those of the hash", async () => {
    const access = await aBucket();
    const incoming = await staged("bản ký");
    await writeFile(incoming.path, "bản kí");
    const keeper = createBucket(access);

    const keeping = keeper.keep(incoming);

    await expect(keeping).rejects.toThrow();
    expect(await measure(keeper, incoming.sha256)).toBeNull();
  });

  it("keeps nothing of a file that is cut on its way, and all of it the next time", async () => {
    const access = await aBucket();
    const relay = await relayTo(access.endpoint, cutWrites);
    const incoming = await staged(Buffer.alloc(3_000_000, "minh chứng"));
    const keeper = createBucket(access);

    const keeping = createBucket({ ...access, endpoint: relay.endpoint }).keep(incoming);

    await expect(keeping).rejects.toMatchObject({ problems: [{ key: "evidence.bucket_unreachable" }] });
    expect(await measure(keeper, incoming.sha256)).toBeNull();
    await keeper.keep(incoming);
    expect(await measure(keeper, incoming.sha256)).toMatchObject({ size: 3_000_000 });
  });

  it("says so when a file breaks off while it is read", async () => {
    const access = await aBucket();
    const relay = await relayTo(access.endpoint, cutAnswers(access.endpoint, 1_000));
    const incoming = await staged(Buffer.alloc(300_000, "x"));
    await createBucket(access).keep(incoming);

    const reading = measure(createBucket({ ...access, endpoint: relay.endpoint }), incoming.sha256);

    await expect(reading).rejects.toMatchObject({ problems: [{ key: "evidence.bucket_unreachable" }] });
  });

  it("does not believe a server that says yes and keeps less", async () => {
    const access = await aBucket();
    const relay = await relayTo(access.endpoint, keepsOneByte);
    const incoming = await staged("bản ký");

    const keeping = createBucket({ ...access, endpoint: relay.endpoint }).keep(incoming);

    await expect(keeping).rejects.toMatchObject({ problems: [{ key: "evidence.bucket_kept_less" }] });
  });

  it("follows no answer to another address", async () => {
    const access = await aBucket();
    const elsewhere = await relayTo(access.endpoint);
    const away: Deed = (_, answer) => {
      answer.writeHead(307, { location: `${elsewhere.endpoint}/other`, connection: "close" }).end();
      return true;
    };
    const relay = await relayTo(access.endpoint, away);
    const incoming = await staged("bản ký");

    const keeping = createBucket({ ...access, endpoint: relay.endpoint }).keep(incoming);

    await expect(keeping).rejects.toMatchObject({ problems: [{ key: "evidence.bucket_unreachable" }] });
    expect(elsewhere.arrivals).toEqual([]);
  });

  it.each([
    ["evidence.no_bucket", { bucket: "khong-co" }],
    ["evidence.bucket_refused", { secretKey: new Secret("another key") }],
    ["evidence.bucket_unreachable", { endpoint: "http://127.0.0.1:9" }],
  ])("says what is wrong and how to mend it: %s", async (key, wrong) => {
    const access = await aBucket(wrong);
    const incoming = await staged("bản ký");

    const errors = [
      await createBucket(access)
        .keep(incoming)
        .catch((thrown: unknown) => thrown),
      await createBucket(access)
        .open(incoming.sha256)
        .catch((thrown: unknown) => thrown),
    ];

    expect(errors).toMatchObject([{ problems: [{ key }] }, { problems: [{ key }] }]);
    expect(inspect(errors, { depth: 9 })).not.toContain(access.secretKey.reveal());
  });

  it("passes a certificate only of an authority that it was given, whatever the environment says", async () => {
    const access = await aBucket();
    const relay = await relayTo(access.endpoint, undefined, certificate);
    const incoming = await staged("bản ký");
    const behind = { ...access, endpoint: relay.endpoint };
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";

    const unknown = createBucket(behind).keep(incoming);

    await expect(unknown).rejects.toMatchObject({ problems: [{ key: "evidence.bucket_unreachable" }] });
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    expect(relay.arrivals).toEqual([]);
    const known = createBucket({ ...behind, caFile: join(certificates, "ca.pem") });
    await known.keep(incoming);
    expect(await measure(known, incoming.sha256)).toMatchObject({ sha256: incoming.sha256 });
  });

  it("names a certificate file that cannot be read", async () => {
    const access = await aBucket({ caFile: join(folder, "không có.pem") });

    const making = () => createBucket(access);

    expect(making).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ key: "evidence.ca_unreadable" })] }),
    );
  });
});
