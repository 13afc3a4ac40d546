// What the room intake says to users.
export const intakeWords = {} as const;
