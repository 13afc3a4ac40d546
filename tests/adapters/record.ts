// Records every adapter's conversation with its portal's imitation anew: npm run record. What the adapter made of the
// answers stands beside it; both are read before they are committed, as they say what changed.
import { writeFile } from "node:fs/promises";
import { portals } from "../../adapters/all.ts";
import { writeRecording } from "../../schemas/recording.ts";
import { recorded } from "./conversation.ts";

for (const portal of portals.filter(({ simulator }) => simulator !== undefined)) {
  const { recording, seen } = await recorded(portal);
  const file = (ending: string) => new URL(`recordings/${portal.name}.${ending}`, import.meta.url);
  await writeFile(file("jsonl"), writeRecording(recording));
  await writeFile(file("seen.json"), `${JSON.stringify(seen, null, 2)}\n`);
}
