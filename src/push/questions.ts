// What people are asked about held fields: one question for all that are alike, with whom it is asked of.
import {
  countHeld,
  selectAsked,
  selectQuestions,
  selectToMend,
  type AskedTask,
  type CountedQuestion,
  type Page,
  type Question,
} from "../store/hold-questions.ts";
import type { HoldFilter } from "../store/holds.ts";
import type { Means } from "./lane.ts";

export type { Question } from "../store/hold-questions.ts";
export type { HoldFilter } from "../store/holds.ts";

/** A question with the tasks that are shown of it; `count`: of all. */
export interface Alike extends CountedQuestion {
  asked: (AskedTask & { id: string })[];
}

export interface Inbox {
  holds: number;
  questions: number;
  groups: Alike[];
  /** Holds that choosing a value does not settle: something else must be mended first. */
  toMend: Awaited<ReturnType<typeof selectToMend>>;
}

/** A page of what waits for people, the questions about the most tasks first; `shown`: tasks of each. */
export async function questionsFor(
  means: Pick<Means, "store">,
  filter: HoldFilter,
  page: Page & { shown: number },
): Promise<Inbox> {
  return await means.store.read(async (tx) => {
    const { total, questions } = await selectQuestions(tx, filter, page);
    const asked = await selectAsked(tx, { questions, filter, limit: page.shown });
    const groups = questions.map((question, place): Alike => {
      const tasks = (asked[place] ?? []).map((one) => ({ ...one, id: idOf(one, question) }));
      return { ...question, asked: tasks };
    });
    const holds = await countHeld(tx, filter);
    return { holds, questions: total, groups, toMend: await selectToMend(tx, filter, page) };
  });
}

/** The ids of everything that a question is asked of. */
export async function idsAsked(
  means: Pick<Means, "store">,
  filter: HoldFilter,
  question: Question,
): Promise<string[]> {
  const limit = 1_000_000;
  const [asked = []] = await means.store.read(
    async (tx) => await selectAsked(tx, { questions: [question], filter, limit }),
  );
  return asked.map((one) => idOf(one, question));
}

function idOf({ taskCode }: AskedTask, { portal, field }: Question): string {
  return `${taskCode}@${portal}/${field}`;
}
