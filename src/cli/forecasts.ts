// Says before a portal is asked what will not have been sent by its cut-off.
import { forecast, warningOf, type Forecast } from "../push/forecast.ts";
import type { Lane } from "../push/lane.ts";
import { folded } from "./cut.ts";
import { tell, type Office, type Shell } from "./shell.ts";

/** The forecast of each lane; what will be late is told on standard error. */
export async function foretell(shell: Shell, office: Office, lanes: readonly Lane[]): Promise<Forecast[]> {
  const forecasts: Forecast[] = [];
  for (const { portal, facts } of lanes) {
    const cutOff = office.config.portals[portal]?.cutOff;
    if (cutOff === undefined) continue;
    const told = await forecast(office.means, { portal, facts, cutOff });
    const warning = warningOf(told, cutOff);
    if (warning !== null) shell.err(`${folded(`! ${tell(shell, warning)}`, shell)}\n`);
    forecasts.push(told);
  }
  return forecasts;
}
