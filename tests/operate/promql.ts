// Reads from a PromQL expression which metrics it asks, by which labels it selects them, and by which it groups. Enough for our
// dashboard and rules; no evaluation.
export interface Asked {
  metrics: { name: string; labels: string[] }[];
  grouped: string[];
}

const keywords = /^(by|without|on|ignoring|and|or|unless|bool|offset|group_left|group_right|inf|nan)$/i;

/** What one expression asks for. Variables of Grafana (`$portal`, `[$__rate_interval]`) may stand in it. */
export function askedBy(expression: string): Asked {
  const plain = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/\[[^\]]*\]/g, "");
  const grouped: string[] = [];
  const rest = plain.replaceAll(
    /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/gi,
    (_, list: string) => {
      grouped.push(
        ...list
          .split(",")
          .map((label) => label.trim())
          .filter((label) => label !== ""),
      );
      return " ";
    },
  );
  const metrics = [...rest.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g)].flatMap(
    ([, name = "", after]) => {
      if (after === "(" || keywords.test(name)) return [];
      return [
        {
          name,
          labels: [...(after ?? "").matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label),
        },
      ];
    },
  );
  return { metrics, grouped };
}
