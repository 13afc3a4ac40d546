// Every page and every act of the console, one list: whoever may open what is read from here, by the frame and by tests.
import type { Route } from "./route.ts";
import { routes as home } from "./pages/home.ts";

export const routes: readonly Route[] = [...home];
