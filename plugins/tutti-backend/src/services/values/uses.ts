import { definitionReads, workloadReads } from '@tutti/engine';
import { compareNames, ValueUse } from '@tutti/plugin-tutti-common';
import { DeploymentRecord, scopeId, Store } from '../../store';
import { Lookup, Place } from '../Lookup';

/** A version of a name that what runs in an environment has. */
export interface VersionInUse extends ValueUse {
  scopeId: string;
  secret: boolean;
  version: number;
}

/**
 * Which version of a name each environment of the application runs with: that of the time at which
 * its last success began, and of the time at which the newest run began, where that is later (what it
 * applied stands, however it ended).
 */
export async function usesOf(
  store: Store,
  { application }: Pick<Place, 'application'>,
  name: string,
): Promise<VersionInUse[]> {
  const places = await new Lookup(store).places([application]);
  const ids = places.map(({ environment }) => environment.id);
  const successes = await store.deployments.lastSuccessOf(ids);
  const newest = await store.deployments.lastBegunOf(ids);
  const uses: VersionInUse[] = [];
  for (const { environment } of places) {
    const { id } = environment;
    const runs = runsOf(successes.get(id), newest.get(id));
    const versions = new Map<string, Effective>();
    for (const { startedAt } of runs) {
      const effective = await effectiveAt(
        store,
        [id, scopeId({ applicationId: application.id })],
        name,
        startedAt,
      );
      if (effective) {
        versions.set(JSON.stringify(effective), effective);
      }
    }
    if (versions.size > 0) {
      const readers = await readersOf(store, id, runs, name);
      for (const version of versions.values()) {
        uses.push({ ...version, environment: environment.name, ...readers });
      }
    }
  }
  return uses;
}

export function usesOfVersion(
  uses: VersionInUse[],
  version: Pick<VersionInUse, 'scopeId' | 'secret' | 'version'>,
): ValueUse[] {
  return uses
    .filter(
      use =>
        use.scopeId === version.scopeId &&
        use.secret === version.secret &&
        use.version === version.version,
    )
    .map(toldUse);
}

export function toldUse({
  environment,
  workloads,
  resources,
}: ValueUse): ValueUse {
  return { environment, workloads, resources };
}

/** Why a secret is not purged, and what would let it be. */
export function inUseMessage(name: string, uses: VersionInUse[]): string {
  const where = uses.map(({ environment, version, workloads, resources }) => {
    const readers = [...workloads, ...resources];
    const by = readers.length > 0 ? ` (${readers.join(', ')})` : '';
    return `${environment} runs with version ${version}${by}`;
  });
  return `The secret '${name}' is in use: ${where.join(
    '; ',
  )}. Set a new value and deploy, then purge; or purge with "force" and a reason.`;
}

interface Run {
  startedAt: number;
  releaseId?: string;
}

function runsOf(
  success: DeploymentRecord | undefined,
  newest: DeploymentRecord | undefined,
): Run[] {
  const standing = success?.destroys ? undefined : success;
  return [standing, newest].flatMap(deployment =>
    deployment?.startedAt !== undefined &&
    (deployment.id !== success?.id || deployment === standing)
      ? [
          {
            startedAt: deployment.startedAt,
            ...(deployment.releaseId !== undefined && {
              releaseId: deployment.releaseId,
            }),
          },
        ]
      : [],
  );
}

type Effective = Pick<VersionInUse, 'scopeId' | 'secret' | 'version'>;

/** The environment's own hides the application's, and a secret the plain value that it was before. */
async function effectiveAt(
  store: Store,
  scopes: string[],
  name: string,
  time: number,
): Promise<Effective | undefined> {
  for (const scope of scopes) {
    for (const secret of [true, false]) {
      const versions = secret
        ? await store.secrets.versions(scope, name)
        : await store.values.versions(scope, name);
      const then = versions.find(({ updatedAt }) => updatedAt <= time);
      if (then && !then.removed) {
        return { scopeId: scope, secret, version: then.version };
      }
    }
  }
  return undefined;
}

async function readersOf(
  store: Store,
  environmentId: string,
  runs: Run[],
  name: string,
): Promise<Pick<ValueUse, 'workloads' | 'resources'>> {
  const releases = await store.releases.records(
    runs.flatMap(({ releaseId }) => releaseId ?? []),
  );
  const workloads = new Set(
    [...releases.values()].flatMap(release =>
      release.workloads
        .filter(workload => workloadReads(workload, name))
        .map(workload => workload.name),
    ),
  );
  const resources = (await store.resources.heads([environmentId])).filter(
    ({ definition }) => definitionReads(definition, name),
  );
  return {
    workloads: [...workloads].sort(compareNames),
    resources: resources.map(({ address }) => address),
  };
}
