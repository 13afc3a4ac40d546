// The one catalogue of everything a user reads, Vietnamese beside English. One file per room, merged here.
import { cliWords } from "./words/cli.ts";
import { conflictWords } from "./words/conflicts.ts";
import { compareWords } from "./words/compare.ts";
import { demoWords } from "./words/demo.ts";
import { evidenceWords } from "./words/evidence.ts";
import { fieldWords } from "./words/fields.ts";
import { intakeWords } from "./words/intake.ts";
import { ledgerWords } from "./words/ledger.ts";
import { portalWords } from "./words/portal.ts";
import { pushWords } from "./words/push.ts";
import { receiptWords } from "./words/receipt.ts";
import { reconcileWords } from "./words/reconcile.ts";
import { registerWords } from "./words/register.ts";
import { storeWords } from "./words/store.ts";

export const words = {
  ...cliWords,
  ...conflictWords,
  ...compareWords,
  ...demoWords,
  ...evidenceWords,
  ...fieldWords,
  ...intakeWords,
  ...ledgerWords,
  ...portalWords,
  ...pushWords,
  ...receiptWords,
  ...reconcileWords,
  ...registerWords,
  ...storeWords,
} satisfies Record<string, { vi: string; en: string }>;

export type PhraseKey = keyof typeof words;
