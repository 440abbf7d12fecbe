import { Knex } from 'knex';
import { clock, Database, Milliseconds, optional, parse } from './database';

/** The environment of a pull request. Times are milliseconds by the database's clock. */
export interface PreviewRecord {
  environmentId: string;
  applicationId: string;
  key: string;
  title?: string;
  link?: string;
  /** Name of the environment that it began with. */
  base: string;
  /** What ran there when something else was asked for last; absent: what was declared. */
  baseReleaseId?: string;
  /** What it is to run. */
  releaseId: string;
  /** Of what was asked for. */
  digest: string;
  /** Values that were asked for, beside those of the base. */
  valueNames: string[];
  askedAt: number;
  askedBy: string;
  /** When it was asked for or looked at last. */
  usedAt: number;
  /** It goes. */
  closing?: Closing;
}

export interface Closing {
  by: string;
  at: number;
  why: 'closed' | 'expired';
  /** The deployment that destroys it, once there is one. */
  destroyedBy?: string;
  /** Tries that failed. */
  attempts: number;
  /** Of the last one that did. */
  failure?: string;
  /** When it is looked at again. */
  nextAt: number;
}

interface Row {
  environment_id: string;
  application_id: string;
  key: string;
  title: string | null;
  link: string | null;
  base: string;
  base_release_id: string | null;
  release_id: string;
  digest: string;
  value_names: string;
  asked_at: Milliseconds;
  asked_by: string;
  used_at: Milliseconds;
  closing: string | null;
  destroyed_by: string | null;
  attempts: number;
  failure: string | null;
  next_at: Milliseconds | null;
}

/** A look writes no more often than this, however often somebody looks. */
const LOOKS_APART_MS = 60_000;

/** Whatever decides about a preview does so in a transaction of its application. */
export class PreviewsTable {
  constructor(private readonly db: Database) {}

  /** @throws A conflict error of the database when the application has one of this key. */
  async add(preview: PreviewRecord): Promise<void> {
    await this.#rows().insert(columns(preview));
  }

  async save(preview: PreviewRecord): Promise<void> {
    await this.#rows()
      .where({ environment_id: preview.environmentId })
      .update(columns(preview));
  }

  async find(
    applicationId: string,
    key: string,
  ): Promise<PreviewRecord | undefined> {
    return optional(
      await this.#rows().where({ application_id: applicationId, key }).first(),
      record,
    );
  }

  /** By environment. */
  async of(environmentIds: string[]): Promise<Map<string, PreviewRecord>> {
    const rows = await this.#rows().whereIn('environment_id', environmentIds);
    return new Map(rows.map(row => [row.environment_id, record(row)]));
  }

  /** By key. */
  async listOf(applicationId: string): Promise<PreviewRecord[]> {
    return (
      await this.#rows().where({ application_id: applicationId }).orderBy('key')
    ).map(record);
  }

  /** Somebody looks at what runs there. */
  async look(environmentId: string): Promise<void> {
    const before = this.db.raw('? - ?', [clock(this.db), LOOKS_APART_MS]);
    const outdated = () =>
      this.#rows()
        .where({ environment_id: environmentId })
        .andWhere('used_at', '<=', before);
    // Most environments are no previews, and most looks come soon after another: reading disturbs nobody.
    if (await outdated().first('environment_id')) {
      await outdated().update({ used_at: this.db.raw('?', [clock(this.db)]) });
    }
  }

  /** Those that go and are to be looked at now, longest overdue first. */
  async closing(limit: number): Promise<PreviewRecord[]> {
    return (
      await this.#rows()
        .where('next_at', '<=', clock(this.db))
        .orderBy('next_at')
        .limit(limit)
    ).map(record);
  }

  /** Those of a type that were not asked for again in this time. */
  async expired(
    type: string,
    lifetimeMs: number,
    limit: number,
  ): Promise<PreviewRecord[]> {
    return (
      await this.#staying(type)
        .andWhere(
          'previews.asked_at',
          '<=',
          this.db.raw('? - ?', [clock(this.db), lifetimeMs]),
        )
        .orderBy('previews.asked_at')
        .limit(limit)
    ).map(record);
  }

  /**
   * Those of a type that nobody asked for or looked at in this time, and in which nothing was deployed
   * since, or is under way.
   */
  async idle(type: string, idleMs: number): Promise<PreviewRecord[]> {
    const before = this.db.raw('? - ?', [clock(this.db), idleMs]);
    const younger = this.db('deployments')
      .where(
        'deployments.environment_id',
        this.db.ref('previews.environment_id'),
      )
      .andWhere((deployment: Knex.QueryBuilder) => {
        deployment
          .whereNull('deployments.finished_at')
          .orWhere('deployments.finished_at', '>', before);
      });
    return (
      await this.#staying(type)
        .andWhere('previews.used_at', '<=', before)
        .whereNotExists(younger)
    ).map(record);
  }

  /** Those whose environment somebody destroyed by hand: nothing is left to look after. */
  async destroyed(limit: number): Promise<PreviewRecord[]> {
    return (
      await this.db<Row>('previews')
        .join('environments', 'environments.id', 'previews.environment_id')
        .join('deployments', join =>
          join
            .on('deployments.environment_id', 'environments.id')
            .andOn('deployments.number', 'environments.last_deployment'),
        )
        .whereNull('previews.next_at')
        .andWhere('deployments.destroys', true)
        .andWhere('deployments.status', 'succeeded')
        .limit(limit)
        .select<Row[]>('previews.*')
    ).map(record);
  }

  #staying(type: string) {
    return this.db<Row>('previews')
      .join('environments', 'environments.id', 'previews.environment_id')
      .where('environments.type', type)
      .whereNull('previews.next_at')
      .select<Row[]>('previews.*');
  }

  #rows() {
    return this.db<Row>('previews');
  }
}

function columns(preview: PreviewRecord): Row {
  const { closing } = preview;
  return {
    environment_id: preview.environmentId,
    application_id: preview.applicationId,
    key: preview.key,
    title: preview.title ?? null,
    link: preview.link ?? null,
    base: preview.base,
    base_release_id: preview.baseReleaseId ?? null,
    release_id: preview.releaseId,
    digest: preview.digest,
    value_names: JSON.stringify(preview.valueNames),
    asked_at: preview.askedAt,
    asked_by: preview.askedBy,
    used_at: preview.usedAt,
    closing: closing
      ? JSON.stringify({ by: closing.by, at: closing.at, why: closing.why })
      : null,
    destroyed_by: closing?.destroyedBy ?? null,
    attempts: closing?.attempts ?? 0,
    failure: closing?.failure ?? null,
    next_at: closing?.nextAt ?? null,
  };
}

function record(row: Row): PreviewRecord {
  const closing = optional(row.closing, text =>
    parse<Pick<Closing, 'by' | 'at' | 'why'>>(text),
  );
  return {
    environmentId: row.environment_id,
    applicationId: row.application_id,
    key: row.key,
    ...(row.title !== null && { title: row.title }),
    ...(row.link !== null && { link: row.link }),
    base: row.base,
    ...(row.base_release_id !== null && {
      baseReleaseId: row.base_release_id,
    }),
    releaseId: row.release_id,
    digest: row.digest,
    valueNames: parse<string[]>(row.value_names),
    askedAt: Number(row.asked_at),
    askedBy: row.asked_by,
    usedAt: Number(row.used_at),
    ...(closing && {
      closing: {
        ...closing,
        ...(row.destroyed_by !== null && { destroyedBy: row.destroyed_by }),
        attempts: row.attempts,
        ...(row.failure !== null && { failure: row.failure }),
        nextAt: Number(row.next_at),
      },
    }),
  };
}
