import { Result, RunOutcome, succeed } from '@tutti/engine';
import { WrittenPlan } from '../plans';
import { Decided, EngineThreads, Jobs } from '../threads';

/**
 * What a plan was presented from, in the thread that drew it: the run that follows at once goes on with it.
 * Whoever has one ends it, by `run` or by `forget`: until then it takes up its thread.
 */
export class Drawing {
  private constructor(
    private readonly job: Promise<RunOutcome | undefined>,
    private readonly decide: (decided?: Decided) => void,
  ) {}

  /** @throws as `EngineThreads.run` */
  static async make(
    engine: EngineThreads,
    ask: Jobs['plan']['ask'],
  ): Promise<Result<{ written: WrittenPlan; drawing: Drawing }>> {
    let decide: (decided?: Decided) => void = () => {};
    const decided = new Promise<Decided | undefined>(resolve => {
      decide = resolve;
    });
    let tell: (plan: Result<WrittenPlan>) => void = () => {};
    const planned = new Promise<Result<WrittenPlan>>(resolve => {
      tell = resolve;
    });
    const job = engine.run('planAndRun', {
      ...ask,
      planned: async plan => tell(plan),
      decided: () => decided,
    });
    // Once it is planned nobody may be waiting when its thread ends.
    job.catch(() => {});
    const plan = await Promise.race([planned, job.then(() => planned)]);
    return plan.ok
      ? succeed(
          { written: plan.value, drawing: new Drawing(job, decide) },
          plan.problems,
        )
      : plan;
  }

  /** @throws as `EngineThreads.run` */
  async run(decided: Decided): Promise<RunOutcome> {
    this.decide(decided);
    const outcome = await this.job;
    if (!outcome) {
      throw new Error('What was forgotten cannot run');
    }
    return outcome;
  }

  /** Holds it while somebody decides; forgets it unless it runs then. */
  async hold<Decision>(
    decide: () => Promise<Decision>,
    runs: (decision: Decision) => boolean,
  ): Promise<Decision> {
    let isKept = false;
    try {
      const decision = await decide();
      isKept = runs(decision);
      return decision;
    } finally {
      if (!isKept) {
        this.forget();
      }
    }
  }

  /** It is not run, or has been: then this does nothing. */
  forget(): void {
    this.decide();
  }
}
