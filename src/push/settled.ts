// What people have settled for a whole portal: rules of conflicts, meanings of its words, spellings of agencies. Read
// anew for each round; changes nothing.
import type { Rule } from "../../schemas/conflict.ts";
import type { LearnedWord } from "../reconcile/learned-words.ts";
import { readDirectory, type Directory } from "../register/directory.ts";
import type { Tx } from "../store/connection.ts";
import { rulesInForce } from "../store/rules.ts";
import { learnedWords } from "../store/status-words.ts";
import type { Lane } from "./lane.ts";

export interface Settled {
  rules: readonly Rule[];
  words: readonly LearnedWord[];
  /** An agency that the register knows under a portal's spelling goes by the register's name. */
  names: Directory;
}

/** What is settled now for a lane's portal. */
export async function settledAt(tx: Tx, { portal }: Lane): Promise<Settled> {
  return {
    rules: await rulesInForce(tx, portal),
    words: await learnedWords(tx, portal),
    names: await readDirectory(tx),
  };
}
