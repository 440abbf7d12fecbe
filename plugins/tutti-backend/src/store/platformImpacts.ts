import { EnvironmentBlast } from '@tutti/plugin-tutti-common';
import { clock, Database, Milliseconds, parse } from './database';

/** Revisions: what serves, and what may serve next. */
export interface Step {
  before: string;
  after: string;
}

/** What a step changes in an environment, as long as all else is as `state` says. */
export interface StoredImpact {
  state: string;
  impact: EnvironmentBlast;
}

interface Row {
  before_revision: string;
  after_revision: string;
  environment_id: string;
  state: string;
  impact: string;
  computed_at: Milliseconds;
}

export class PlatformImpactsTable {
  constructor(private readonly db: Database) {}

  /** By the id of the environment. */
  async of({ before, after }: Step): Promise<Map<string, StoredImpact>> {
    const rows = await this.#rows().where({
      before_revision: before,
      after_revision: after,
    });
    return new Map(
      rows.map(row => [
        row.environment_id,
        { state: row.state, impact: parse<EnvironmentBlast>(row.impact) },
      ]),
    );
  }

  async save(
    { before, after }: Step,
    environmentId: string,
    { state, impact }: StoredImpact,
  ): Promise<void> {
    await this.#rows()
      .insert({
        before_revision: before,
        after_revision: after,
        environment_id: environmentId,
        state,
        impact: JSON.stringify(impact),
        computed_at: clock(this.db),
      })
      .onConflict(['before_revision', 'after_revision', 'environment_id'])
      .merge();
  }

  /** Those computed before `time`. */
  async forget(time: number): Promise<number> {
    return this.#rows().where('computed_at', '<', time).delete();
  }

  #rows() {
    return this.db<Row>('platform_impacts');
  }
}
