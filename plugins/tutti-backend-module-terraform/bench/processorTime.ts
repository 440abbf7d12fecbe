import { readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/** Seconds that this process, its threads and all processes that it began and that ended have used. */
export async function processorTime(): Promise<number> {
  const text = await readFile('/proc/self/stat', 'utf8');
  // The name before may hold anything: fields are counted from its end.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, ofChildren, inChildren] = fields
    .slice(11, 15)
    .map(Number);
  return (user + system + ofChildren + inChildren) / TICKS_PER_SECOND;
}
