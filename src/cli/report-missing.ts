// dongbo report missing | unchanged: who has not reported, and reporting that nothing has changed.
import { UserError } from "../../schemas/errors.ts";
import { phrase } from "../../schemas/phrase.ts";
import type { MissingLine } from "../../schemas/report.ts";
import { periodNames, type PeriodName } from "../../schemas/snapshot.ts";
import { showInstant, type Instant } from "../../schemas/time.ts";
import { reportUnchanged } from "../register/unchanged.ts";
import { cutOffsOf } from "../report/cut-offs.ts";
import { asOf, missingIn, ofSnapshot, snapshotFor } from "../report/gather.ts";
import type { Run } from "./commands.ts";
import { folded } from "./cut.ts";
import { freezeFirst, momentAsked } from "./report.ts";
import { answer, atOffice, say, type Office, type Shell } from "./shell.ts";
import { typed } from "./typed.ts";

interface Wish {
  period: PeriodName;
  at: Instant;
  /** As frozen at the last cut-off, or at exactly `at`. */
  frozen: "last" | "at" | null;
}

interface Told {
  period: PeriodName;
  since: Instant;
  asOf: Instant;
  /** By when reports of this period are owed. */
  due: Instant;
  /** Of the frozen figures. */
  digest: string | null;
  units: MissingLine[];
}

export const missing: Run = async (shell, call) => {
  const option = typed(call);
  const period = option.choice("period", periodNames) ?? "weekly";
  const asked = option.instant("asOf");
  option.check();
  return await atOffice(shell, async (office) => {
    const now = office.means.now();
    const at = momentAsked(asked, now) ?? now;
    const isLast = call.options["frozen"] === true;
    await freezeFirst(office);
    const told = await tell(shell, office, { period, at, frozen: isLast ? "last" : asked ? "at" : null });
    answer(shell, told, () => inText(shell, told));
    return told.units.length === 0 ? 0 : 2;
  });
};

async function tell(
  shell: Shell,
  { means, config, calendar }: Office,
  { period, at, frozen }: Wish,
): Promise<Told> {
  const cutOffs = cutOffsOf(config.reports, calendar);
  return await means.store.snapshot(async (tx) => {
    const cutOff = frozen === "at" ? at : undefined;
    const snapshot = frozen === null ? null : await snapshotFor(tx, { period, cutOff });
    if (snapshot !== null) {
      const units = missingIn(await ofSnapshot(tx, snapshot), snapshot.cutOff);
      const { since, digest } = snapshot;
      return { period, since, asOf: snapshot.cutOff, due: snapshot.cutOff, digest, units };
    }
    const [since, due] = [cutOffs.atOrBefore(period, at), cutOffs.after(period, at)];
    if (frozen === "last") {
      const values = { period: say(shell, `report.${period}`), next: showInstant(due), now: showInstant(at) };
      throw new UserError([phrase("report.none_frozen", values)]);
    }
    const units = missingIn(await asOf(tx, { period, since, cutOff: at }), due);
    return { period, since, asOf: at, due, digest: null, units };
  });
}

function inText(shell: Shell, { period, asOf: at, due, digest, units }: Told): string {
  const told = { period: say(shell, `report.${period}`), at: showInstant(at), next: showInstant(due) };
  const head =
    digest === null
      ? say(shell, "missing.running", told)
      : say(shell, "missing.frozen", { ...told, digest: digest.slice(0, 16) });
  if (units.length === 0) return `${head}\n${say(shell, "missing.none")}`;
  const lines = units.map(({ unit, missing: codes, ...counts }) =>
    say(shell, "missing.unit", {
      unit: unit ?? say(shell, "report.no_unit"),
      ...counts,
      count: codes.length,
      codes: codes.join(", "),
    }),
  );
  return [head, ...lines.map((line) => folded(`  ${line}`, shell))].join("\n");
}

export const unchanged: Run = async (shell, call) => {
  const unit = typed(call).text("unit");
  const [named] = call.words;
  const codes = Array.isArray(named) ? named.map((code) => code.normalize("NFC")) : [];
  if ((codes.length === 0) === (unit === undefined)) throw new UserError([phrase("report.which")]);
  return await atOffice(shell, async ({ means, provenance }) => {
    const said = { ...(unit === undefined ? { codes } : { lead: unit }), provenance: provenance() };
    const noted = await means.store.transaction(async (tx) => await reportUnchanged(tx, said));
    answer(shell, { unchanged: noted }, () =>
      noted.length === 0
        ? say(shell, "report.unchanged_none")
        : say(shell, "report.unchanged_done", { count: noted.length, codes: noted.join(", ") }),
    );
    return 0;
  });
};
