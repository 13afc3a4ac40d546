// A comparison for people, at most 100 letters wide: sums, then by agency the tasks that differ, each field in one line
// with the register and the portals in columns.
import type { FieldValue } from "../../schemas/field.ts";
import type { AgencySum, Comparison, PortalSum } from "../push/comparison.ts";
import type { FieldComparison, Sighting, TaskComparison } from "../push/disagreement.ts";
import { sightings } from "../push/disagreement.ts";
import { cut, cutAlike, oneLine, valueLine } from "./cut.ts";
import { fieldWord, say, tell, type Shell } from "./shell.ts";

const width = 100;
const gap = "  ";
/** A column narrower than this says nothing any more; then the line becomes longer. */
const narrowest = 10;

/** The whole text, without a line break at its end. */
export function comparisonInText(shell: Shell, made: Comparison): string {
  const { sums, agencies } = made;
  const byLead = Map.groupBy(made.tasks, ({ lead }) => lead);
  const shownAgencies = agencies.filter(({ lead, disagreeing }) => disagreeing > 0 || byLead.has(lead));
  const quiet = agencies.filter((agency) => !shownAgencies.includes(agency));
  const lines = [
    say(shell, "compare.sums", sums),
    ...portalLines(shell, made.portals),
    ...shownAgencies.flatMap((agency) => ["", ...agencyLines(shell, made, agency)]),
  ];
  const closing = [
    ...(quiet.length === 0 ? [] : [say(shell, "compare.agencies_agreeing", totalOf(quiet))]),
    ...(made.unlisted === 0 ? [] : [say(shell, "compare.unlisted", unlistedOf(made))]),
    ...(made.tasks.some(hasDifference) ? [say(shell, "compare.marks")] : []),
  ];
  return [...lines, ...(closing.length === 0 ? [] : ["", ...closing])].join("\n");
}

function totalOf(agencies: readonly AgencySum[]): { agencies: number; tasks: number } {
  return { agencies: agencies.length, tasks: agencies.reduce((sum, { tasks }) => sum + tasks, 0) };
}

function unlistedOf({ unlisted, tasks }: Comparison): { unlisted: number; more: number } {
  return { unlisted, more: unlisted + tasks.length };
}

function hasDifference({ fields: compared }: TaskComparison): boolean {
  return compared.some(({ agree }) => !agree);
}

/** One line for each portal: how many tasks it shows, and why it shows the others not. */
function portalLines(shell: Shell, portals: readonly PortalSum[]): string[] {
  const longest = Math.max(0, ...portals.map(({ portal }) => portal.length));
  return portals.flatMap(({ portal, counts, problem }) => {
    const present = sightings.filter((sighting) => counts[sighting] > 0);
    const parts = present.map((sighting) => `${counts[sighting]} ${say(shell, `sighting.${sighting}`)}`);
    const line = `${gap}${portal.padEnd(longest)}${gap}${parts.join(" · ")}`.trimEnd();
    return problem === null ? [line] : [line, `${gap}✗ ${tell(shell, problem)}`];
  });
}

function agencyLines(shell: Shell, made: Comparison, agency: AgencySum): string[] {
  const lead = agency.lead ?? say(shell, "compare.no_lead");
  const heading = say(shell, "compare.agency", { ...agency, lead: oneLine(lead) });
  const own = made.tasks.filter((task) => task.lead === agency.lead);
  const portals = made.portals.map(({ portal }) => portal);
  const columns = columnsOf(shell, own, portals);
  return [
    heading,
    ...(own.some(hasDifference) ? [columns.head] : []),
    ...own.flatMap((task) => taskLines(shell, task, columns)),
  ];
}

function taskLines(shell: Shell, task: TaskComparison, columns: Columns): string[] {
  if (task.title === null) return [`${gap}${task.code}${gap}(${say(shell, "compare.stays_home")})`];
  const time = task.timeliness === null ? "" : `(${say(shell, `timeliness.${task.timeliness}`)})`;
  const sign = task.outcome === "differs" ? "" : task.outcome === "agrees" ? "✓ " : "– ";
  const start = `${gap}${sign}${task.code}${gap}`;
  const title = cut(oneLine(task.title), width - start.length - time.length - 1);
  const hidden = task.portals.filter(({ sighting }) => !isVisible(sighting));
  return [
    `${start}${title} ${time}`.trimEnd(),
    ...task.fields.filter(({ agree }) => !agree).map((field) => columns.line(field)),
    ...(hidden.length === 0 ? [] : [`${gap}${gap}${hidden.map((one) => stateOf(shell, one)).join(" · ")}`]),
  ];
}

function isVisible(sighting: Sighting): boolean {
  return sighting === "shown" || sighting === "unknown_word";
}

function stateOf(shell: Shell, { portal, sighting, words }: TaskComparison["portals"][number]): string {
  const state = say(shell, `sighting.${sighting}`);
  if (words === null) return say(shell, "compare.state", { portal, state });
  return say(shell, "compare.state_words", { portal, state, words: cut(oneLine(words), width / 2) });
}

interface Columns {
  head: string;
  line(field: FieldComparison): string;
}

/** Columns of one agency: as wide as their content, and together no wider than a line. */
function columnsOf(shell: Shell, tasks: readonly TaskComparison[], portals: readonly string[]): Columns {
  const differing = tasks.flatMap((task) => task.fields.filter(({ agree }) => !agree));
  const nameOf = ({ field }: FieldComparison) => fieldWord(field, shell.language);
  const [first = 0] = widthsOf(differing.map((field) => [nameOf(field)]));
  const headings = [say(shell, "compare.register"), ...portals];
  const rows = (widest: number) => [
    headings.map((heading) => cut(heading, widest)),
    ...differing.map((field) => cellsOf(shell, field, { portals, widest })),
  ];
  const room = width - 2 * gap.length - first - gap.length * headings.length;
  const widest = widestOf(widthsOf(rows(room)), room);
  const widths = widthsOf(rows(widest));
  const lined = (name: string, cells: readonly string[]) => {
    const padded = [name.padEnd(first), ...cells.map((cell, at) => cell.padEnd(widths[at] ?? 0))];
    return `${gap}${gap}${padded.join(gap)}`.trimEnd();
  };
  return {
    head: lined(
      "",
      headings.map((heading) => cut(heading, widest)),
    ),
    line: (field) => lined(nameOf(field), cellsOf(shell, field, { portals, widest })),
  };
}

/** The width of each column. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return widths;
}

/** How wide a column may be so that all fit into the room: narrow ones leave theirs to the others. */
function widestOf(widths: readonly number[], room: number): number {
  let left = room;
  for (const [at, own] of widths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (widths.length - at));
    if (own > share) return Math.max(narrowest, share);
    left -= own;
  }
  return room;
}

/** The register's value and each portal's, marked by who stands with whom. */
function cellsOf(
  shell: Shell,
  field: FieldComparison,
  { portals, widest }: { portals: readonly string[]; widest: number },
): string[] {
  const worded = (value: FieldValue) => valueLine(field.field, value, shell.language);
  const register = worded(field.register);
  const shown = portals.filter((portal) => portal in field.portals);
  const values = [register, ...shown.map((portal) => worded(field.portals[portal] ?? null))];
  const marks = shown.map((portal, at) => markOf(field, portal, values[at + 1] === register));
  const [longest = 0] = widthsOf(marks.map((mark) => [mark]));
  const [ours = "", ...theirs] = cutAlike(values, widest - longest);
  return [
    ours,
    ...portals.map((portal) => {
      const word = field.unknownWords[portal];
      if (word !== undefined) return `? ${cut(`“${oneLine(word)}”`, widest - 2)}`;
      const at = shown.indexOf(portal);
      return at === -1 ? "·" : `${marks[at] ?? ""}${theirs[at] ?? ""}`;
    }),
  ];
}

/** Nothing beside the register's own value, "= " where another counts as it, "≠ " or "≠2 " by the camp elsewhere. */
function markOf({ camps }: FieldComparison, portal: string, readsAlike: boolean): string {
  const others = camps.filter(({ register }) => !register);
  const at = others.findIndex((camp) => camp.portals.includes(portal));
  if (at === -1) return readsAlike ? "" : "= ";
  return others.length === 1 ? "≠ " : `≠${at + 1} `;
}
