import { createHash } from 'node:crypto';
import { Problem, Workload } from '@tutti/engine';
import { Database, Milliseconds, optional, parse } from './database';

/** Where a workload's Score text comes from. */
export type WorkloadSource =
  | { kind: 'managed' }
  | { kind: 'repository'; url: string };

export interface WorkloadVersion {
  version: number;
  score: string;
  /** Absent when the text has errors; then the digest is absent too. */
  workload?: Workload;
  digest?: string;
  problems: Problem[];
  createdAt: number;
  createdBy: string;
}

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
}

export class WorkloadsTable {
  constructor(private readonly db: Database) {}

  /** A new workload with its first version; call it in a transaction. */
  async add(
    workload: Pick<
      WorkloadRecord,
      'id' | 'applicationId' | 'name' | 'source' | 'defaultImages'
    >,
    first: Omit<WorkloadVersion, 'version' | 'digest'>,
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
  async addVersion(
    id: string,
    next: Omit<WorkloadVersion, 'version' | 'digest'>,
  ): Promise<void> {
    const [row] = await this.#rows()
      .where({ id })
      .increment('version', 1)
      .returning('version');
    if (next.workload) {
      await this.#rows().where({ id }).update({ good_version: row.version });
    }
    await this.#insertVersion(id, { ...next, version: row.version });
  }

  async updateSource(
    id: string,
    source: WorkloadSource,
    defaultImages: Record<string, string>,
  ): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({
        source: JSON.stringify(source),
        default_images: JSON.stringify(defaultImages),
      });
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

  async #records(rows: Row[]): Promise<WorkloadRecord[]> {
    // By the numbers that were read: a newer version may have come since.
    const versions = await this.db<VersionRow>('workload_versions').whereIn(
      ['workload_id', 'version'],
      rows.flatMap(({ id, version: newest, good_version: good }) => [
        [id, newest],
        ...(good === null || good === newest ? [] : [[id, good]]),
      ]),
    );
    const found = new Map(
      versions.map(row => [`${row.workload_id} ${row.version}`, version(row)]),
    );
    return rows.map(row => {
      const current = found.get(`${row.id} ${row.version}`);
      if (!current) {
        throw new Error(`Workload ${row.id} has no version ${row.version}`);
      }
      const good = found.get(`${row.id} ${row.good_version}`);
      return {
        id: row.id,
        applicationId: row.application_id,
        name: row.name,
        source: parse<WorkloadSource>(row.source),
        defaultImages: parse<Record<string, string>>(row.default_images),
        current,
        ...(good?.workload &&
          good.digest && {
            good: { ...good, workload: good.workload, digest: good.digest },
          }),
      };
    });
  }

  async #insertVersion(
    id: string,
    next: Omit<WorkloadVersion, 'digest'>,
  ): Promise<void> {
    await this.db<VersionRow>('workload_versions').insert({
      workload_id: id,
      version: next.version,
      score: next.score,
      workload: next.workload ? JSON.stringify(next.workload) : null,
      digest: next.workload ? digestOf(next.workload) : null,
      problems: JSON.stringify(next.problems),
      created_at: next.createdAt,
      created_by: next.createdBy,
    });
  }

  #rows() {
    return this.db<Row>('workloads');
  }
}

/** SHA-256 of a workload as read. It holds no secret, so that no key is needed. */
export function digestOf(workload: Workload): string {
  return createHash('sha256').update(JSON.stringify(workload)).digest('hex');
}

function version(row: VersionRow): WorkloadVersion {
  const workload = optional(row.workload, text => parse<Workload>(text));
  return {
    version: row.version,
    score: row.score,
    ...(workload && { workload }),
    ...(row.digest !== null && { digest: row.digest }),
    problems: parse<Problem[]>(row.problems),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
  };
}
