// What the room reconcile says to users.
export const reconcileWords = {} as const;
