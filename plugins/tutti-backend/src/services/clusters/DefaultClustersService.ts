import { NotFoundError } from '@backstage/errors';
import { Platform, rightsFor, TargetError } from '@tutti/engine';
import {
  ClusterCheck,
  ClusterView,
  compareNames,
} from '@tutti/plugin-tutti-common';
import { Targets } from '../../planning';
import { ActivePlatform } from '../../platform';
import { ClustersService } from '../types';

/** Longer than a cluster that works needs for all questions. */
const TIMEOUT_MS = 20_000;

export class DefaultClustersService implements ClustersService {
  constructor(
    private readonly options: { active: ActivePlatform; targets: Targets },
  ) {}

  async list(): Promise<ClusterView[]> {
    const platform = (await this.options.active.revision())?.platform;
    return this.options.targets
      .clusters()
      .map(cluster => ({
        ...cluster,
        targets: platform ? targetsOf(platform, cluster) : [],
      }))
      .sort((a, b) => compareNames(a.name, b.name));
  }

  async check({
    cluster,
    namespace,
  }: {
    cluster: string;
    namespace?: string;
  }): Promise<ClusterCheck> {
    const { active, targets } = this.options;
    const known = targets.clusters().find(({ name }) => name === cluster);
    if (!known) {
      throw new NotFoundError(`No cluster '${cluster}'`);
    }
    const platform = await active.demand();
    const { rights } = rightsFor(platform, targetsOf(platform, known));
    const about = {
      cluster,
      ...(namespace !== undefined && { namespace }),
      checkedAt: new Date().toISOString(),
    };
    try {
      const report = await targets.check(
        known.driver,
        { cluster, rights, ...(namespace !== undefined && { namespace }) },
        AbortSignal.timeout(TIMEOUT_MS),
      );
      return { ...about, reachable: true, ...report };
    } catch (error) {
      if (error instanceof TargetError) {
        return { ...about, reachable: false, problem: `${error.message}.` };
      }
      throw error;
    }
  }
}

function targetsOf(
  platform: Platform,
  { name, driver }: Pick<ClusterView, 'name' | 'driver'>,
): string[] {
  return Object.values(platform.targets)
    .filter(
      target =>
        target.driver === driver && (target.cluster ?? target.name) === name,
    )
    .map(target => target.name)
    .sort(compareNames);
}
