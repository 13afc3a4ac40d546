// Every page and every act of the console, one list: whoever may open what is read from here, by the frame and by tests.
import type { Route } from "./route.ts";
import { routes as calendar } from "./pages/calendar.ts";
import { routes as conflicts } from "./pages/conflicts.ts";
import { routes as home } from "./pages/home.ts";
import { routes as overrides } from "./pages/overrides.ts";
import { routes as plan } from "./pages/plan.ts";
import { routes as plans } from "./pages/plans.ts";
import { routes as portals } from "./pages/portals.ts";
import { routes as progress } from "./pages/progress.ts";
import { routes as rules } from "./pages/rules.ts";
import { routes as schedules } from "./pages/schedules.ts";
import { routes as statusWords } from "./pages/status-words.ts";
import { routes as units } from "./pages/units.ts";
import { routes as users } from "./pages/users.ts";

export const routes: readonly Route[] = [
  ...home,
  ...conflicts,
  ...rules,
  ...plans,
  ...plan,
  ...overrides,
  ...statusWords,
  ...portals,
  ...schedules,
  ...calendar,
  ...units,
  ...progress,
  ...users,
];
