import { existsSync } from 'node:fs';
import { ProcessEnd } from './order';
import { beginFile, isHere, ProcessPlace } from './place';
import { readEnd, SupervisedProcess, tellOutput } from './SupervisedProcess';

/** What is known of a program that another backend began. */
export type RecoveredProcess =
  | { state: 'finished'; end: ProcessEnd }
  | { state: 'running'; process: SupervisedProcess }
  | { state: 'notStarted' }
  /** `why`: a sentence for people. */
  | { state: 'unknown'; why: string };

/**
 * Whoever takes over asks here first (docs/reference/semantics.md, Deploy). What another machine ran is
 * not known, and neither is what a supervisor left that was ended by force.
 *
 * @param onOutput - told what the program has said from its begin, and what it says
 */
export async function recoverProcess(
  place: ProcessPlace,
  onOutput?: (text: string) => void,
): Promise<RecoveredProcess> {
  const { host, folder } = place;
  if (!isHere(place)) {
    return {
      state: 'unknown',
      why: `It was begun on ${host}, and only that machine knows how it went.`,
    };
  }
  if (!existsSync(folder)) {
    return { state: 'unknown', why: `Its folder ${folder} is gone.` };
  }
  const process = await SupervisedProcess.attach(folder, onOutput);
  if (process) return { state: 'running', process };
  const end = await readEnd(folder);
  if (end) {
    if (onOutput) await tellOutput(folder, onOutput);
    return { state: 'finished', end };
  }
  return existsSync(beginFile(folder))
    ? {
        state: 'unknown',
        why: `Its supervisor on ${host} was ended before it could say how it went.`,
      }
    : { state: 'notStarted' };
}
