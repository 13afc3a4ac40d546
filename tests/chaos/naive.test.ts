// Ours beside a naive connector, under the faults of real trackers. NAIVE_TELL prints the table (npm run naive).
import { afterAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../databases.ts";
import { faultRows, measure, tableOf, type Measured } from "./naive-table.ts";

const found: { fault: string; measured: Measured }[] = [];
afterAll(() => {
  if (process.env["NAIVE_TELL"] !== undefined) process.stdout.write(`\n${tableOf(found)}\n`);
});

describe.each(faultRows)("under “$fault”", (row) => {
  it("ours tells the truth and repeats nothing, the naive one does not", async () => {
    const store = await openEmbedded();

    const measured = await measure(store, row);

    await store.close();
    found.push({ fault: row.fault, measured });
    const { naive, ours, afterwards, named, fired } = measured;
    expect(fired.ours).toBeGreaterThan(0);
    expect(fired.naive).toBeGreaterThan(0);
    const { falseSuccesses, falseFailures, repeated, forgotten } = naive;
    expect(falseSuccesses + falseFailures + repeated + forgotten + naive.failed).toBeGreaterThan(0);
    expect(ours.falseSuccesses).toBe(0);
    // What the network doubles no sender can prevent; it is found by its mark and named.
    expect(afterwards).toMatchObject({ falseSuccesses: 0, falseFailures: 0, repeated: named, forgotten: 0 });
    expect(named > 0).toBe(row.fault.startsWith("delivered twice"));
  });
});
