import { distance, compareText } from '../model';
/** The `count` texts that are the fewest slips away from `text`, ties in alphabetical order. */
export function nearestTexts(
  text: string,
  among: string[],
  count: number,
): string[] {
  return among
    .map(candidate => ({ candidate, slips: distance(text, candidate) }))
    .sort((a, b) => a.slips - b.slips || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
