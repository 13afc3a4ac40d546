// dongbo status: where every (task, portal) pair stands. The sums match, always.
import { StandingSchema } from "../../schemas/link.ts";
import { showInstant } from "../../schemas/time.ts";
import { standings } from "../push/standing.ts";
import type { Run } from "./commands.ts";
import { answer, atOffice, say } from "./shell.ts";
import { table } from "./table.ts";

export const status: Run = async (shell) =>
  await atOffice(shell, async ({ means, mode, config }) => {
    const portals = await standings(means, Object.keys(config.portals));
    answer(shell, { mode, portals }, () =>
      [
        say(shell, `cli.mode.${mode}`),
        table(
          [
            { name: "portal", title: say(shell, "cli.column.portal") },
            ...StandingSchema.options.map((standing) => ({
              name: standing,
              title: say(shell, `standing.${standing}`),
              align: "right" as const,
            })),
            { name: "total", title: say(shell, "cli.column.total"), align: "right" },
            { name: "oldest", title: say(shell, "cli.column.oldest") },
          ],
          portals.map(({ portal, counts, total, oldest }) => ({
            portal,
            ...Object.fromEntries(
              StandingSchema.options.map((standing) => [standing, counts[standing] ?? 0]),
            ),
            total,
            oldest: oldest === null ? "–" : showInstant(oldest),
          })),
        ),
      ].join("\n"),
    );
    const waiting = portals.some(({ counts }) =>
      (["due", "sending", "uncertain", "held", "refused"] as const).some(
        (standing) => (counts[standing] ?? 0) > 0,
      ),
    );
    return waiting ? 2 : 0;
  });
