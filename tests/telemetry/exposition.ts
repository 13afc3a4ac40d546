// Reads the text format of Prometheus back, for tests: names with their types, samples with their labels.
export interface Exposed {
  /** Name of each metric -> its type; a histogram's three series are named as well. */
  types: Map<string, string>;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

/** Throws for a line that is none of the format. */
export function exposed(text: string): Exposed {
  const types = new Map<string, string>();
  const samples: Exposed["samples"] = [];
  for (const line of text.split("\n").filter((one) => one !== "" && !one.startsWith("# HELP"))) {
    const typed = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (typed !== null) types.set(typed[1] ?? "", typed[2] ?? "");
    else samples.push(sample(line));
  }
  for (const [name, type] of types) {
    if (type !== "histogram") continue;
    for (const end of ["bucket", "sum", "count"]) types.set(`${name}_${end}`, "series of a histogram");
  }
  return { types, samples };
}

function sample(line: string): Exposed["samples"][number] {
  const read = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (read === null) throw new Error(`no line of the format: ${line}`);
  const [, name = "", inside = "", value] = read;
  const labels = [...inside.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
  return { name, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(value) };
}

/** The value of one sample whose labels are at least these; undefined when there is none. */
export function valueOf(
  { samples }: Exposed,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  return samples.find(
    (one) => one.name === name && Object.entries(labels).every(([label, text]) => one.labels[label] === text),
  )?.value;
}
