// The rules of matching that can make a pair sure: whom each finds as partners, what casts doubt on a pair, and the
// words in which a person is asked. The table stands in match.ts.
import { phrase, type Phrase } from "../../schemas/phrase.ts";
import { showDay } from "../../schemas/time.ts";
import { contradict, sourceKey } from "../register/sources.ts";
import type { Ours, Theirs } from "./match-sides.ts";
import { similarEnough, similarity } from "./similar.ts";
import { lettersIn, orderedApart, type Title } from "./title.ts";

export type By = "code" | "document" | "title";

export interface Rule {
  by: By;
  rank: number;
  /** Each partner once. */
  partners(one: Ours): Theirs[];
  /** Why the two may not be the same after all. */
  doubt(one: Ours, other: Theirs): Phrase | null;
  notUnique(one: Ours, partners: number): Phrase;
}

/** Shorter titles are said of several tasks ("Báo cáo định kỳ", "Rà soát văn bản"). */
const fewestLetters = 20;

/** The rules in their order. */
export function certainRules(theirs: readonly Theirs[]): Rule[] {
  return [codeRule(theirs), documentRule(theirs), titleRule(theirs)];
}

function codeRule(theirs: readonly Theirs[]): Rule {
  const coded = theirs.flatMap((other) => other.codes.map((code) => ({ other, code })));
  const byCode = Map.groupBy(coded, ({ code }) => code);
  return {
    by: "code",
    rank: 1,
    partners: ({ codes }) => {
      const found = codes.flatMap((code) => byCode.get(code) ?? []);
      return [...new Set(found.map(({ other }) => other))];
    },
    doubt: () => null,
    notUnique: (_, count) => phrase("push.match.code", { count }),
  };
}

function documentRule(theirs: readonly Theirs[]): Rule {
  const keyed = theirs.flatMap((other) => other.sources.map((source) => ({ other, source })));
  const byKey = Map.groupBy(keyed, ({ source }) => sourceKey(source));
  return {
    by: "document",
    rank: 2,
    partners(one) {
      const found = one.sources.flatMap((ours) => {
        const key = sourceKey(ours);
        const same = key === null ? [] : (byKey.get(key) ?? []);
        return same.filter(({ source }) => !contradict(ours, source)).map(({ other }) => other);
      });
      return [...new Set(found)];
    },
    doubt: (one, other) =>
      similarity(one.title, other.title) < similarEnough || figuresOf(one.title) !== figuresOf(other.title)
        ? phrase("push.match.document_other_title")
        : null,
    notUnique: () => phrase("push.match.document"),
  };
}

function titleRule(theirs: readonly Theirs[]): Rule {
  const byCore = Map.groupBy(theirs, ({ title }) => title.core);
  return {
    by: "title",
    rank: 3,
    partners: ({ title }) =>
      lettersIn(title.core) < fewestLetters
        ? []
        : (byCore.get(title.core) ?? []).filter((other) => !orderedApart(title, other.title)),
    doubt: contradiction,
    notUnique: () => phrase("push.match.title"),
  };
}

function contradiction({ task, lead }: Ours, other: Theirs): Phrase | null {
  const { dueOn, leadOrganisation } = other.record;
  if (task.dueOn !== null && dueOn !== null && task.dueOn !== dueOn) {
    const days = { ours: showDay(task.dueOn), theirs: showDay(dueOn) };
    return phrase("push.match.title_other_fact", { field: "dueOn", ...days });
  }
  if (lead === "" || other.lead === "" || lead === other.lead) return null;
  const names = { ours: task.leadOrganisation, theirs: leadOrganisation };
  return phrase("push.match.title_other_fact", { field: "leadOrganisation", ...names });
}

/** What to say of a similar title: figures that differ are what people overlook. */
export function similarWhy({ title }: Ours, { title: other }: Theirs): Phrase {
  const [ours, theirs] = [figuresOf(title), figuresOf(other)];
  if (ours !== theirs)
    return phrase("push.match.other_figures", { ours: ours || null, theirs: theirs || null });
  if (title.core === other.core) {
    return phrase(orderedApart(title, other) ? "push.match.other_order" : "push.match.short");
  }
  return phrase(title.bare === other.bare ? "push.match.bare" : "push.match.similar");
}

/** Why a record may not become a task: it already is one that cannot be linked. `null`: it may. */
export function barWhy({ task }: Ours, by: By): Phrase | null {
  if (task.standing === "closed") return phrase("push.match.closed", { code: task.code });
  // A title or an item may well be said of two tasks; a code may not.
  return by === "code" ? phrase("push.match.linked", { code: task.code }) : null;
}

function figuresOf(title: Title): string {
  return title.core
    .split(" ")
    .filter((word) => /\d/.test(word))
    .toSorted()
    .join(" ");
}
