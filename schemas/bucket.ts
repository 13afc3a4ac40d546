// A store of evidence at an S3-compatible server, as the configuration names it. Its keys stand in the environment.
import { z } from "zod";
import type { Secret } from "./secret.ts";

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

function isEndpoint(text: string): boolean {
  const address = URL.parse(text);
  if (address === null || text.includes("?") || text.includes("#")) return false;
  if (address.username !== "" || address.password !== "") return false;
  return address.protocol === "https:" || (address.protocol === "http:" && loopback.has(address.hostname));
}

export const BucketSchema = z.strictObject({
  /** Where the server is; without https only on this machine. Nothing is ever asked of another address. */
  endpoint: z.string().refine(isEndpoint, "https://HOST[:PORT], http://127.0.0.1[:PORT]"),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  /** Folder within the bucket, such as "dongbo/minh-chung"; everything lies below it. */
  prefix: z
    .string()
    .regex(/^([\w-][\w.-]*(\/[\w-][\w.-]*)*)?$/)
    .default(""),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("us-east-1"),
  /** `true`: https://HOST/BUCKET/..., as most servers of one's own want it. `false`: https://BUCKET.HOST/... */
  pathStyle: z.boolean().default(true),
  /** PEM file with the certificate of one's own authority, added to the usual ones. Relative to the configuration file. */
  caFile: z.string().optional(),
});
export type Bucket = z.infer<typeof BucketSchema>;

/** A bucket and the keys that open it. */
export type BucketAccess = Bucket & { accessKey: Secret; secretKey: Secret };
