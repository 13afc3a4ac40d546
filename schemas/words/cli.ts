// What the room cli says to users.
export const cliWords = {} as const;
