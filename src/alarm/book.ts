// Alarms that cannot be kept in the database, because they are about it, or about the process that has it: the same
// decision, in one file of the data directory. Whoever writes it is alone with it.
import { readFile, rename, writeFile } from "node:fs/promises";
import type { Alarm, AlarmKind, AlarmSettings, Notice } from "../../schemas/alarm.ts";
import { later, type Instant } from "../../schemas/time.ts";
import type { Channel } from "./channel.ts";
import { decide } from "./decide.ts";
import { tryChannel } from "./deliver.ts";
import { isPast, latest } from "./finding.ts";
import { noticesOf, pauseAfter } from "./notices.ts";

interface Waiting {
  notice: Notice;
  channel: string;
  tries: number;
  notBefore: Instant;
}

export interface Book {
  alarms: Alarm[];
  waiting: Waiting[];
  /** Since when what it watches has been amiss, by kind. */
  amissSince: Partial<Record<AlarmKind, Instant>>;
  lookedAt: Instant | null;
  /** Since when somebody has looked without a gap. */
  backSince: Instant | null;
}

const emptyBook: Book = { alarms: [], waiting: [], amissSince: {}, lookedAt: null, backSince: null };

/** The book in a file; an empty one where there is none. Throws for a file that is no book. */
export async function readBook(file: string): Promise<Book> {
  try {
    return { ...emptyBook, ...(JSON.parse(await readFile(file, "utf8")) as Partial<Book>) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyBook;
    throw error;
  }
}

/** Writes it whole or not at all. */
export async function writeBook(file: string, book: Book): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(book), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What was looked at, and whether it is amiss now. */
export interface BookLook {
  kind: AlarmKind;
  amiss: boolean;
  afterMs: number;
  values: Alarm["values"];
}

export interface BookMeans {
  settings: AlarmSettings;
  channels: readonly Channel[];
  now(): Instant;
  newId(): string;
}

/** The longest pause between two looks that is none: a timer that looks every minute may miss one. */
const gapMs = 150_000;

/** Enters what was seen, decides, and puts notices of it in the book. */
export function enter(
  book: Book,
  looks: readonly BookLook[],
  {
    settings,
    channels,
    now,
    newId,
  }: Omit<BookMeans, "channels"> & { channels: readonly Pick<Channel, "name">[] },
): Book {
  const at = now();
  const isGap = book.lookedAt === null || later(book.lookedAt, gapMs) < at || book.lookedAt > at;
  const backSince = isGap || book.backSince === null ? at : book.backSince;
  const amissSince = Object.fromEntries(
    looks.flatMap(({ kind, amiss }) =>
      amiss ? [[kind, latest(book.amissSince[kind] ?? at, backSince)]] : [],
    ),
  ) as Book["amissSince"];
  const findings = looks.flatMap(({ kind, afterMs, values }) => {
    const since = amissSince[kind];
    return since === undefined
      ? []
      : [{ kind, subject: "", since, values, ripe: isPast(since, afterMs, at) }];
  });
  const { calmFor: calmMs, remindEvery } = settings;
  const remindMs = remindEvery === "never" ? null : remindEvery;
  const decision = decide(book.alarms, { findings, unseen: [] }, { now: at, backSince, calmMs, remindMs });
  const decided = new Set(decision.alarms.map(({ kind }) => kind));
  const waiting = noticesOf(decision.changes, { now: at, newId }).flatMap((notice) =>
    channels.map(({ name }) => ({ notice, channel: name, tries: 0, notBefore: at })),
  );
  return {
    alarms: [...book.alarms.filter(({ kind }) => !decided.has(kind)), ...decision.alarms],
    waiting: [...book.waiting, ...waiting],
    amissSince,
    lookedAt: at,
    backSince,
  };
}

/** Tries what waits and may be tried now; the book with what still waits. */
export async function deliverFrom(
  book: Book,
  { channels, now }: Pick<BookMeans, "channels" | "now">,
): Promise<Book> {
  const tried = await Promise.all(
    book.waiting.map(async (one): Promise<Waiting[]> => {
      const channel = channels.find(({ name }) => name === one.channel);
      if (channel === undefined) return [];
      if (one.notBefore > now()) return [one];
      if ((await tryChannel(channel, one.notice)) === null) return [];
      const pause = pauseAfter(one.tries);
      return pause === null ? [] : [{ ...one, tries: one.tries + 1, notBefore: later(now(), pause) }];
    }),
  );
  return { ...book, waiting: tried.flat() };
}

/** Looks, tells and keeps: the file is written before anybody is told, and again when they were. */
export async function tellByBook(file: string, looks: readonly BookLook[], means: BookMeans): Promise<Book> {
  const entered = enter(await readBook(file), looks, means);
  await writeBook(file, entered);
  if (entered.waiting.length === 0) return entered;
  const delivered = await deliverFrom(entered, means);
  await writeBook(file, delivered);
  return delivered;
}
