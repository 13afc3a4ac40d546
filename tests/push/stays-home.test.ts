// The question that each write asks last: answered in order, and asked anew when an answer could not be read.
import { expect, it } from "vitest";
import type { Item } from "../../src/push/decide-lane.ts";
import type { Sending } from "../../src/push/send.ts";
import { secrecyGuard } from "../../src/push/stays-home.ts";
import type { Store } from "../../src/store/connection.ts";
import { onEachDatabase } from "../databases.ts";

const item = { ours: { taskId: "0193b0c8-0000-7000-8000-000000000001" } } as Item;
const progress = { kind: "send_progress" } as Sending;

/** The same store, whose first read fails. */
function failingOnce(store: Store): Store {
  let left = 1;
  return {
    ...store,
    async read(work) {
      left -= 1;
      if (left === 0) throw new Error("the database is away");
      return await store.read(work);
    },
  };
}

onEachDatabase("the secrecy guard", (open) => {
  it("lets no write pass whose answer could not be read, and answers those who waited behind it", async () => {
    const asks = secrecyGuard(failingOnce(await open()));

    const together = [asks(item, progress), asks(item, progress)];
    const failed = await Promise.allSettled(together);
    const later = await asks(item, progress);

    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(later).toBe(false);
  });

  it("answers a question that came while an answer failed", async () => {
    const asks = secrecyGuard(failingOnce(await open()));

    const first = asks(item, progress);
    await Promise.resolve();
    const [failed, later] = await Promise.allSettled([first, first.catch(() => asks(item, progress))]);

    expect(failed.status).toBe("rejected");
    expect(later).toEqual({ status: "fulfilled", value: false });
  });
});
