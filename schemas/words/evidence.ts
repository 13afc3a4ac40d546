// What the room evidence says to users.
export const evidenceWords = {} as const;
