// A virus scanner on this machine, as the configuration names it. clamd's protocol has no encryption, and files that are
// secret are scanned too when they are added: so no address of another machine is taken.
import { z } from "zod";

const onThisMachine = /^(?:127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/;

function isPlace(text: string): boolean {
  if (text.startsWith("/")) return !text.includes("\0") && !text.endsWith("/");
  const port = Number(onThisMachine.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}

export const ScannerSchema = z.strictObject({
  /** Where clamd listens: "127.0.0.1:3310", or the path of its Unix socket. */
  clamd: z.string().refine(isPlace, { params: { says: "config.scanner_place" } }),
  /** How long clamd may be silent; longer than its own MaxScanTime of two minutes. */
  answersWithinSeconds: z.int().min(1).max(3_600).default(180),
});
export type Scanner = z.infer<typeof ScannerSchema>;
