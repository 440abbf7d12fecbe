import { PromotionWave } from '@tutti/engine';
import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { Database, Milliseconds, optional, parse } from './database';

/** A release that goes to all environments of a type, wave by wave, because somebody asked. */
export interface PromotionRoundRecord {
  id: string;
  applicationId: string;
  /** Name of the environment that it comes from. */
  source: string;
  /** Id of the success there. */
  promotes: string;
  releaseId: string;
  /** The environment type. */
  type: string;
  /** Ids of those that get it, as they were when somebody asked. */
  environmentIds: string[];
  rule: PromotionRoundRule;
  requestedBy: string;
  requestedAt: number;
  byAutomation: boolean;
  /** Absent while it goes on. */
  ended?: PromotionRoundEnd & { at: number };
}

/** As it was when somebody asked, whatever the type says since. */
export interface PromotionRoundRule {
  waves: PromotionWave[];
  stopOnFailure: boolean;
  /** Only environments with these. */
  labels?: Record<string, string>;
}

export interface PromotionRoundEnd {
  /** `done`: all have it. */
  how: 'done' | 'stopped';
  /** Why it was stopped, in a sentence. */
  message?: string;
  /** The person who stopped it. */
  by?: string;
}

/** What a round asked for. */
export interface RoundDeployment {
  id: string;
  environmentId: string;
  number: number;
  status: DeploymentStatus;
  /** Absent until it has begun. */
  startedAt?: number;
  finishedAt?: number;
}

interface Row {
  id: string;
  application_id: string;
  source: string;
  promotes: string;
  release_id: string;
  type: string;
  environments: string;
  rule: string;
  requested_by: string;
  requested_at: Milliseconds;
  by_automation: boolean | number;
  ended_at: Milliseconds | null;
  ended: string | null;
}

export class PromotionRoundsTable {
  constructor(private readonly db: Database) {}

  async add(round: Omit<PromotionRoundRecord, 'ended'>): Promise<void> {
    await this.#rows().insert({
      id: round.id,
      application_id: round.applicationId,
      source: round.source,
      promotes: round.promotes,
      release_id: round.releaseId,
      type: round.type,
      environments: JSON.stringify(round.environmentIds),
      rule: JSON.stringify(round.rule),
      requested_by: round.requestedBy,
      requested_at: round.requestedAt,
      by_automation: round.byAutomation,
    });
  }

  async get(id: string): Promise<PromotionRoundRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  /** Those that go on, of one application or of all. */
  async open(applicationId?: string): Promise<PromotionRoundRecord[]> {
    const rows = await this.#rows()
      .whereNull('ended_at')
      .modify(open => {
        if (applicationId !== undefined) {
          open.andWhere({ application_id: applicationId });
        }
      })
      .orderBy(['requested_at', 'id']);
    return rows.map(record);
  }

  /** The newest of an application, whether they go on or not. */
  async newest(
    applicationId: string,
    limit: number,
  ): Promise<PromotionRoundRecord[]> {
    const rows = await this.#rows()
      .where({ application_id: applicationId })
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(record);
  }

  /** By the round that asked for them. */
  async deploymentsOf(
    rounds: string[],
  ): Promise<Map<string, RoundDeployment[]>> {
    const rows = await this.db('deployments')
      .whereIn('round', rounds)
      .orderBy('requested_at')
      .select<
        {
          id: string;
          round: string;
          environment_id: string;
          number: number;
          status: DeploymentStatus;
          started_at: Milliseconds | null;
          finished_at: Milliseconds | null;
        }[]
      >(
        'id',
        'round',
        'environment_id',
        'number',
        'status',
        'started_at',
        'finished_at',
      );
    const found = new Map<string, RoundDeployment[]>();
    for (const row of rows) {
      found.set(row.round, [
        ...(found.get(row.round) ?? []),
        {
          id: row.id,
          environmentId: row.environment_id,
          number: row.number,
          status: row.status,
          ...(row.started_at !== null && {
            startedAt: Number(row.started_at),
          }),
          ...(row.finished_at !== null && {
            finishedAt: Number(row.finished_at),
          }),
        },
      ]);
    }
    return found;
  }

  /** @returns false when it had ended by then */
  async end(id: string, at: number, end: PromotionRoundEnd): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereNull('ended_at')
      .update({ ended_at: at, ended: JSON.stringify(end) });
    return changed > 0;
  }

  #rows() {
    return this.db<Row>('promotion_rounds');
  }
}

function record(row: Row): PromotionRoundRecord {
  return {
    id: row.id,
    applicationId: row.application_id,
    source: row.source,
    promotes: row.promotes,
    releaseId: row.release_id,
    type: row.type,
    environmentIds: parse<string[]>(row.environments),
    rule: parse<PromotionRoundRule>(row.rule),
    requestedBy: row.requested_by,
    requestedAt: Number(row.requested_at),
    byAutomation: Boolean(row.by_automation),
    ...(row.ended_at !== null &&
      row.ended !== null && {
        ended: {
          at: Number(row.ended_at),
          ...parse<PromotionRoundEnd>(row.ended),
        },
      }),
  };
}
