// What the long tests of this folder tell: how far they are, and the one command that plays a failure again.

/** The command that runs the same again. */
export function playAgain(file: string, environment: Readonly<Record<string, number>>): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return `play it again: ${variables.join(" ")} npx vitest run --config tests/vitest.config.ts ${file}`;
}

/** Says on standard error every ten seconds how far a long run is. */
export function teller(what: string, total: number): (done: number) => void {
  const started = performance.now();
  let last = started;
  return (done) => {
    const now = performance.now();
    if (now - last < 10_000 && done < total) return;
    last = now;
    const speed = ((done * 1_000) / (now - started)).toFixed(0);
    process.stderr.write(`${what}: ${done} of ${total}, ${speed} a second\n`);
  };
}
