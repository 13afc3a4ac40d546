// Every page and every act of the console, one list: whoever may open what is read from here, by the frame and by tests.
import type { Route } from "./route.ts";
import { routes as calendar } from "./pages/calendar.ts";
import { routes as conflicts } from "./pages/conflicts.ts";
import { routes as ledgerEntries } from "./pages/ledger-entry.ts";
import { routes as ledger } from "./pages/ledger.ts";
import { routes as overrides } from "./pages/overrides.ts";
import { routes as overview } from "./pages/overview.ts";
import { routes as plan } from "./pages/plan.ts";
import { routes as plans } from "./pages/plans.ts";
import { routes as portals } from "./pages/portals.ts";
import { routes as progress } from "./pages/progress.ts";
import { routes as rules } from "./pages/rules.ts";
import { routes as runProgress } from "./pages/run-progress.ts";
import { routes as runs } from "./pages/runs.ts";
import { routes as schedules } from "./pages/schedules.ts";
import { routes as statusWords } from "./pages/status-words.ts";
import { routes as taskFiles } from "./pages/task-files.ts";
import { routes as taskLook } from "./pages/task-look.ts";
import { routes as task } from "./pages/task.ts";
import { routes as tasks } from "./pages/tasks.ts";
import { routes as units } from "./pages/units.ts";
import { routes as users } from "./pages/users.ts";

export const routes: readonly Route[] = [
  ...overview,
  ...tasks,
  ...task,
  ...taskLook,
  ...taskFiles,
  ...progress,
  ...conflicts,
  ...rules,
  ...plans,
  ...plan,
  ...overrides,
  ...runs,
  ...runProgress,
  ...ledger,
  ...ledgerEntries,
  ...statusWords,
  ...portals,
  ...schedules,
  ...calendar,
  ...units,
  ...users,
];
