import { RoutePlace, TakenRoute } from '@tutti/engine';
import { clock, Database, Milliseconds, readClock } from './database';

/** A plan that nobody deployed gives its routes back after this time. */
const PLANNED_FOR_MS = 24 * 60 * 60 * 1000;

interface Row {
  cluster: string;
  host: string;
  path: string;
  environment_id: string;
  deployment_id: string | null;
  claimed_at: Milliseconds;
}

/** Who asks, and for what: a plan takes, a run keeps, and who only looks changes nothing. */
export interface RouteClaim {
  cluster: string;
  environmentId: string;
  routes: RoutePlace[];
  for: 'look' | 'plan' | { deploymentId: string };
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
   * Takes what is free. Two that claim at once must wait for each other (`Store.claimRoutes`).
   *
   * @returns what is somebody else's; then nothing was taken
   */
  async claim(claim: RouteClaim): Promise<TakenRoute[]> {
    const { cluster, environmentId, routes } = claim;
    const taken = await this.#taken(claim);
    if (claim.for === 'look' || taken.length > 0) {
      return taken;
    }
    const deploymentId = claim.for === 'plan' ? null : claim.for.deploymentId;
    const own = await this.#rows().where({ environment_id: environmentId });
    const isWanted = (row: Row) =>
      row.cluster === cluster &&
      routes.some(({ host, path }) => host === row.host && path === row.path);
    for (const row of own) {
      // What a run has made stays its environment's until a run has removed it.
      if (row.deployment_id === null && !isWanted(row)) {
        await this.#at(row).delete();
      }
    }
    for (const { host, path } of routes) {
      const at = { cluster, host, path };
      await this.#rows()
        .insert({
          ...at,
          environment_id: environmentId,
          deployment_id: deploymentId,
          claimed_at: clock(this.db),
        })
        .onConflict(['cluster', 'host', 'path'])
        .merge(
          deploymentId === null
            ? ['claimed_at']
            : ['claimed_at', 'deployment_id'],
        );
    }
    return [];
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
        candidates.whereIn('routes.host', hosts.flatMap(withWildcard));
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

/** `*.example.com` stands for every host with one more label. */
function overlap(one: string, other: string): boolean {
  return (
    one === other ||
    withWildcard(one).includes(other) ||
    withWildcard(other).includes(one)
  );
}

/** The host, and the wildcard that stands for it. */
function withWildcard(host: string): string[] {
  return isWildcard(host)
    ? [host]
    : [host, `*${host.slice(host.indexOf('.'))}`];
}

function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}
