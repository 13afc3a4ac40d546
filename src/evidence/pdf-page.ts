// The text of a PDF's first page, read in a thread of its own that is ended when it takes too long or too much: a PDF
// comes from anywhere, and may be made to be slow.
import { Worker } from "node:worker_threads";

const limits = { fileBytes: 20_000_000, ms: 8_000, megabytes: 256 };

/** The text, "" for a scan; `null` when the file is too large, damaged, locked, or too slow to be read. */
export async function pdfPage(path: string, size: number): Promise<string | null> {
  if (size > limits.fileBytes) return null;
  const worker = new Worker(new URL("pdf-page-worker.ts", import.meta.url), {
    workerData: path,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    // What a broken file makes the reader complain of is nobody's business.
    stdout: true,
    stderr: true,
  });
  const timer = setTimeout(() => void worker.terminate(), limits.ms);
  try {
    return await new Promise<string | null>((resolve) => {
      worker.on("message", (text: unknown) => resolve(typeof text === "string" ? text : null));
      worker.on("error", () => resolve(null));
      worker.on("exit", () => resolve(null));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
