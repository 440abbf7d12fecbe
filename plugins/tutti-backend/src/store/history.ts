import { Database, letOthersIn } from './database';

/** Deleted in one statement: others are let in between. */
const AT_ONCE = 500;

/**
 * What is told of ended deployments and may be forgotten one day. Deployments themselves stay, with
 * what a rollback to them needs.
 */
export class HistoryTable {
  constructor(private readonly db: Database) {}

  /** Of deployments that ended before `time`, and of anything else told before it. @returns how many */
  forgetEvents(time: number): Promise<number> {
    return this.#inPortions(async () => {
      const ids = await this.db('events')
        .leftJoin('deployments', 'deployments.id', 'events.deployment_id')
        // Before what ended then, something was told earlier: the oldest are looked at first.
        .where('events.at', '<', time)
        .andWhere(of =>
          of
            .whereNull('events.deployment_id')
            .orWhere('deployments.finished_at', '<', time),
        )
        .orderBy('events.id')
        .limit(AT_ONCE)
        .pluck<number[]>('events.id');
      return this.db('events').whereIn('id', ids).delete();
    });
  }

  /**
   * Plans that ran to an end before `time`, but those of each environment's last deployment and of its
   * last successes: what runs now is told by them. @returns how many
   */
  forgetPlans(time: number): Promise<number> {
    const newest = (having: { status?: string; destroys?: boolean } = {}) =>
      this.db('deployments as newer')
        .where('newer.environment_id', this.db.ref('ended.environment_id'))
        .andWhere(having)
        // Without one no number is to be spared: nothing is in a list that holds nothing known.
        .select(this.db.raw('coalesce(max(newer.number), 0)'));
    return this.#inPortions(async () => {
      const ids = await this.db('deployments as ended')
        .whereNotNull('ended.plan_id')
        .andWhere('ended.finished_at', '<', time)
        .whereNotIn('ended.number', newest())
        .whereNotIn('ended.number', newest({ status: 'succeeded' }))
        .whereNotIn(
          'ended.number',
          newest({ status: 'succeeded', destroys: false }),
        )
        .limit(AT_ONCE)
        .pluck<string[]>('ended.plan_id');
      return this.db('plans').whereIn('id', ids).delete();
    });
  }

  async #inPortions(forget: () => Promise<number>): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const more = await forget();
      forgotten += more;
      if (more < AT_ONCE) return forgotten;
      await letOthersIn();
    }
  }
}
