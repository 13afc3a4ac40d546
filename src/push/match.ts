// Which remote record stands for which task, as far as lists alone can tell. Pure, and the same for any order of both
// lists. Sure means unique on both sides and uncontradicted; everything short of that is for a person to choose.
//
// | rule     | partners                                            | sure, if unique on both sides and         |
// | code     | equal codes, folded                                 | (nothing more)                            |
// | document | equal number and item; no two dates, no two appendices | titles similar, with the same figures  |
// | title    | equal cores of 20 letters or more, no two documents in front | no two due dates, no two lead agencies |
// | similar  | similar titles                                      | never                                     |
//
// A partner by an earlier rule is never sure by a later one. Tasks and records that cannot be linked take part, so that
// they are counted where uniqueness is.
import type { Phrase } from "../../schemas/phrase.ts";
import { barWhy, certainRules, similarWhy, type By, type Rule } from "./match-rules.ts";
import { oursOf, theirsOf, type Ours, type OurTask, type TheirRecord, type Theirs } from "./match-sides.ts";
import { farBehind, nearTitles, similarity, worthAsking } from "./similar.ts";

export interface SurePair {
  taskId: string;
  code: string;
  title: string;
  remoteId: string;
  remoteTitle: string;
  by: By;
  /** Of the titles, 0 to 1: an equal code under quite another title is worth a look. */
  similarity: number;
}

export interface Candidate {
  remoteId: string;
  code: string | null;
  title: string;
  /** 0 to 1, of the titles. */
  similarity: number;
  why: Phrase;
}

export interface Matches {
  sure: SurePair[];
  /** A person chooses among at most three, or none of them. */
  ask: { code: string; title: string; candidates: Candidate[] }[];
  /** Records that match no task of ours. */
  new: { remoteId: string; code: string | null; title: string }[];
  /** Records that match a task of ours which cannot be linked: neither proposed nor new. */
  barred: { remoteId: string; code: string | null; title: string; why: Phrase }[];
  /** Codes of tasks that the portal does not list. */
  onlyOurs: string[];
}

const mostCandidates = 3;

/** Compares both lists. Never gives one record to two tasks. */
export function matchRecords(tasks: readonly OurTask[], records: readonly TheirRecord[]): Matches {
  const ours = tasks.map(oursOf).toSorted((a, b) => order(a.task.code, b.task.code));
  const theirs = records.map(theirsOf).toSorted((a, b) => order(a.record.remoteId, b.record.remoteId));
  const found: Found = {
    sure: new Map(),
    taken: new Set(),
    claimed: new Set(),
    asked: new Map(),
    bars: new Map(),
  };
  for (const rule of certainRules(theirs)) applyRule(found, ours, rule);
  const open = ours.filter((one) => one.task.standing === "open" && !found.sure.has(one));
  const free = theirs.filter((other) => !other.record.linked && !found.taken.has(other));
  askSimilar(found, open, free);

  const asked = new Set([...found.asked.values()].flatMap((choices) => choices.map(({ other }) => other)));
  const unasked = free.filter((other) => !asked.has(other));
  return {
    sure: ours.flatMap((one) => found.sure.get(one) ?? []),
    ask: open.filter((one) => found.asked.has(one)).map((one) => questionOf(one, found.asked.get(one) ?? [])),
    new: unasked.filter((other) => !found.bars.has(other)).map(shown),
    barred: unasked.flatMap((other) => {
      const why = found.bars.get(other);
      return why === undefined ? [] : [{ ...shown(other), why }];
    }),
    onlyOurs: open.filter((one) => !found.asked.has(one)).map((one) => one.task.code),
  };
}

interface Choice {
  other: Theirs;
  similarity: number;
  why: Phrase;
  /** Place of the rule that found it. */
  rank: number;
}

interface Found {
  sure: Map<Ours, SurePair>;
  taken: Set<Theirs>;
  /** What an earlier rule found a partner for. */
  claimed: Set<Ours | Theirs>;
  asked: Map<Ours, Choice[]>;
  bars: Map<Theirs, Phrase>;
}

/** Finds the rule's partners first and judges them afterwards: whether a pair is alone shows only at the end. */
function applyRule(found: Found, ours: readonly Ours[], rule: Rule): void {
  const partners = new Map(ours.map((one) => [one, rule.partners(one)]));
  const suitors = new Map<Theirs, number>();
  for (const other of [...partners.values()].flat()) suitors.set(other, (suitors.get(other) ?? 0) + 1);
  const paired: (Ours | Theirs)[] = [];
  for (const [one, others] of partners) {
    for (const other of others) {
      paired.push(one, other);
      if (other.record.linked || found.taken.has(other) || found.sure.has(one)) continue;
      if (one.task.standing !== "open") {
        const why = barWhy(one, rule.by);
        if (why !== null && !found.bars.has(other)) found.bars.set(other, why);
        continue;
      }
      const isAlone = others.length === 1 && suitors.get(other) === 1;
      const isClaimed = found.claimed.has(one) || found.claimed.has(other);
      const why =
        rule.doubt(one, other) ?? (isAlone && !isClaimed ? null : rule.notUnique(one, others.length));
      if (why === null) take(found, { one, other, by: rule.by });
      else ask(found, one, { other, similarity: similarity(one.title, other.title), why, rank: rule.rank });
    }
  }
  for (const one of paired) found.claimed.add(one);
}

function take(found: Found, { one, other, by }: { one: Ours; other: Theirs; by: By }): void {
  const { id: taskId, code, title } = one.task;
  const { remoteId, title: remoteTitle } = other.record;
  const alike = rounded(similarity(one.title, other.title));
  found.sure.set(one, { taskId, code, title, remoteId, remoteTitle, by, similarity: alike });
  found.taken.add(other);
}

function ask(found: Found, one: Ours, choice: Choice): void {
  const choices = found.asked.get(one) ?? [];
  if (!choices.some(({ other }) => other === choice.other)) found.asked.set(one, [...choices, choice]);
}

function askSimilar(found: Found, open: readonly Ours[], free: readonly Theirs[]): void {
  const near = nearTitles(free.map(({ title }) => title));
  for (const one of open) {
    const choices = near(one.title)
      .map((place) => free[place])
      .filter((other) => other !== undefined)
      .map((other) => ({ other, similarity: similarity(one.title, other.title) }))
      .filter((choice) => choice.similarity >= worthAsking)
      .map((choice) => ({ ...choice, why: similarWhy(one, choice.other), rank: similarRank }));
    const best = Math.max(...choices.map((choice) => choice.similarity));
    const worth = choices.filter((choice) => choice.similarity > best - farBehind).toSorted(bestFirst(one));
    for (const choice of worth.slice(0, mostCandidates)) ask(found, one, choice);
  }
}

const similarRank = 9;

function questionOf({ task, ...one }: Ours, choices: readonly Choice[]): Matches["ask"][number] {
  const candidates = choices
    .toSorted(bestFirst({ task, ...one }))
    .slice(0, mostCandidates)
    .map(({ other, similarity: alike, why }) => ({ ...shown(other), similarity: rounded(alike), why }));
  return { code: task.code, title: task.title, candidates };
}

/** The stronger rule, then the more similar title, then the record that agrees on more facts. */
function bestFirst(one: Ours): (a: Choice, b: Choice) => number {
  return (a, b) =>
    a.rank - b.rank ||
    b.similarity - a.similarity ||
    agreements(one, b.other) - agreements(one, a.other) ||
    order(a.other.record.remoteId, b.other.record.remoteId);
}

function agreements({ task, lead }: Ours, other: Theirs): number {
  return Number(task.dueOn === other.record.dueOn) + Number(lead !== "" && lead === other.lead);
}

function shown({ record: { remoteId, code, title } }: Theirs) {
  return { remoteId, code, title };
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Two digits: the third says nothing to anybody. */
function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}
