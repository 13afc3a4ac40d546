// The moments of a cron expression, by cron-parser. Asked for again and again over the same days, so what was counted
// once is kept.
import { CronExpressionParser } from "cron-parser";

/** How much is counted at a time. */
const pieceMs = 8 * 86_400_000;
/** Pieces kept; when there are more, counting begins anew. */
const keptPieces = 20_000;

const pieces = new Map<string, number[]>();

/** All moments (milliseconds since 1970) after one and up to and with another, in order. */
export function momentsBetween(cron: string, timeZone: string, after: number, until: number): number[] {
  const found: number[] = [];
  for (let piece = Math.floor((after + 1) / pieceMs); piece * pieceMs <= until; piece += 1) {
    const moments = momentsOf(cron, timeZone, piece);
    for (let place = firstAfter(moments, after); place < moments.length; place += 1) {
      const moment = moments[place];
      if (moment === undefined || moment > until) return found;
      found.push(moment);
    }
  }
  return found;
}

/** The place of the first of some moments in order that comes after another. */
function firstAfter(moments: readonly number[], after: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? Infinity) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

function momentsOf(cron: string, timeZone: string, piece: number): number[] {
  const key = `${timeZone} ${piece} ${cron}`;
  const known = pieces.get(key);
  if (known !== undefined) return known;
  const [from, to] = [piece * pieceMs, (piece + 1) * pieceMs];
  const moments: number[] = [];
  const expression = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: new Date(from - 1) });
  for (let moment = expression.next().getTime(); moment < to; moment = expression.next().getTime()) {
    if (moment >= from && moment !== moments.at(-1)) moments.push(moment);
  }
  if (pieces.size >= keptPieces) pieces.clear();
  pieces.set(key, moments);
  return moments;
}
