import { RunOutcome } from '../model';
import { RunOrder, RunPorts } from './ports';

/**
 * Runs one reviewed plan (semantics 5). Settles what older runs left, plans again, compares,
 * executes. Never rejects for what happens in the world: every end is an outcome. The
 * caller needs no `recoverEnvironment` before it.
 */
export async function runDeployment(
  _order: RunOrder,
  _ports: RunPorts,
): Promise<RunOutcome> {
  throw new Error('NotImplemented: first form follows within the hour');
}
