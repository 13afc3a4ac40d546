// The status words found in public sources, as versioned two-way maps: what each word says, which word says each
// lifecycle, and what is lost either way. Data only; a word that stands in no map is never guessed. README explains.
import type { Lifecycle, StatusMap, StatusWord } from "./status.ts";
import { tdnv } from "./vocabulary-tdnv.ts";

/** A status map that belongs to no portal of ours: a published way of speaking about tasks. */
export type Vocabulary = StatusMap & {
  name: string;
  /** Where the words were seen, and when. */
  source: string;
};

const stillOpen =
  "only says that it is not completed: not begun, begun, sent, sent back and paused are one word; the timeliness is kept";

/** The Government Office's count: every task is in one of four heaps, and the heaps are to sum up. */
export const vpcp: Vocabulary = {
  name: "vpcp",
  source:
    "the Government Office's published counts of tasks given by the Government and the Prime Minister; as seen in 2025",
  version: 1,
  reads: {
    // Not begun claims the least, and what is blank never wins over a value that somebody entered.
    "chưa hoàn thành trong hạn": {
      lifecycle: "not_started",
      timeliness: "in_time",
      loss: "whether the work has begun; a task without a deadline and one at risk are counted here as well",
    },
    "chưa hoàn thành quá hạn": {
      lifecycle: "not_started",
      timeliness: "overdue",
      loss: "whether the work has begun",
    },
    "hoàn thành đúng hạn": { lifecycle: "completed", timeliness: "done_on_time" },
    "hoàn thành quá hạn": { lifecycle: "completed", timeliness: "done_late" },
  },
  writes: {
    not_started: "chưa hoàn thành trong hạn",
    in_progress: "chưa hoàn thành trong hạn",
    submitted: "chưa hoàn thành trong hạn",
    returned: "chưa hoàn thành trong hạn",
    completed: "hoàn thành đúng hạn",
    on_hold: "chưa hoàn thành trong hạn",
    cancelled: { none: "a cancelled task leaves the count" },
    declined: { none: "the count has no heap for a task that nobody took on" },
  },
  shows: {
    in_progress: { as: "not_started", loss: stillOpen },
    submitted: { as: "not_started", loss: stillOpen },
    returned: { as: "not_started", loss: stillOpen },
    on_hold: { as: "not_started", loss: stillOpen },
  },
};

const nightly =
  "a nightly job sets lateness and looks at yesterday's deadlines only: a missed night leaves it stale";
const everReported = "only says that a report was sent once and the task is not completed";

/** A city agency's tracker: three states, each on time or late. */
export const nq57Mission: Vocabulary = {
  name: "nq57-mission",
  source: "the public code of a city agency's tracker for the tasks of resolution 57-NQ/TW; as seen in 2025",
  version: 1,
  reads: {
    NOT_COMPLETED_ON_TIME: { lifecycle: "not_started", timeliness: "in_time", loss: nightly },
    NOT_COMPLETED_LATE: { lifecycle: "not_started", timeliness: "overdue" },
    IN_PROGRESS_ON_TIME: {
      lifecycle: "in_progress",
      timeliness: "in_time",
      loss: `${everReported}; ${nightly}`,
    },
    IN_PROGRESS_LATE: { lifecycle: "in_progress", timeliness: "overdue", loss: everReported },
    COMPLETED_ON_TIME: { lifecycle: "completed", timeliness: "done_on_time" },
    COMPLETED_LATE: { lifecycle: "completed", timeliness: "done_late" },
  },
  writes: {
    not_started: "NOT_COMPLETED_ON_TIME",
    in_progress: "IN_PROGRESS_ON_TIME",
    submitted: "IN_PROGRESS_ON_TIME",
    returned: "IN_PROGRESS_ON_TIME",
    completed: "COMPLETED_ON_TIME",
    on_hold: { none: "the tracker cannot pause a task" },
    cancelled: { none: "a cancelled task is deleted there" },
    declined: { none: "the tracker has no way to decline a task" },
  },
  shows: {
    submitted: {
      as: "in_progress",
      loss: "nobody confirms there: what waits for confirmation is in progress",
    },
    returned: { as: "in_progress", loss: "nobody sends back there: what was sent back is in progress" },
  },
};

const planOnly = "speaks of the plan's approval, not of the work";
const planWords = { lifecycle: "not_started", loss: `${planOnly}; nothing begins before it` } as const;

/** A university's portal: the stored words are about the plan, the words of the work are computed from its dates. */
export const vnuNq57: Vocabulary = {
  name: "vnu-nq57",
  source: "the public code of a university's reporting portal for resolution 57-NQ/TW; as seen in 2025",
  version: 1,
  reads: {
    DRAFT: planWords,
    PENDING_APPROVAL: planWords,
    REJECTED: planWords,
    APPROVED: { lifecycle: "in_progress", loss: `${planOnly}; whether the work has begun is not said` },
    IN_PROGRESS: {
      lifecycle: "in_progress",
      computed: true,
      loss: "follows from the plan's dates, whether or not anybody has begun",
    },
    COMPLETED: {
      lifecycle: "completed",
      computed: true,
      loss: "follows from the planned end alone, with percent forced to 100: never believed without date and evidence",
    },
    POSTPONED: { lifecycle: "on_hold" },
    CANCELLED: { lifecycle: "cancelled" },
  },
  writes: {
    not_started: { none: "the words before approval would undo it, and none says that work has not begun" },
    in_progress: "APPROVED",
    submitted: { none: "PENDING_APPROVAL is about the plan; a result is not submitted there" },
    returned: { none: "REJECTED is about the plan; a result is not sent back there" },
    completed: { none: "the portal computes it from the planned end; nobody can set it" },
    on_hold: "POSTPONED",
    cancelled: "CANCELLED",
    declined: { none: "the portal has no way to decline an activity" },
  },
  shows: {},
};

const everyLifecycle = (reason: string): Record<Lifecycle, { none: string }> => ({
  not_started: { none: reason },
  in_progress: { none: reason },
  submitted: { none: reason },
  returned: { none: reason },
  completed: { none: reason },
  on_hold: { none: reason },
  cancelled: { none: reason },
  declined: { none: reason },
});

/** A province's tracker, of which one word is public. */
export const thanhHoa: Vocabulary = {
  name: "thanhhoa",
  source: "press reports on Thanh Hóa's regulation for its task tracker; as seen in 2025",
  version: 1,
  reads: {
    "trả lại": {
      lifecycle: "returned",
      loss: "a wrong update and a late one are not told apart; either counts there as not completed",
    },
  },
  writes: { ...everyLifecycle("no public source shows this tracker's word for it"), returned: "trả lại" },
  shows: {},
};

/** A province's tracker, of which two words are public. */
export const dienBien: Vocabulary = {
  name: "dienbien",
  source: "the pages of Điện Biên's tracker as a public program reads them; as seen in 2025",
  version: 1,
  reads: {
    "Chưa thực hiện": { lifecycle: "not_started" },
    "Đang thực hiện": { lifecycle: "in_progress" },
  },
  writes: {
    ...everyLifecycle("no public source shows this tracker's word for it"),
    not_started: "Chưa thực hiện",
    in_progress: "Đang thực hiện",
  },
  shows: {},
};

const timeOnly = "speaks of time only: how far the work is stays as it is";
const late: StatusWord = { lifecycle: null, timeliness: "overdue", loss: timeOnly };
const nearlyLate: StatusWord = {
  lifecycle: null,
  timeliness: "at_risk",
  loss: `${timeOnly}; near the deadline and feared to miss it are not told apart`,
};

/** The words of official letters: they sort tasks by time alone. */
export const letters: Vocabulary = {
  name: "letters",
  source:
    "official letters of two provinces on the tasks of resolution 57-NQ/TW, December 2025 and May 2026; as seen in 2026",
  version: 1,
  reads: {
    "quá hạn": late,
    "quá hạn thực hiện": late,
    "sắp tới hạn": nearlyLate,
    "nguy cơ chậm": nearlyLate,
    "nguy cơ chậm tiến độ": nearlyLate,
    "có khả năng quá hạn": nearlyLate,
    "có khả năng tiếp tục bị quá hạn": nearlyLate,
  },
  writes: everyLifecycle("the letters speak of time only"),
  shows: {},
};

/** The word of the press: late, whether or not completed since. */
export const press: Vocabulary = {
  name: "press",
  source:
    "press reports of the national count of 1/8/2025: 33 such tasks, 12 of them completed; as seen in 2025",
  version: 1,
  reads: {
    "nhiệm vụ chậm, muộn": {
      lifecycle: null,
      timeliness: "overdue",
      loss: "any lifecycle: tasks completed late are counted together with overdue ones",
    },
  },
  writes: everyLifecycle("the press counts late tasks, completed or not"),
  shows: {},
};

/** Every vocabulary, once. */
export const vocabularies: readonly Vocabulary[] = [
  vpcp,
  nq57Mission,
  tdnv,
  vnuNq57,
  thanhHoa,
  dienBien,
  letters,
  press,
];
