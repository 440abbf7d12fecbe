import { Clock, Driver, RunStore, Target } from '../model';

export interface RecoverPorts {
  store: RunStore;
  target: Target;
  drivers: Record<string, Driver>;
  clock: Clock;
  signal: AbortSignal;
}

export type Recovery =
  | { status: 'settled'; intents: number }
  /** A driver cannot say how its operation ended: blocks until a person unlocks. */
  | { status: 'unknown'; message: string };

/**
 * Takes over after an older run (semantics 5, "Takeover"). Called by `runDeployment`; alone
 * only where an environment is to be settled without a run.
 *
 * @throws FenceLost, TargetError
 */
export async function recoverEnvironment(
  _ports: RecoverPorts,
): Promise<Recovery> {
  throw new Error('NotImplemented: first form follows within the hour');
}
