import { RoutePlace, TakenRoute } from '@tutti/engine';
import {
  clock,
  Database,
  letOthersIn,
  Milliseconds,
  readClock,
} from './database';

/** A plan that nobody deployed gives its routes back after this time. */
const PLANNED_FOR_MS = 24 * 60 * 60 * 1000;

const ROWS_AT_ONCE = 50;

interface Row {
  cluster: string;
  host: string;
  path: string;
  environment_id: string;
  deployment_id: string | null;
  claimed_at: Milliseconds;
}

/** Who asks, and for what: a plan takes, a run keeps. */
export interface RouteClaim {
  cluster: string;
  environmentId: string;
  routes: RoutePlace[];
  for: 'plan' | { deploymentId: string };
}

interface Holder extends RoutePlace {
  environmentId: string;
  applicationId: string;
  owner: string | null;
  title: string;
}

/**
 * Which environment has which host and path of a cluster. A host is one owner's: others of the same
 * owner may have other paths of it, nobody else any. A wildcard is each host that it stands for.
 */
export class RoutesTable {
  constructor(private readonly db: Database) {}

  /**
   * Takes what is free. Two that claim any at once must wait for each other (`Store.claimRoutes`).
   *
   * @returns what is somebody else's; then nothing was taken
   */
  async claim(claim: RouteClaim): Promise<TakenRoute[]> {
    const { cluster, environmentId, routes } = claim;
    const taken = await this.#taken(claim);
    if (taken.length > 0) {
      return taken;
    }
    const deploymentId = claim.for === 'plan' ? null : claim.for.deploymentId;
    if (claim.for === 'plan') {
      await this.#giveBack(claim);
    }
    for (let first = 0; first < routes.length; first += ROWS_AT_ONCE) {
      await this.#rows()
        .insert(
          routes.slice(first, first + ROWS_AT_ONCE).map(({ host, path }) => ({
            cluster,
            host,
            path,
            environment_id: environmentId,
            deployment_id: deploymentId,
            claimed_at: clock(this.db),
          })),
        )
        .onConflict(['cluster', 'host', 'path'])
        .merge(
          deploymentId === null
            ? ['claimed_at']
            : ['claimed_at', 'deployment_id'],
        );
      await letOthersIn();
    }
    return [];
  }

  /** What an earlier plan took and this one does not want. What a run has made is kept until a run removes it. */
  async #giveBack({ cluster, environmentId, routes }: RouteClaim) {
    const planned = await this.#rows()
      .where({ environment_id: environmentId })
      .whereNull('deployment_id');
    for (const row of planned) {
      const isWanted =
        row.cluster === cluster &&
        routes.some(({ host, path }) => host === row.host && path === row.path);
      if (!isWanted) {
        await this.#at(row).delete();
      }
    }
  }

  /** A run has ended well: what only earlier ones wanted is gone. */
  async keepOnly(environmentId: string, deploymentId: string): Promise<void> {
    await this.#rows()
      .where({ environment_id: environmentId })
      .whereNotNull('deployment_id')
      .whereNot({ deployment_id: deploymentId })
      .delete();
  }

  async #taken({
    cluster,
    environmentId,
    routes,
  }: RouteClaim): Promise<TakenRoute[]> {
    if (routes.length === 0) {
      return [];
    }
    const [self] = await this.db('environments')
      .join('applications', 'applications.id', 'environments.application_id')
      .where({ 'environments.id': environmentId })
      .select('applications.id as applicationId', 'applications.owner');
    const held = await this.#held(
      cluster,
      routes.map(({ host }) => host),
    );
    return routes.flatMap(route => {
      for (const holder of held) {
        const isSameOwner =
          holder.applicationId === self?.applicationId ||
          (holder.owner !== null && holder.owner === self?.owner);
        const isSame = holder.host === route.host && holder.path === route.path;
        if (
          holder.environmentId !== environmentId &&
          (isSameOwner ? isSame : overlap(holder.host, route.host))
        ) {
          return [{ ...route, ...(isSameOwner && { by: holder.title }) }];
        }
      }
      return [];
    });
  }

  async #held(cluster: string, hosts: string[]): Promise<Holder[]> {
    const since = (await readClock(this.db)) - PLANNED_FOR_MS;
    await this.#rows()
      .where({ cluster })
      .whereNull('deployment_id')
      .where('claimed_at', '<', since)
      .delete();
    const rows = await this.db('routes')
      .join('environments', 'environments.id', 'routes.environment_id')
      .join('applications', 'applications.id', 'environments.application_id')
      .where({ cluster })
      .where(candidates => {
        candidates.whereIn('routes.host', hosts.flatMap(withWildcards));
        for (const host of hosts.filter(isWildcard)) {
          candidates.orWhereLike('routes.host', `%${host.slice(1)}`);
        }
      })
      .orderBy(['host', 'path'])
      .select(
        'routes.host',
        'routes.path',
        'environments.id as environmentId',
        'environments.name as environment',
        'applications.id as applicationId',
        'applications.name as application',
        'applications.owner',
      );
    return rows.map(({ environment, application, ...row }) => ({
      ...row,
      title: `environment ${environment} of application ${application}`,
    }));
  }

  #at({ cluster, host, path }: Row) {
    return this.#rows().where({ cluster, host, path });
  }

  #rows() {
    return this.db<Row>('routes');
  }
}

/**
 * `*.example.com` stands for every host below it: to an Ingress with one more label, to a Gateway and
 * to some controllers with any number.
 */
function overlap(one: string, other: string): boolean {
  return (
    one === other ||
    withWildcards(one).includes(other) ||
    withWildcards(other).includes(one)
  );
}

/** The host, and the wildcards that stand for it. */
function withWildcards(host: string): string[] {
  const labels = host.split('.');
  return [
    host,
    ...labels.slice(1).map((_, n) => `*.${labels.slice(n + 1).join('.')}`),
  ];
}

function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}
