import { Workload } from '@tutti/engine';
import { Database, Milliseconds, optional, parse } from './database';

/** Workload -> container -> image. */
export type Images = Record<string, Record<string, string>>;

/** An immutable set of an application's workloads; the hash covers workloads and images. */
export interface ReleaseRecord {
  id: string;
  applicationId: string;
  number: number;
  hash: string;
  workloads: Workload[];
  /** Workload -> digest of it as read. */
  digests: Record<string, string>;
  images: Images;
  createdAt: number;
  /** Made for a pull request, and for nothing else so far. */
  isPreview?: true;
}

/** Without the workloads: cheap enough for lists. */
export type ReleaseHead = Omit<ReleaseRecord, 'workloads'>;

interface Row {
  id: string;
  application_id: string;
  number: number;
  hash: string;
  workloads: string;
  digests: string;
  images: string;
  created_at: Milliseconds;
  is_preview: boolean | number;
}

type HeadRow = Omit<Row, 'workloads'>;
const HEAD = [
  'id',
  'application_id',
  'number',
  'hash',
  'digests',
  'images',
  'created_at',
  'is_preview',
] satisfies (keyof HeadRow)[];

export class ReleasesTable {
  constructor(private readonly db: Database) {}

  async add(release: ReleaseRecord): Promise<void> {
    await this.#rows().insert({
      id: release.id,
      application_id: release.applicationId,
      number: release.number,
      hash: release.hash,
      workloads: JSON.stringify(release.workloads),
      digests: JSON.stringify(release.digests),
      images: JSON.stringify(release.images),
      created_at: release.createdAt,
      is_preview: release.isPreview ?? false,
    });
  }

  /** Something else than a pull request has come to it. */
  async adopt(id: string): Promise<void> {
    await this.#rows().where({ id }).update({ is_preview: false });
  }

  async get(id: string): Promise<ReleaseRecord | undefined> {
    return optional(await this.#rows().where({ id }).first(), record);
  }

  async records(ids: string[]): Promise<Map<string, ReleaseRecord>> {
    const rows = await this.#rows().whereIn('id', ids);
    return new Map(rows.map(row => [row.id, record(row)]));
  }

  async heads(ids: string[]): Promise<Map<string, ReleaseHead>> {
    const rows = await this.#rows().whereIn('id', ids).select<HeadRow[]>(HEAD);
    return new Map(rows.map(row => [row.id, head(row)]));
  }

  async findByHash(
    applicationId: string,
    hash: string,
  ): Promise<ReleaseHead | undefined> {
    return optional(
      await this.#rows()
        .where({ application_id: applicationId, hash })
        .first<HeadRow>(HEAD),
      head,
    );
  }

  /** The newest release of each application, those of pull requests aside. */
  async newestOf(applicationIds: string[]): Promise<Map<string, ReleaseHead>> {
    const newest = this.#rows()
      .whereIn('application_id', applicationIds)
      .andWhere({ is_preview: false })
      .groupBy('application_id')
      .select('application_id')
      .max({ newest: 'number' })
      .as('newest');
    const rows = await this.db<Row>('releases')
      .join(newest, join =>
        join
          .on('releases.application_id', 'newest.application_id')
          .andOn('releases.number', 'newest.newest'),
      )
      .select<HeadRow[]>(HEAD.map(column => `releases.${column}`));
    return new Map(rows.map(row => [row.application_id, head(row)]));
  }

  #rows() {
    return this.db<Row>('releases');
  }
}

function head(row: HeadRow): ReleaseHead {
  return {
    id: row.id,
    applicationId: row.application_id,
    number: row.number,
    hash: row.hash,
    digests: parse<Record<string, string>>(row.digests),
    images: parse<Images>(row.images),
    createdAt: Number(row.created_at),
    ...(row.is_preview && { isPreview: true }),
  };
}

function record(row: Row): ReleaseRecord {
  return { ...head(row), workloads: parse<Workload[]>(row.workloads) };
}
