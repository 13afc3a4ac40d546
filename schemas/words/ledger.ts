// What the room ledger says to users.
export const ledgerWords = {} as const;
