import { clockTime } from '../../ui/time';
import type { LogLine } from './runEvents';

/** One line as it is copied and downloaded. */
export function logText(line: LogLine): string {
  const place = line.address ? ` [${line.address}]` : '';
  const level = line.level === 'info' ? '' : ` ${line.level.toUpperCase()}`;
  return `${clockTime(line.at)}${level}${place} ${line.message}`;
}

/** The lines of one step, or of all, that hold a text; capitals do not matter. */
export function linesOf(
  lines: LogLine[],
  filter: { step: string; text: string },
): LogLine[] {
  const wanted = filter.text.toLowerCase();
  return lines.filter(
    line =>
      (!filter.step || line.address === filter.step) &&
      (!wanted || logText(line).toLowerCase().includes(wanted)),
  );
}
