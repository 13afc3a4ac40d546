// What the console asks of whoever keeps people and their sessions.
import type { Person } from "../../schemas/person.ts";
import type { Instant } from "../../schemas/time.ts";

export interface Recognised {
  person: Person;
  /** Names the session and is no secret of it. */
  session: string;
  /** Set-Cookie lines for the answer. */
  cookies: readonly string[];
}

export type SignedIn =
  | { cookies: readonly string[] }
  | { refused: "wrong" }
  /** Too many tries under this name or from this address. */
  | { refused: "too_many"; until: Instant };

/** Where a browser is sent next, and with which cookies. */
export interface Sent {
  to: string;
  cookies: readonly string[];
}

/** The office's own sign-in. Whoever comes back from it is a person that we know, or is not let in. */
export interface OfficeSignIn {
  /** Sends a browser there; it comes back to `back`. */
  begin(back: string): Promise<Sent>;
  /** What a browser brings back. */
  end(of: { query: string; cookies: string }): Promise<Sent>;
}

export interface SignInDesk {
  /** `null`: there is none. */
  office: OfficeSignIn | null;
  /** Whether there is anybody who could sign in. */
  isEmpty(): Promise<boolean>;
  /** `address`: of the machine that asks. */
  signIn(of: { name: string; password: string; address: string }): Promise<SignedIn>;
  /** Whose session the cookies of a request name; `null`: nobody's. */
  recognise(cookies: string): Promise<Recognised | null>;
  /** Ends the session; Set-Cookie lines for the answer. */
  signOut(cookies: string): Promise<readonly string[]>;
}
