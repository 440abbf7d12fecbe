import { readdir, readFile } from 'node:fs/promises';

/** Of Linux, everywhere: a hundredth of a second. */
const TICK_MS = 10;

/** Processor time so far, milliseconds, by the name of the program. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** What this process, what it has started, and what of that has ended have used. Linux only; empty elsewhere. */
export async function processorTime(): Promise<ProcessorTime> {
  const times = new Map<string, number>();
  const names = await readdir('/proc').catch(() => []);
  for (const name of names.filter(each => /^[0-9]+$/.test(each))) {
    // It may have ended just now.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const [, program = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
    const fields = rest.split(' ').map(Number);
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
    if (Number(name) === process.pid) {
      times.set('self', (user + system) * TICK_MS);
      times.set('ended', (endedUser + endedSystem) * TICK_MS);
    } else if (fields[1] === process.pid) {
      times.set(program, (user + system) * TICK_MS);
    }
  }
  return times;
}

/** What was used between two looks, milliseconds; `ended` is what ended in between. */
export function usedBetween(
  before: ProcessorTime,
  after: ProcessorTime,
): Record<string, number> {
  return Object.fromEntries(
    [...after].map(([name, time]) => [name, time - (before.get(name) ?? 0)]),
  );
}
