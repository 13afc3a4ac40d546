// Says before a portal is asked what will not have been sent by its cut-off, and whose session ends before.
import { forecast, warningOf, type Forecast } from "../push/forecast.ts";
import { outlook } from "../push/outlook.ts";
import type { Lane } from "../push/lane.ts";
import { folded } from "./cut.ts";
import { tell, type Office, type Shell } from "./shell.ts";

/** The forecast of each lane; what will be late, and a session that ends too early, is told on standard error. */
export async function foretell(shell: Shell, office: Office, lanes: readonly Lane[]): Promise<Forecast[]> {
  const forecasts: Forecast[] = [];
  for (const { portal, facts, signIn } of lanes) {
    const cutOff = office.config.portals[portal]?.cutOff;
    if (cutOff === undefined) continue;
    const told = await forecast(office.means, { portal, facts, cutOff, calendar: office.calendar });
    const warning = warningOf(told, cutOff);
    if (warning !== null) shell.err(`${folded(`! ${tell(shell, warning)}`, shell)}\n`);
    // That nobody is signed in is what the run itself says.
    const ahead = signIn === undefined ? null : await outlook(office.means, { signIn, told, cutOff });
    if (ahead?.session && ahead.told) shell.err(`${folded(`! ${tell(shell, ahead.told)}`, shell)}\n`);
    forecasts.push(told);
  }
  return forecasts;
}

/** The outlook of a lane; `null` where its adapter signs in by itself. */
export async function outlookOf(office: Office, lane: Pick<Lane, "portal" | "facts" | "signIn">) {
  const { portal, facts, signIn } = lane;
  const cutOff = office.config.portals[portal]?.cutOff;
  if (signIn === undefined || cutOff === undefined) return null;
  const told = await forecast(office.means, { portal, facts, cutOff, calendar: office.calendar });
  return await outlook(office.means, { signIn, told, cutOff });
}
