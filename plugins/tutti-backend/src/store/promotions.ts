import {
  DeploymentStatus,
  ImagePin,
  RanImages,
} from '@tutti/plugin-tutti-common';
import { PlanBasis } from '../plans';
import { Database, optional, parse } from './database';

/**
 * The last success of an environment with those of the same release just before it: what was restarted or
 * scaled since is still the release that came there with the first of them.
 */
export interface ReleaseRun {
  /** Of the newest first. */
  ids: string[];
  first: { id: string; number: number };
  /** The release came back there: an older deployment was rolled back to. */
  isRollback: boolean;
}

/** A deployment of a release that came from elsewhere by itself, or may have. */
export interface PromotionRecord {
  id: string;
  environmentId: string;
  number: number;
  status: DeploymentStatus;
  /** The success elsewhere that it promotes. */
  promotes?: string;
  releaseId?: string;
  /** By name, where a person asked and nothing is planned yet. */
  promoteFrom?: string;
}

interface Row {
  id: string;
  environment_id: string;
  number: number;
  status: DeploymentStatus;
  promotes: string | null;
  release_id: string | null;
  input: string | null;
}

const COLUMNS = [
  'id',
  'environment_id',
  'number',
  'status',
  'promotes',
  'release_id',
  'input',
] satisfies (keyof Row)[];

/** So many successes of one release are looked through for what ran. */
const RUN_LENGTH = 20;

/** Questions about deployments that only promotion asks. */
export class PromotionsTable {
  constructor(private readonly db: Database) {}

  /** By environment. @param latestIds - the last success of each */
  async runs(latestIds: string[]): Promise<Map<string, ReleaseRun>> {
    const other = this.db('deployments as other')
      .where('other.environment_id', this.db.ref('latest.environment_id'))
      .andWhere('other.status', 'succeeded')
      .andWhere(differs =>
        differs
          .whereNull('other.release_id')
          .orWhere('other.release_id', '<>', this.db.ref('latest.release_id'))
          .orWhere('other.destroys', true),
      )
      .max('other.number');
    const rows = await this.db('deployments as latest')
      .join('deployments as same', join =>
        join
          .on('same.environment_id', 'latest.environment_id')
          .andOn('same.release_id', 'latest.release_id'),
      )
      .whereIn('latest.id', latestIds)
      .andWhere('same.status', 'succeeded')
      .andWhere('same.destroys', false)
      .andWhere('same.number', '>', this.db.raw('coalesce((?), 0)', [other]))
      .orderBy('same.number', 'desc')
      .select<
        {
          id: string;
          environment_id: string;
          number: number;
          basis: string | null;
        }[]
      >('same.id', 'same.environment_id', 'same.number', 'same.basis');
    const runs = new Map<string, ReleaseRun>();
    for (const { id, environment_id: environment, number, basis } of rows) {
      const before = runs.get(environment);
      const made = optional(basis, text => parse<PlanBasis>(text));
      runs.set(environment, {
        ids: [...(before?.ids ?? []), id],
        first: { id, number },
        isRollback: made?.restores !== undefined,
      });
    }
    return runs;
  }

  /** Those that promote one of these, and all that have not ended, of these environments. */
  async in(
    environmentIds: string[],
    promoted: string[],
  ): Promise<PromotionRecord[]> {
    const rows = await this.db<Row>('deployments')
      .whereIn('environment_id', environmentIds)
      .andWhere(open =>
        open.whereNull('finished_at').orWhereIn('promotes', promoted),
      )
      .orderBy('number')
      .select<Row[]>(COLUMNS);
    return rows.map(record);
  }

  /** Those that wait to begin, of all environments, with the environment that they come from. */
  async waiting(): Promise<
    { id: string; promotes: string; sourceId?: string }[]
  > {
    const rows = await this.db('deployments')
      .leftJoin(
        'deployments as promoted',
        'promoted.id',
        'deployments.promotes',
      )
      .whereIn('deployments.status', ['queued', 'waiting-approval'])
      .whereNotNull('deployments.promotes')
      .whereNull('deployments.started_at')
      .orderBy(['deployments.requested_at', 'deployments.id'])
      .select<{ id: string; promotes: string; source_id: string | null }[]>({
        id: 'deployments.id',
        promotes: 'deployments.promotes',
        source_id: 'promoted.environment_id',
      });
    return rows.map(({ id, promotes, source_id: sourceId }) => ({
      id,
      promotes,
      ...(sourceId !== null && { sourceId }),
    }));
  }

  /**
   * What ran, and was pinned, by the newest success of a release in an environment, and by those of the same release just before
   * it, newest first.
   *
   * @param options.upTo - number of a success of it: later ones do not count
   */
  async ran(
    environmentId: string,
    releaseId: string,
    { upTo }: { upTo?: number } = {},
  ): Promise<{ number: number; images?: RanImages; pins?: ImagePin[] }[]> {
    const successes = () =>
      this.db('deployments').where({
        environment_id: environmentId,
        status: 'succeeded',
        destroys: false,
      });
    const newest = await successes()
      .andWhere({ release_id: releaseId })
      .modify(rows => {
        if (upTo !== undefined) rows.andWhere('number', '<=', upTo);
      })
      .max<{ number: number | null }>({ number: 'number' })
      .first();
    const rows = await successes()
      .andWhere('number', '<=', newest?.number ?? 0)
      .orderBy('number', 'desc')
      .limit(RUN_LENGTH)
      .select<
        {
          number: number;
          release_id: string;
          images: string | null;
          basis: string | null;
        }[]
      >('number', 'release_id', 'images', 'basis');
    const other = rows.findIndex(row => row.release_id !== releaseId);
    return rows
      .slice(0, other < 0 ? undefined : other)
      .map(({ number, images, basis }) => ({
        number,
        ...(basis !== null && {
          pins: parse<PlanBasis>(basis).images?.pins ?? [],
        }),
        ...(images !== null && { images: parse<RanImages>(images) }),
      }));
  }

  /** Did it ever succeed in this environment, or in one of an application that is of this type? */
  async hasSucceeded(
    releaseId: string,
    where: {
      environmentId: string;
      orIn?: { applicationId: string; type: string };
    },
  ): Promise<boolean> {
    const { environmentId, orIn } = where;
    const found = await this.db('deployments')
      .join('environments', 'environments.id', 'deployments.environment_id')
      .where('deployments.release_id', releaseId)
      .andWhere('deployments.status', 'succeeded')
      .andWhere('deployments.destroys', false)
      .andWhere(place =>
        place.where('environments.id', environmentId).modify(more => {
          if (orIn) {
            more.orWhere({
              'environments.application_id': orIn.applicationId,
              'environments.type': orIn.type,
            });
          }
        }),
      )
      .first('deployments.id');
    return found !== undefined;
  }
}

function record(row: Row): PromotionRecord {
  const input = optional(row.input, text =>
    parse<{ promoteFrom?: string }>(text),
  );
  return {
    id: row.id,
    environmentId: row.environment_id,
    number: row.number,
    status: row.status,
    ...(row.promotes !== null && { promotes: row.promotes }),
    ...(row.release_id !== null && { releaseId: row.release_id }),
    ...(input?.promoteFrom !== undefined && {
      promoteFrom: input.promoteFrom,
    }),
  };
}
