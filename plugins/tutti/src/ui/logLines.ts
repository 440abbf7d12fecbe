import { clockTime } from './time';

/** One line of a log, whoever said it. */
export interface SheetLine {
  /** Unique in its log. */
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  level: 'info' | 'warning' | 'error';
  /** Of the step that it is about. */
  address?: string;
  message: string;
}

/** One line as it is copied and downloaded. */
export function lineText(line: SheetLine): string {
  const place = line.address ? ` [${line.address}]` : '';
  const level = line.level === 'info' ? '' : ` ${line.level.toUpperCase()}`;
  return `${clockTime(line.at)}${level}${place} ${line.message}`;
}

/** The lines that hold a text; capitals do not matter. */
export function linesWith(lines: SheetLine[], text: string): SheetLine[] {
  const wanted = text.toLowerCase();
  return wanted
    ? lines.filter(line => lineText(line).toLowerCase().includes(wanted))
    : lines;
}
