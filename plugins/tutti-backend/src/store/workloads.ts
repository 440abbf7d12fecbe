import { createHash } from 'node:crypto';
import { Problem, Workload } from '@tutti/engine';
import { WorkloadSource } from '@tutti/plugin-tutti-common';
import { Database, Milliseconds, optional, parse } from './database';
import { WorkloadCheck, WorkloadChecksTable } from './workloadChecks';

/** What lists show of a version. */
export interface WorkloadVersionHead {
  version: number;
  problems: Problem[];
  createdAt: number;
  createdBy: string;
  /** Where the text came from. */
  source: WorkloadSource;
  /** The earlier version whose text it has. */
  restores?: number;
}

export interface WorkloadVersion extends WorkloadVersionHead {
  score: string;
  /** Absent when the text has errors; then the digest is absent too. */
  workload?: Workload;
  digest?: string;
}

/** A version that is to be added: its number and digest come with it. */
export type NewWorkloadVersion = Omit<WorkloadVersion, 'version' | 'digest'>;

export interface WorkloadRecord {
  id: string;
  applicationId: string;
  name: string;
  source: WorkloadSource;
  /** Image per container, until a deployment says otherwise. */
  defaultImages: Record<string, string>;
  /** As it is now; perhaps with errors. */
  current: WorkloadVersion;
  /** What releases are made of; absent until a text without errors came. */
  good?: WorkloadVersion & { workload: Workload; digest: string };
  /** Of its repository. */
  check?: WorkloadCheck;
}

/** What says whether a workload changed since a release: cheap enough for lists. */
export interface WorkloadMark {
  name: string;
  digest: string;
  defaultImages: Record<string, string>;
}

interface Row {
  id: string;
  application_id: string;
  name: string;
  source: string;
  default_images: string;
  version: number;
  good_version: number | null;
}

interface VersionRow {
  workload_id: string;
  version: number;
  score: string;
  workload: string | null;
  digest: string | null;
  problems: string;
  created_at: Milliseconds;
  created_by: string;
  source: string | null;
  restores: number | null;
}

const HEAD = [
  'version',
  'problems',
  'created_at',
  'created_by',
  'source',
  'restores',
] as const;

export class WorkloadsTable {
  constructor(private readonly db: Database) {}

  /** A new workload with its first version; call it in a transaction. */
  async add(
    workload: Pick<
      WorkloadRecord,
      'id' | 'applicationId' | 'name' | 'source' | 'defaultImages'
    >,
    first: NewWorkloadVersion,
  ): Promise<void> {
    await this.#rows().insert({
      id: workload.id,
      application_id: workload.applicationId,
      name: workload.name,
      source: JSON.stringify(workload.source),
      default_images: JSON.stringify(workload.defaultImages),
      version: 1,
      good_version: first.workload ? 1 : null,
    });
    await this.#insertVersion(workload.id, { ...first, version: 1 });
  }

  /** Adds a version; one with errors leaves the last good one in use. Call it in a transaction. */
  async addVersion(id: string, next: NewWorkloadVersion): Promise<void> {
    const [row] = await this.#rows()
      .where({ id })
      .increment('version', 1)
      .returning('version');
    if (next.workload) {
      await this.#rows().where({ id }).update({ good_version: row.version });
    }
    await this.#insertVersion(id, { ...next, version: row.version });
  }

  async updateSource(id: string, source: WorkloadSource): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ source: JSON.stringify(source) });
  }

  async updateDefaultImages(
    id: string,
    images: Record<string, string>,
  ): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ default_images: JSON.stringify(images) });
  }

  async remove(id: string): Promise<void> {
    await this.#rows().where({ id }).delete();
  }

  async find(
    applicationId: string,
    name: string,
  ): Promise<WorkloadRecord | undefined> {
    const [found] = await this.#records(
      await this.#rows().where({ application_id: applicationId, name }),
    );
    return found;
  }

  /** By application, each list sorted by name. */
  async listOf(
    applicationIds: string[],
  ): Promise<Map<string, WorkloadRecord[]>> {
    const records = await this.#records(
      await this.#rows()
        .whereIn('application_id', applicationIds)
        .orderBy('name'),
    );
    const byApplication = new Map<string, WorkloadRecord[]>(
      applicationIds.map(id => [id, []]),
    );
    for (const record of records) {
      byApplication.get(record.applicationId)?.push(record);
    }
    return byApplication;
  }

  /** Of the workloads that have a text without errors, by application. */
  async marksOf(
    applicationIds: string[],
  ): Promise<Map<string, WorkloadMark[]>> {
    const rows = await this.#rows()
      .join('workload_versions', join =>
        join
          .on('workload_versions.workload_id', 'workloads.id')
          .andOn('workload_versions.version', 'workloads.good_version'),
      )
      .whereIn('application_id', applicationIds)
      .select<
        Pick<
          Row & VersionRow,
          'application_id' | 'name' | 'digest' | 'default_images'
        >[]
      >('application_id', 'name', 'digest', 'default_images');
    const marks = new Map<string, WorkloadMark[]>();
    for (const row of rows) {
      const ofApplication = marks.get(row.application_id) ?? [];
      marks.set(row.application_id, ofApplication);
      ofApplication.push({
        name: row.name,
        digest: row.digest ?? '',
        defaultImages: parse<Record<string, string>>(row.default_images),
      });
    }
    return marks;
  }

  /** Newest first. @param before - Only versions before this one. */
  async versionsOf(
    { id, source }: Pick<WorkloadRecord, 'id' | 'source'>,
    { limit, before }: { limit: number; before?: number },
  ): Promise<WorkloadVersionHead[]> {
    const query = this.#versions()
      .where({ workload_id: id })
      .orderBy('version', 'desc')
      .limit(limit)
      .select(...HEAD);
    const rows = await (before === undefined
      ? query
      : query.where('version', '<', before));
    return rows.map(row => head(row, source));
  }

  async findVersion(
    { id, source }: Pick<WorkloadRecord, 'id' | 'source'>,
    number: number,
  ): Promise<WorkloadVersion | undefined> {
    const row = await this.#versions()
      .where({ workload_id: id, version: number })
      .first();
    return row && version(row, source);
  }

  async #records(rows: Row[]): Promise<WorkloadRecord[]> {
    // By the numbers that were read: a newer version may have come since.
    const versions = await this.#versions().whereIn(
      ['workload_id', 'version'],
      rows.flatMap(({ id, version: newest, good_version: good }) => [
        [id, newest],
        ...(good === null || good === newest ? [] : [[id, good]]),
      ]),
    );
    const checks = await new WorkloadChecksTable(this.db).of(
      rows.map(({ id }) => id),
    );
    const sources = new Map(
      rows.map(({ id, source }) => [id, sourceFrom(source)]),
    );
    const found = new Map(
      versions.map(row => [
        `${row.workload_id} ${row.version}`,
        version(row, sources.get(row.workload_id) ?? { kind: 'managed' }),
      ]),
    );
    return rows.map(row => {
      const current = found.get(`${row.id} ${row.version}`);
      if (!current) {
        throw new Error(`Workload ${row.id} has no version ${row.version}`);
      }
      const good = found.get(`${row.id} ${row.good_version}`);
      const check = checks.get(row.id);
      return {
        id: row.id,
        applicationId: row.application_id,
        name: row.name,
        source: sourceFrom(row.source),
        defaultImages: parse<Record<string, string>>(row.default_images),
        current,
        ...(good?.workload &&
          good.digest && {
            good: { ...good, workload: good.workload, digest: good.digest },
          }),
        ...(check && { check }),
      };
    });
  }

  async #insertVersion(
    id: string,
    next: Omit<WorkloadVersion, 'digest'>,
  ): Promise<void> {
    await this.#versions().insert({
      workload_id: id,
      version: next.version,
      score: next.score,
      workload: next.workload ? JSON.stringify(next.workload) : null,
      digest: next.workload ? digestOf(next.workload) : null,
      problems: JSON.stringify(next.problems),
      created_at: next.createdAt,
      created_by: next.createdBy,
      source: JSON.stringify(next.source),
      restores: next.restores ?? null,
    });
  }

  #versions() {
    return this.db<VersionRow>('workload_versions');
  }

  #rows() {
    return this.db<Row>('workloads');
  }
}

/** SHA-256 of a workload as read. It holds no secret, so that no key is needed. */
export function digestOf(workload: Workload): string {
  return createHash('sha256').update(JSON.stringify(workload)).digest('hex');
}

/** Before anything else could follow a repository, declared ones were said to. */
function sourceFrom(text: string): WorkloadSource {
  const source = parse<
    WorkloadSource | { kind: 'repository'; url: string; from?: undefined }
  >(text);
  return source.kind === 'repository' && !source.from
    ? { kind: 'declared', url: source.url }
    : source;
}

/** @param source - Of the workload: what its versions had before they said so themselves. */
function head(
  row: Pick<VersionRow, (typeof HEAD)[number]>,
  source: WorkloadSource,
): WorkloadVersionHead {
  return {
    version: row.version,
    problems: parse<Problem[]>(row.problems),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    source: optional(row.source, sourceFrom) ?? source,
    ...(row.restores !== null && { restores: row.restores }),
  };
}

function version(row: VersionRow, source: WorkloadSource): WorkloadVersion {
  const workload = optional(row.workload, text => parse<Workload>(text));
  return {
    ...head(row, source),
    score: row.score,
    ...(workload && { workload }),
    ...(row.digest !== null && { digest: row.digest }),
  };
}
