// Makes a receipt for whoever asks: checkpoints first, so that it covers all there is, then the paper and its data.
import { UserError } from "../../schemas/errors.ts";
import { fields, type FieldName, type FieldValue } from "../../schemas/field.ts";
import type { Phrase } from "../../schemas/phrase.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import type { Language } from "../../schemas/phrase.ts";
import { fieldWord, valueWord } from "../../schemas/wording.ts";
import type { StoredCheckpoint } from "../store/checkpoints.ts";
import type { Store } from "../store/connection.ts";
import { bodyOf } from "./checkpoint.ts";
import type { EntryWords } from "./in-words.ts";
import { keepCheckpoints, type CheckpointPlaces } from "./keep-checkpoints.ts";
import { periodOf } from "./period.ts";
import { gatherReceipt, type Receipt, type ReceiptFilter } from "./receipt.ts";
import { receiptPage, type ReceiptWords } from "./receipt-page.ts";
import { findSigningKey } from "./signing-key.ts";

export interface ReceiptWish {
  /** A task's code, a day, a week or a month, as it was typed. */
  asked: string;
  portal?: string | undefined;
  words: EntryWords & { language: Language };
}

export interface MadeReceipt {
  receipt: Receipt;
  /** The paper: one signed HTML file. */
  page: string;
  /** The key's fingerprint. */
  key: string;
  checkpoint: StoredCheckpoint | null;
  /** What went wrong with the checkpoints and did not keep the receipt from being made. */
  problems: Phrase[];
}

/** UserError when nothing was sent, or when the paper could not be signed by the one key. */
export async function makeReceipt(
  means: { store: Store; now(): Instant; who: string; checkpoints: CheckpointPlaces },
  { asked, portal, words }: ReceiptWish,
): Promise<MadeReceipt> {
  const { store, now, who, checkpoints } = means;
  const period = periodOf(asked);
  const filter: ReceiptFilter = period === null ? { taskCode: asked, portal } : { ...period, portal };
  const { made, problems } = await keepCheckpoints(store, checkpoints, now);
  const key = await findSigningKey(checkpoints.key);
  const receipt = await store.snapshot(async (tx) => await gatherReceipt(tx, { filter, asked }));
  const signers = receipt.proof.checkpoints.map((checkpoint) => bodyOf(checkpoint).key);
  // Whoever checks the paper has one public key: it must be of all its signatures.
  if (key === null || signers.some((signer) => signer !== key.fingerprint)) throw new UserError(problems);
  const settings = { words: wordsOf(words), covers: coversOf(words, filter, asked), key };
  const page = await receiptPage(receipt, { ...settings, made: { at: now(), who } });
  return { receipt, page, key: key.fingerprint, checkpoint: made, problems };
}

/** "giay-xac-nhan-PL1.3.html"; letters that a file name cannot hold become "-". */
export function receiptFileName(asked: string, ending = "html"): string {
  return `giay-xac-nhan-${asked.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")}.${ending}`;
}

function coversOf({ say }: EntryWords, filter: ReceiptFilter, asked: string): string {
  const what =
    "from" in filter
      ? say("receipt.of_period", {
          asked,
          from: showInstant(filter.from),
          until: showInstant(filter.until),
        })
      : say("receipt.of_task", { asked });
  const { portal } = filter;
  return portal === undefined ? what : `${what}; ${say("receipt.at_portal", { portal })}`;
}

function wordsOf({ language, say, tell }: ReceiptWish["words"]): ReceiptWords {
  return {
    language,
    say,
    tell,
    field: (name) => fieldWord(name, language),
    value: (field, value) => valueOf(language, field, value),
  };
}

/** A value whole, as it was sent: texts keep their lines. */
function valueOf(language: Language, field: FieldName, value: FieldValue): string {
  if (value === null || value === "") return valueWord(null, language);
  switch (fields[field].kind) {
    case "text":
    case "organisation":
      return String(value);
    case "money":
      return `${String(value).replaceAll(/\B(?=(\d{3})+$)/g, ".")} ₫`;
    default:
      return valueWord(value, language);
  }
}
