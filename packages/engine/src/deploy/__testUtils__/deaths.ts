import { Plan } from '../../model';
import { TestEnvironment } from '../../testing';

/** The worker's process is gone: whatever it asks from now on, nobody answers. */
class Crash extends Error {}

/** Where a run dies, and what becomes of the call it was in. */
export interface Death {
  call: number;
  how:
    | 'never sent'
    | 'answer lost'
    /** The request was sent and arrives later, if its deadline still lets it. */
    | 'arrives late';
  /** For `arrives late`: at which call of the next run. */
  arrivesAt: number;
}

/** Runs until the given call, dies there; counts calls if it never does. */
export async function runAndDie(
  environment: TestEnvironment,
  plan: Plan,
  death: Death | undefined,
): Promise<{ calls: number; late?: { arrive: () => void; until: number } }> {
  const { cluster, database, clock } = environment;
  let calls = 0;
  let dead = false;
  let late: { arrive: () => void; until: number } | undefined;
  const before = (arrive?: () => void) => {
    if (dead) {
      throw new Crash();
    }
    calls++;
    if (death && calls === death.call && death.how !== 'answer lost') {
      dead = true;
      if (death.how === 'arrives late' && arrive) {
        late = { arrive, until: clock.now() + 15_000 };
      }
      throw new Crash();
    }
  };
  const after = () => {
    if (death && calls === death.call && death.how === 'answer lost') {
      dead = true;
      throw new Crash();
    }
  };
  cluster.before = (_verb, _ref, arrive) => before(arrive);
  cluster.after = after;
  database.before = () => before();
  database.after = after;
  environment.limits = { parallel: 1 };
  await environment.run(plan);
  cluster.before = () => {};
  cluster.after = () => {};
  database.before = () => {};
  database.after = () => {};
  return { calls, ...(late && { late }) };
}

/** A new worker takes the run over; the dead one's last request may still arrive. */
export async function takeOver(
  environment: TestEnvironment,
  plan: Plan,
  arrivesAt: number,
  late?: { arrive: () => void; until: number },
) {
  const { cluster, clock } = environment;
  let calls = 0;
  cluster.before = () => {
    if (late && calls++ === arrivesAt && clock.now() <= late.until) {
      try {
        late.arrive();
      } catch {
        // Refused by its precondition: that is what fencing is for.
      }
    }
  };
  const outcome = await environment.run(plan, { resumes: true });
  cluster.before = () => {};
  return outcome;
}
