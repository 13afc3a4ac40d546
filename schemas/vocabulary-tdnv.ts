// The state words of a public task tracker that agencies use: eight states, each bare or with a suffix of time. Data
// only; a state with another suffix is another word and is not guessed.
import type { StatusWord, Timeliness } from "./status.ts";
import type { Vocabulary } from "./vocabularies.ts";

const states: Readonly<Record<string, StatusWord>> = {
  // Bare only while in time: this state alone gets no suffix then.
  chuathuchien: { lifecycle: "not_started", timeliness: "in_time" },
  dangthuchien: { lifecycle: "in_progress" },
  choxacnhan: {
    lifecycle: "submitted",
    loss: "the suffix may follow today's clock: reported in time is not told from reported late",
  },
  tuchoixacnhan: { lifecycle: "returned" },
  thuchienlai: {
    lifecycle: "returned",
    loss: "to be done again after it was confirmed or sent: read like a refused confirmation",
  },
  dahoanthanh: {
    lifecycle: "completed",
    loss: "the suffix follows today's clock even here: completed in time is not told from completed late",
  },
  tamhoan: { lifecycle: "on_hold" },
  tuchoithuchien: { lifecycle: "declined" },
};

const suffixes: Readonly<Record<string, Timeliness>> = {
  _tronghan: "in_time",
  _sapquahan: "at_risk",
  _quahan: "overdue",
  _khonghan: "no_deadline",
};

// A completed task has no more to do with today's clock, so its suffix says nothing.
function wordsOf([state, meaning]: [string, StatusWord]): [string, StatusWord][] {
  const bare: [string, StatusWord] = [state, meaning];
  const dated = Object.entries(suffixes).map(([suffix, timeliness]): [string, StatusWord] => [
    `${state}${suffix}`,
    meaning.lifecycle === "completed" ? meaning : { ...meaning, timeliness },
  ]);
  return [bare, ...dated];
}

/** The tracker's states and suffixes. */
export const tdnv: Vocabulary = {
  name: "tdnv",
  source: "the public code of a task tracker used by agencies; as seen in 2025",
  version: 1,
  reads: Object.fromEntries(Object.entries(states).flatMap(wordsOf)),
  writes: {
    not_started: "chuathuchien",
    in_progress: "dangthuchien",
    submitted: "choxacnhan",
    returned: "tuchoixacnhan",
    completed: "dahoanthanh",
    on_hold: "tamhoan",
    cancelled: { none: "the tracker has no state for a cancelled task" },
    declined: "tuchoithuchien",
  },
  shows: {},
};
