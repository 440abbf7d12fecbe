import { Plan, RunOutcome } from '../../model';
import { TestEnvironment } from '../../testing';
import { environmentOf, World } from './World';

/** What became of a world: planned, run, planned and run once more. */
export interface Life {
  world: World;
  environment: TestEnvironment;
  plan: Plan;
  outcome: RunOutcome;
  again: Plan;
  outcomeAgain: RunOutcome;
  /** What the first run wrote to the cluster, and the second. */
  writes: string[];
  writesAgain: string[];
}

/** @throws Error with the problems, when the world cannot be planned */
export async function live(world: World): Promise<Life> {
  const environment = environmentOf(world);
  const { cluster } = environment;
  const plan = await environment.plan();
  const outcome = await environment.run(plan);
  const writes = [...cluster.writes];
  const again = await environment.plan();
  const outcomeAgain = await environment.run(again);
  const writesAgain = cluster.writes.slice(writes.length);
  return {
    world,
    environment,
    plan,
    outcome,
    again,
    outcomeAgain,
    writes,
    writesAgain,
  };
}
