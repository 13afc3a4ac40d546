// A line chart as inline SVG: shares of 0 to 1 by day, one line a name, told apart by dashes and by words. Drawn without
// styles of its own, so that the strict policy holds.
import { html } from "hono/html";
import type { Html } from "./route.ts";

export interface ChartLine {
  name: string;
  /** By the place of its day; `null`: nothing is known of that day. */
  shares: readonly (number | null)[];
}

const [width, height, left, bottom] = [720, 200, 40, 24];

export function lineChart(of: {
  title: string;
  about: string;
  days: readonly string[];
  lines: readonly ChartLine[];
}): Html {
  const across = (place: number) => left + ((width - left - 8) * place) / Math.max(1, of.days.length - 1);
  const up = (share: number) => 8 + (height - bottom - 8) * (1 - share);
  const [first, last] = [of.days[0] ?? "", of.days.at(-1) ?? ""];
  return html`<figure class="chart">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="chart-title chart-about">
      <title id="chart-title">${of.title}</title>
      <desc id="chart-about">${of.about}</desc>
      ${[0, 0.5, 1].map(
        (share) =>
          html`<line class="grid" x1="${left}" x2="${width - 8}" y1="${up(share)}" y2="${up(share)}" />
            <text x="${left - 6}" y="${up(share) + 4}" text-anchor="end">${share * 100} %</text>`,
      )}
      <text x="${left}" y="${height - 6}">${first}</text>
      <text x="${width - 8}" y="${height - 6}" text-anchor="end">${last}</text>
      ${of.lines.map(({ shares }, place) => html`<path class="line line-${place % 6}" d="${path(shares)}" />`)}
    </svg>
    <figcaption>
      ${of.lines.map(
        ({ name }, place) =>
          html`<span class="key"
            ><svg viewBox="0 0 32 8" aria-hidden="true">
              <path class="line line-${place % 6}" d="M0 4H32" />
            </svg>
            <bdi>${name}</bdi></span
          >`,
      )}
    </figcaption>
  </figure>`;

  function path(shares: ChartLine["shares"]): string {
    const points = shares.flatMap((share, place) =>
      share === null ? [] : [`${across(place).toFixed(1)} ${up(share).toFixed(1)}`],
    );
    const [start, ...rest] = points;
    if (start === undefined) return "";
    return rest.length === 0 ? `M${start}h0.1` : `M${start}L${rest.join(" ")}`;
  }
}
