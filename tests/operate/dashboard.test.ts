// The dashboard and the alert rules ask only for what a scrape really gives.
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { textOf } from "../house/project-files.ts";
import type { Exposed } from "../telemetry/exposition.ts";
import { everyMetric } from "./every-metric.ts";
import { askedBy } from "./promql.ts";

/** What Prometheus adds to every sample by itself. */
const added = ["instance", "job"];

interface Panel {
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; legendFormat: string }[];
}

const dashboard = JSON.parse(textOf("src/operate/grafana-dashboard.json")) as {
  panels: Panel[];
  templating: { list: { name: string; definition?: string }[] };
};
const rules = (
  parse(textOf("src/operate/alerts.yaml")) as {
    groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  }
).groups.flatMap((group) => group.rules);

const targets = dashboard.panels.flatMap(({ title, targets: own = [] }) =>
  own.map(({ expr, legendFormat }) => ({ title, expr, labels: namedIn(legendFormat, /\{\{(\w+)\}\}/g) })),
);
const asked = [
  ...targets,
  ...rules.map(({ alert, expr, annotations }) => ({
    title: alert,
    expr,
    labels: namedIn(Object.values(annotations).join(" "), /\$labels\.(\w+)/g),
  })),
];

let given: Exposed;
beforeAll(async () => {
  given = await everyMetric();
});

function namedIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

function labelsOf(name: string): Set<string> {
  return new Set([
    ...added,
    ...given.samples.filter((one) => one.name === name).flatMap(({ labels }) => Object.keys(labels)),
  ]);
}

test("every metric that is asked for is given, with the labels by which it is asked for", () => {
  const wrong = asked.flatMap(({ title, expr }) => {
    const { metrics, grouped } = askedBy(expr);
    const known = new Set(metrics.flatMap(({ name }) => [...labelsOf(name)]));
    return [
      ...(metrics.length === 0 ? [`${title}: asks for nothing`] : []),
      ...metrics
        .filter(({ name }) => !given.samples.some((one) => one.name === name))
        .map(({ name }) => `${title}: no metric ${name}`),
      ...metrics.flatMap(({ name, labels }) =>
        labels
          .filter((label) => !labelsOf(name).has(label))
          .map((label) => `${title}: ${name} has no ${label}`),
      ),
      ...grouped.filter((label) => !known.has(label)).map((label) => `${title}: nothing has ${label}`),
    ];
  });

  expect(asked.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});

test("a legend or a summary names only labels that its expression leaves", () => {
  const wrong = asked.flatMap(({ title, expr, labels }) => {
    const { grouped, metrics } = askedBy(expr);
    const left =
      grouped.length > 0 ? new Set(grouped) : new Set(metrics.flatMap(({ name }) => [...labelsOf(name)]));
    return labels.filter((label) => !left.has(label)).map((label) => `${title}: ${label}`);
  });

  expect(wrong).toEqual([]);
});

test("a metric or a label that nobody gives is caught", () => {
  expect(
    askedBy('sum by (portal) (rate(dongbo_x_total{kind="read"}[5m])) / on (portal) dongbo_y > 0'),
  ).toEqual({
    metrics: [
      { name: "dongbo_x_total", labels: ["kind"] },
      { name: "dongbo_y", labels: [] },
    ],
    grouped: ["portal", "portal"],
  });
});

test("every metric of our own is on the dashboard", () => {
  const shown = new Set(targets.flatMap(({ expr }) => askedBy(expr).metrics.map(({ name }) => name)));
  const own = [...given.types.keys()].filter(
    (name) => name.startsWith("dongbo_") && given.types.get(name) !== "histogram",
  );
  const hidden = own.filter((name) => !shown.has(name) && !/_(sum|count|bucket)$/.test(name));

  expect(hidden).toEqual([]);
});

test("every metric there is has a sample where everything happens, or the checks above would be blind", () => {
  const own = [...given.types.keys()].filter(
    (name) => name.startsWith("dongbo_") && given.types.get(name) !== "histogram",
  );

  expect(own.filter((name) => !given.samples.some((one) => one.name === name))).toEqual([]);
});

test("no two panels lie over each other", () => {
  const places = dashboard.panels.flatMap(({ title, gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => ({ title, at: `${x + (at % w)},${y + Math.floor(at / w)}` })),
  );
  const twice = [...Map.groupBy(places, ({ at }) => at).values()].filter((there) => there.length > 1);

  expect(twice.map((there) => there.map(({ title }) => title))).toEqual([]);
});
