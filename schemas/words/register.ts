// What the room register says to users.
export const registerWords = {} as const;
