// The one catalogue of everything a user reads, Vietnamese beside English. One file per room, merged here.
import { alarmWords } from "./words/alarm.ts";
import { byHandWords } from "./words/by-hand.ts";
import { cliWords } from "./words/cli.ts";
import { consoleWords } from "./words/console.ts";
import { consoleReadsWords } from "./words/console-reads.ts";
import { conflictWords } from "./words/conflicts.ts";
import { consoleActsWords } from "./words/console-acts.ts";
import { conformanceWords } from "./words/conformance.ts";
import { compareWords } from "./words/compare.ts";
import { demoWords } from "./words/demo.ts";
import { evidenceWords } from "./words/evidence.ts";
import { faultWords } from "./words/faults.ts";
import { fieldWords } from "./words/fields.ts";
import { intakeWords } from "./words/intake.ts";
import { ledgerWords } from "./words/ledger.ts";
import { peopleWords } from "./words/people.ts";
import { portalWords } from "./words/portal.ts";
import { portalNewWords } from "./words/portal-new.ts";
import { profileWords } from "./words/profile.ts";
import { pushWords } from "./words/push.ts";
import { receiptWords } from "./words/receipt.ts";
import { reconcileWords } from "./words/reconcile.ts";
import { registerWords } from "./words/register.ts";
import { serveWords } from "./words/serve.ts";
import { scheduleWords } from "./words/schedule.ts";
import { reportWords } from "./words/report.ts";
import { simulateWords } from "./words/simulate.ts";
import { sessionWords } from "./words/session.ts";
import { storeWords } from "./words/store.ts";

export const words = {
  ...alarmWords,
  ...byHandWords,
  ...cliWords,
  ...consoleWords,
  ...consoleReadsWords,
  ...conflictWords,
  ...consoleActsWords,
  ...conformanceWords,
  ...compareWords,
  ...demoWords,
  ...evidenceWords,
  ...faultWords,
  ...fieldWords,
  ...intakeWords,
  ...ledgerWords,
  ...peopleWords,
  ...portalWords,
  ...portalNewWords,
  ...profileWords,
  ...pushWords,
  ...receiptWords,
  ...reconcileWords,
  ...registerWords,
  ...serveWords,
  ...scheduleWords,
  ...reportWords,
  ...simulateWords,
  ...sessionWords,
  ...storeWords,
} satisfies Record<string, { vi: string; en: string }>;

export type PhraseKey = keyof typeof words;
