// The bucket of an S3-compatible server that keeps files by their hash, below one prefix. A file appears there whole
// or not at all, because the server checks the signed hash, and what lies there whole is never written over. Asks
// nobody but the configured endpoint. Loaded only where the configuration names a bucket.
import { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { BucketAccess } from "../../schemas/bucket.ts";
import { UserError } from "../../schemas/errors.ts";
import { Sha256Schema } from "../../schemas/evidence.ts";
import { phrase } from "../../schemas/phrase.ts";
import { bucketClient } from "./bucket-client.ts";
import { failureOf, isAnswer, isBrokenOff, notWritten } from "./bucket-failure.ts";
import { measure, type FileKeeper } from "./file-keeper.ts";
import { piecesOf, type Incoming } from "./staging.ts";
import { swept } from "./sweep.ts";

/** Keeps files in a bucket that exists. UserError when the certificate file cannot be read. */
export function createBucket(access: BucketAccess): FileKeeper {
  const place: Place = { access, client: bucketClient(access) };
  const keeper: FileKeeper = {
    async keep(incoming) {
      if (await put(place, incoming, { IfNoneMatch: "*" })) return;
      // Something lies there already, or the server knows no such condition and may hang up over it: look, and write
      // only what mends.
      const there = await measure(keeper, incoming.sha256);
      if (there?.sha256 !== incoming.sha256) await put(place, incoming, {});
    },
    open: async (sha256) => await open(place, sha256),
  };
  return keeper;
}

interface Place {
  access: BucketAccess;
  client: S3Client;
}

/** Where a hash lies. Throws when it is no hash, so no name from outside can lead out of the prefix. */
function placeOf({ access }: Place, sha256: string): { Bucket: string; Key: string } {
  const hash = Sha256Schema.parse(sha256);
  const folder = access.prefix === "" ? "" : `${access.prefix}/`;
  return { Bucket: access.bucket, Key: `${folder}${hash.slice(0, 2)}/${hash}` };
}

/** Sends the file in one request, which a server keeps as a whole; false when a request with a condition did not get that far. */
async function put(
  place: Place,
  incoming: Incoming,
  condition: Pick<PutObjectCommandInput, "IfNoneMatch">,
): Promise<boolean> {
  const at = placeOf(place, incoming.sha256);
  const command = new PutObjectCommand({
    ...at,
    ...condition,
    Body: Readable.from(piecesOf(incoming.path), { objectMode: false }),
    ContentLength: incoming.size,
    ContentType: "application/octet-stream",
    ChecksumSHA256: Buffer.from(incoming.sha256, "hex").toString("base64"),
  });
  // The hash is known before the first byte leaves, so the signature covers the content as well.
  command.middlewareStack.add(
    (next) => async (passing) => {
      const request = passing.request as { headers: Record<string, string> };
      request.headers["x-amz-content-sha256"] = incoming.sha256;
      return await next(passing);
    },
    { step: "build" },
  );
  try {
    await place.client.send(command);
    const { ContentLength } = await place.client.send(new HeadObjectCommand(at));
    if (ContentLength === incoming.size) return true;
  } catch (thrown) {
    const isOnCondition = condition.IfNoneMatch !== undefined;
    if (isOnCondition && (isAnswer(thrown, notWritten) || isBrokenOff(thrown))) return false;
    throw failureOf(thrown, place.access);
  }
  const { endpoint, bucket } = place.access;
  throw new UserError([phrase("evidence.bucket_kept_less", { endpoint, bucket, sha256: incoming.sha256 })]);
}

async function open(place: Place, sha256: string): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const { Body } = await place.client.send(new GetObjectCommand(placeOf(place, sha256)));
    return arriving(place, Body as AsyncIterable<Uint8Array>);
  } catch (thrown) {
    if (isAnswer(thrown, ["NoSuchKey"])) return null;
    throw failureOf(thrown, place.access);
  }
}

async function* arriving({ access }: Place, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* swept(body);
  } catch (thrown) {
    throw failureOf(thrown, access);
  }
}
