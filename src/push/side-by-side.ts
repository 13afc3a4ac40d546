// Runs pieces of work in the order they are given, only so many side by side: what comes first ends first, near enough.

/** A gate for pieces of work, `most` of them at once. */
export function sideBySide(most: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most) running += 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
