import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { TargetCall, TargetError } from '@tutti/engine';
import { SecretStore } from '@tutti/plugin-tutti-node';
import { ApiAnswer, ApiRequest, ApiStream } from './ApiClient';
import { readClusters } from './config';
import { refusalError } from './errors';
import { KubernetesSecretStore } from './KubernetesSecretStore';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';

/** A cluster of `tutti.clusters`, for other modules that have something of their own in it. */
export interface ConfiguredCluster {
  readonly name: string;
  /** @throws TargetError when no answer came; an answer of any status is returned. */
  send(request: ApiRequest, call: TargetCall): Promise<ApiAnswer>;
  /**
   * An answer that comes as it is said; one that is no success comes whole.
   *
   * @throws TargetError when no answer came
   */
  open(request: ApiRequest, call: TargetCall): Promise<ApiStream | ApiAnswer>;
  /** The error for an answer that the caller did not ask for, without what a Secret holds. */
  refusal(request: ApiRequest, answer: ApiAnswer): TargetError;
}

/** Opens namespaces of the clusters of `tutti.clusters`, for other modules. */
export function openKubernetesTargets(config: Config): KubernetesTargetDriver {
  return new KubernetesTargetDriver(readClusters(config));
}

/** The store of Secrets in the clusters of `tutti.clusters`, for what other modules need themselves. */
export function openSecretStore(config: Config): SecretStore {
  return new KubernetesSecretStore(
    new KubernetesTargetDriver(readClusters(config)),
  );
}

/**
 * Nothing is sent yet.
 *
 * @throws InputError when it is not configured, its kubeconfig cannot be read, or it is a simulation, in which
 *   nothing really runs.
 */
export async function openConfiguredCluster(
  config: Config,
  name: string,
): Promise<ConfiguredCluster> {
  const clusters = new KubernetesTargetDriver(readClusters(config));
  const cluster = await clusters.cluster(name);
  if (cluster.simulated) {
    throw new InputError(
      `Cluster "${name}" is a sandbox: nothing really runs there. Name another cluster of tutti.clusters.`,
    );
  }
  return {
    name,
    send: (request, call) => cluster.send(request, call),
    open: (request, call) => cluster.open(request, call),
    refusal: ({ deed, body }, answer) =>
      refusalError(
        {
          cluster: name,
          deed,
          ...(body?.kind === 'Secret' && { secretBody: body }),
        },
        answer,
      ),
  };
}
