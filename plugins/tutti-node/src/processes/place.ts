import { createHash } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the process of one operation is looked after. Plain JSON: a driver's checkpoint keeps it. */
export interface ProcessPlace {
  /** Only this machine knows how it went. */
  host: string;
  /** Of this process alone, mode 0700. */
  folder: string;
}

export function placeHere(folder: string): ProcessPlace {
  return { host: hostname(), folder };
}

export function isHere({ host }: ProcessPlace): boolean {
  return host === hostname();
}

/** What both streams of the program said, as it came. */
export function logFile(folder: string): string {
  return join(folder, 'output.log');
}

/** There from just before the program is started. */
export function beginFile(folder: string): string {
  return join(folder, 'begin.json');
}

/** There once the program has ended. */
export function endFile(folder: string): string {
  return join(folder, 'end.json');
}

/** Paths of sockets are short on every system, those of folders are not. */
export function socketFile(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 20);
  return join(tmpdir(), `tutti-${name}.sock`);
}
