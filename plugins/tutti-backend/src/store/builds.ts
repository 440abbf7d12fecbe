import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { Database, Milliseconds, optional, parse } from './database';

/** What became of a build in one environment. */
export type StoredOutcome = { environmentId: string } & (
  | { deploymentId: string }
  | { reason: string }
);

export interface BuildRecord {
  id: string;
  applicationId: string;
  workload: string;
  container: string;
  image: string;
  commit: string;
  ref: string;
  repository: string;
  /** Digest of the id of the token that told it, where tokens have one. */
  token?: string;
  /** Of the workload, where a Score text came with it. */
  workloadVersion?: number;
  toldAt: number;
  toldBy: string;
  outcomes: StoredOutcome[];
}

/** What makes two of them the same build. The same image may be told of another ref: rules go by refs. */
type Same = Pick<
  BuildRecord,
  'applicationId' | 'workload' | 'container' | 'commit' | 'ref' | 'image'
>;

interface Row {
  /** In the order in which they were told. */
  number: number | string;
  id: string;
  application_id: string;
  key: string;
  workload: string;
  container: string;
  image: string;
  commit: string;
  ref: string;
  repository: string;
  token: string | null;
  workload_version: number | null;
  told_at: Milliseconds;
  told_by: string;
  outcomes: string;
}

export class BuildsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when it was told before. */
  async add(build: BuildRecord): Promise<void> {
    await this.#rows().insert({
      id: build.id,
      application_id: build.applicationId,
      key: keyOf(build),
      workload: build.workload,
      container: build.container,
      image: build.image,
      commit: build.commit,
      ref: build.ref,
      repository: build.repository,
      token: build.token ?? null,
      workload_version: build.workloadVersion ?? null,
      told_at: build.toldAt,
      told_by: build.toldBy,
      outcomes: JSON.stringify(build.outcomes),
    });
  }

  async get(id: string): Promise<BuildRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  async findSame(build: Same): Promise<BuildRecord | undefined> {
    return optional(
      await this.#rows()
        .where({ application_id: build.applicationId, key: keyOf(build) })
        .first(),
      record,
    );
  }

  /** What this token told of the container before: one token tells one image of it. */
  async findByToken({
    applicationId,
    workload,
    container,
    token,
  }: Pick<
    BuildRecord,
    'applicationId' | 'workload' | 'container' | 'token'
  >): Promise<BuildRecord | undefined> {
    return token === undefined
      ? undefined
      : optional(
          await this.#rows()
            .where({
              application_id: applicationId,
              token,
              workload,
              container,
            })
            .first(),
          record,
        );
  }

  /** Newest first. @param query.before - Only those that were told before this one. */
  async page(query: {
    applicationIds: string[];
    workload?: string;
    commit?: string;
    limit: number;
    before?: string;
  }): Promise<BuildRecord[]> {
    const { workload, commit, before } = query;
    const rows = await this.#rows()
      .whereIn('application_id', query.applicationIds)
      .modify((builds: Knex.QueryBuilder) => {
        if (workload !== undefined) builds.andWhere({ workload });
        if (commit !== undefined) builds.andWhere({ commit });
        if (before !== undefined) {
          builds.andWhere(
            'number',
            '<',
            this.db('builds').where({ id: before }).select('number'),
          );
        }
      })
      .orderBy('number', 'desc')
      .limit(query.limit);
    return rows.map(record);
  }

  /** Those that were told before this time. @returns how many */
  async forget(before: number): Promise<number> {
    return this.#rows().where('told_at', '<', before).delete();
  }

  #rows() {
    return this.db<Row>('builds');
  }
}

function keyOf({ workload, container, commit, ref, image }: Same): string {
  return createHash('sha256')
    .update(JSON.stringify([workload, container, commit, ref, image]))
    .digest('hex');
}

function record(row: Row): BuildRecord {
  return {
    id: row.id,
    applicationId: row.application_id,
    workload: row.workload,
    container: row.container,
    image: row.image,
    commit: row.commit,
    ref: row.ref,
    repository: row.repository,
    ...(row.token !== null && { token: row.token }),
    ...(row.workload_version !== null && {
      workloadVersion: row.workload_version,
    }),
    toldAt: Number(row.told_at),
    toldBy: row.told_by,
    outcomes: parse<StoredOutcome[]>(row.outcomes),
  };
}
