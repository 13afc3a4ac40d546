// The process that stays (dongbo serve, dongbo worker): where it answers for its health, and how long it may take to stop.
import { z } from "zod";

const shape = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/;

/** An address to listen at: "127.0.0.1:8457", "[::1]:8457"; port 0 takes any that is free. "off": at none. */
export const ListenSchema = z
  .string()
  .refine((text) => text === "off" || Number(shape.exec(text)?.[2] ?? 65_536) <= 65_535, {
    params: { says: "config.listen_address" },
  });

export const ServeSchema = z
  .strictObject({
    /** Where health, readiness and metrics are told. Anything but this machine itself is warned of. */
    listen: ListenSchema.default("127.0.0.1:8457"),
    /** How long parts may finish or hand back their work when the process is told to stop. */
    stopWithinSeconds: z.int().min(1).max(3_600).default(60),
  })
  .prefault({});

/** Host and port of an address; `null` for "off". */
export function placeOf(listen: string): { host: string; port: number; isThisMachine: boolean } | null {
  const [, host = "", port = ""] = shape.exec(listen) ?? [];
  if (host === "") return null;
  const name = host.replace(/^\[(.*)\]$/, "$1");
  const isThisMachine = name === "localhost" || name === "::1" || /^127\.\d+\.\d+\.\d+$/.test(name);
  return { host: name, port: Number(port), isThisMachine };
}
