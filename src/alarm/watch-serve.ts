// The small process beside serve: asks its door whether it lives and is ready, and tells when it does not. Opens no
// register. Who lives but cannot reach its database tells that itself (README.md: who tells what).
import { request } from "undici";
import { z } from "zod";
import { tellByBook, type Book, type BookLook, type BookMeans } from "./book.ts";

export interface WatchMeans extends BookMeans {
  /** Where serve listens: "127.0.0.1:8457". */
  address: string;
  /** Where what was told is remembered. */
  file: string;
}

const patienceMs = 10_000;

const ReadinessSchema = z.object({ ok: z.boolean(), database: z.boolean().optional() });
const HealthSchema = z.object({ ok: z.boolean() });

/** How serve answered. `silent`: not at all. */
export type ServeSeen = "well" | "unready" | "without database" | "silent";

/** Asks serve's door. */
export async function askServe(address: string): Promise<ServeSeen> {
  const ready = ReadinessSchema.safeParse(await answerOf(address, "/ready"));
  const health = HealthSchema.safeParse(await answerOf(address, "/health"));
  // Something else may have the port: what does not speak like serve is not serve.
  if (!ready.success || !health.success) return "silent";
  if (ready.data.database === false) return "without database";
  return ready.data.ok && health.data.ok ? "well" : "unready";
}

async function answerOf(address: string, path: string): Promise<unknown> {
  try {
    const answer = await request(`http://${address}${path}`, {
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
      signal: AbortSignal.timeout(2 * patienceMs),
      reset: true,
    });
    return await answer.body.json();
  } catch {
    // No answer is an answer here: the caller tells it.
    return null;
  }
}

/** Asks once, tells what changed, and says how serve answered and what stands. */
export async function watchOnce(means: WatchMeans): Promise<{ seen: ServeSeen; book: Book }> {
  const seen = await askServe(means.address);
  const { serve: afterMs } = means.settings.silentAfter;
  const values = { address: means.address };
  const looks: BookLook[] = [
    { kind: "serve_dead", amiss: seen === "silent", afterMs, values },
    { kind: "serve_unready", amiss: seen === "unready", afterMs, values },
  ];
  return { seen, book: await tellByBook(means.file, looks, means) };
}
