// What the room portal says to users.
export const portalWords = {} as const;
