import { isUtf8 } from 'node:buffer';
import {
  Secret,
  SecretPlace,
  SecretReading,
  SecretReference,
  TargetError,
} from '@tutti/engine';
import { SecretStore } from '@tutti/plugin-tutti-node';
import { refusalError } from './errors';
import { isObject, textAt } from './json';
import { DRIVER_NAME } from './KubernetesTarget';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';

const TIMEOUT_MS = 10_000;

/** What Kubernetes calls namespaces and Secrets: anything else would be another path. */
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** Secrets of the cluster where the environment runs that asks. */
export class KubernetesSecretStore implements SecretStore {
  readonly name = 'cluster';

  constructor(private readonly clusters: KubernetesTargetDriver) {}

  async read(
    reference: SecretReference,
    { place, signal }: { place: SecretPlace; signal: AbortSignal },
  ): Promise<SecretReading> {
    const { namespace, name } = reference;
    if (place.driver !== DRIVER_NAME) {
      return {
        unavailable: `the environment does not run in a cluster of driver ${DRIVER_NAME}`,
        retryable: false,
      };
    }
    if (!NAMESPACE.test(namespace) || !NAME.test(name)) {
      return {
        missing: `there can be no Secret "${name}" in namespace "${namespace}"`,
      };
    }
    try {
      return await this.#read(reference, place, signal);
    } catch (error) {
      return {
        unavailable: error instanceof Error ? error.message : String(error),
        retryable: error instanceof TargetError && error.retryable,
      };
    }
  }

  async #read(
    { namespace, name, key }: SecretReference,
    place: SecretPlace,
    signal: AbortSignal,
  ): Promise<SecretReading> {
    const cluster = await this.clusters.cluster(place.cluster);
    const deed = `read Secret ${namespace}/${name}`;
    const answer = await cluster.send(
      {
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}/secrets/${name}`,
        deed,
      },
      { signal, timeoutMs: TIMEOUT_MS },
    );
    if (answer.status === 404) {
      return {
        missing: `there is no Secret ${name} in namespace ${namespace} of cluster ${place.cluster}`,
      };
    }
    if (answer.status !== 200) {
      throw refusalError({ cluster: place.cluster, deed }, answer);
    }
    const data = isObject(answer.body) ? answer.body.data : undefined;
    const encoded =
      isObject(data) && Object.hasOwn(data, key)
        ? textAt(data, key)
        : undefined;
    if (encoded === undefined) {
      return {
        missing: `Secret ${name} in namespace ${namespace} has no key ${key}`,
      };
    }
    const content = Buffer.from(encoded, 'base64');
    return isUtf8(content)
      ? { found: new Secret(content.toString()) }
      : {
          missing: `key ${key} of Secret ${name} in namespace ${namespace} is no text`,
        };
  }
}
