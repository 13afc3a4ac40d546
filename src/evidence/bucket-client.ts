// The client of an S3-compatible server. Checks certificates always, follows no redirect, takes keys and address from
// the configuration alone and never from the machine.
import { readFileSync } from "node:fs";
import { Agent as PlainAgent } from "node:http";
import { Agent } from "node:https";
import { getCACertificates } from "node:tls";
import { S3Client } from "@aws-sdk/client-s3";
import type { BucketAccess } from "../../schemas/bucket.ts";
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";

const connections = { keepAlive: true, maxSockets: 8 };
const nothing = () => undefined;

/** Opens no connection yet. UserError when the certificate file cannot be read. */
export function bucketClient(access: BucketAccess): S3Client {
  const ca = access.caFile === undefined ? {} : { ca: [...getCACertificates("default"), pem(access.caFile)] };
  return new S3Client({
    endpoint: access.endpoint,
    region: access.region,
    forcePathStyle: access.pathStyle,
    credentials: { accessKeyId: access.accessKey.reveal(), secretAccessKey: access.secretKey.reveal() },
    // Whatever else the machine's own settings could turn on.
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    useAccelerateEndpoint: false,
    useArnRegion: false,
    disableMultiregionAccessPoints: true,
    disableS3ExpressSessionAuth: true,
    followRegionRedirects: false,
    // We send and check SHA-256 ourselves; the client's own checksums are not understood by every server.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    retryMode: "standard",
    maxAttempts: 3,
    logger: { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
    requestHandler: {
      connectionTimeout: 10_000,
      // Silence, not the whole: a large file may take its time.
      socketTimeout: 60_000,
      httpAgent: new PlainAgent(connections),
      // Said aloud, so that no environment variable can switch the check off.
      httpsAgent: new Agent({ ...connections, rejectUnauthorized: true, ...ca }),
    },
  });
}

function pem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError([phrase("evidence.ca_unreadable", { file, why })]);
  }
}
