import { InputError } from '@backstage/errors';
import { ObjectHealth, ObjectRef, Target, TargetCall } from '@tutti/engine';
import {
  Actor,
  ClusterQuestion,
  ClusterReport,
  TargetDriver,
} from '@tutti/plugin-tutti-node';
import { ApiClient } from './ApiClient';
import { check } from './check';
import { Cluster } from './Cluster';
import { ClusterConfig } from './config';
import { connect } from './connection';
import { DRIVER_NAME, KubernetesTarget } from './KubernetesTarget';
import { survey } from './survey';

/** Of each question; a person waits for the answers. */
const CHECK_TIMEOUT_MS = 10_000;

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

  async routesPort(name: string): Promise<number | undefined> {
    const config = this.configured.find(cluster => cluster.name === name);
    if (config?.access.kind !== 'sandbox') return undefined;
    if (config.access.routesPort !== undefined) return config.access.routesPort;
    const cluster = await this.cluster(name);
    return cluster.routesPort.find(this.now());
  }

  async check(
    { cluster: name, ...question }: ClusterQuestion,
    signal: AbortSignal,
  ): Promise<ClusterReport> {
    return check(
      await this.cluster(name),
      { ...question, impersonates: this.impersonates(name) },
      { signal, timeoutMs: CHECK_TIMEOUT_MS },
    );
  }

  async survey(
    name: string,
    kinds: Pick<ObjectRef, 'apiVersion' | 'kind'>[],
    call: TargetCall,
  ): Promise<ObjectHealth[]> {
    return survey(await this.cluster(name), kinds, call);
  }

  impersonates(name: string): boolean {
    return this.configured.some(
      cluster => cluster.name === name && cluster.impersonate === 'requester',
    );
  }

  async open({
    cluster: name,
    namespace,
    actor,
  }: {
    cluster: string;
    namespace: string;
    actor?: Actor;
  }): Promise<Target> {
    const cluster = await this.cluster(name);
    return new KubernetesTarget(
      { cluster, namespace },
      this.now,
      this.impersonates(name) ? actor : undefined,
    );
  }

  /** @throws InputError when the cluster is not configured */
  cluster(name: string): Promise<Cluster> {
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
