import { InputError } from '@backstage/errors';
import { Target } from '@tutti/engine';
import { TargetDriver } from '@tutti/plugin-tutti-node';
import { ApiClient } from './ApiClient';
import { Cluster } from './Cluster';
import { ClusterConfig } from './config';
import { connect } from './connection';
import { DRIVER_NAME, KubernetesTarget } from './KubernetesTarget';

/** Opens namespaces of the configured clusters; one connection per cluster. */
export class KubernetesTargetDriver implements TargetDriver {
  readonly name = DRIVER_NAME;
  readonly #open = new Map<string, Promise<Cluster>>();

  constructor(
    private readonly configured: ClusterConfig[],
    private readonly now: () => number = Date.now,
  ) {}

  clusters(): { name: string; title?: string; simulated: boolean }[] {
    return this.configured.map(({ name, title, access }) => ({
      name,
      ...(title !== undefined && { title }),
      simulated: access.kind === 'sandbox',
    }));
  }

  async open(place: { cluster: string; namespace: string }): Promise<Target> {
    const cluster = await this.cluster(place.cluster);
    return new KubernetesTarget(
      { cluster, namespace: place.namespace },
      this.now,
    );
  }

  private cluster(name: string): Promise<Cluster> {
    const known = this.#open.get(name);
    if (known) return known;
    const config = this.configured.find(cluster => cluster.name === name);
    if (!config) {
      const names = this.configured.map(cluster => cluster.name).join(', ');
      throw new InputError(
        `Cluster "${name}" is not configured under tutti.clusters; there is ${
          names || 'none'
        }`,
      );
    }
    const opened = openCluster(config);
    this.#open.set(name, opened);
    // A kubeconfig that could not be read may be there next time.
    opened.catch(() => this.#open.delete(name));
    return opened;
  }
}

async function openCluster(config: ClusterConfig): Promise<Cluster> {
  const client = new ApiClient(config.name, await connect(config));
  return new Cluster(client, config.access.kind === 'sandbox');
}
