import { JsonObject, JsonValue } from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { adminOf, ApiServer, startApiServer } from '@tutti/kubernetes/testing';

/** A real API server with the controllers that the tests of the target need. */
export interface ControlPlane extends Omit<ApiServer, 'ask'> {
  /**
   * A request of our own as admin, past the code under test.
   *
   * @throws Error with the status, unless it was done
   */
  ask(method: string, path: string, body?: JsonObject): Promise<JsonValue>;
}

const CONTROLLERS = [
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'job-controller',
  'endpointslice-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'persistentvolume-binder-controller',
  'persistentvolumeclaim-protection-controller',
  'persistentvolume-protection-controller',
  'resourcequota-controller',
];

/** @param assets - folder with `etcd`, `kube-apiserver` and `kube-controller-manager` */
export async function startControlPlane(assets: string): Promise<ControlPlane> {
  const server = await startApiServer(assets, CONTROLLERS);
  return { ...server, ask: asking(server) };
}

/** Of one that another process has started. */
export async function askedFrom(
  place: Pick<ApiServer, 'url' | 'caFile'>,
): Promise<Pick<ControlPlane, 'ask'>> {
  return { ask: asking(await adminOf(place)) };
}

function asking({ ask }: Pick<ApiServer, 'ask'>): ControlPlane['ask'] {
  return async (method, path, body) => {
    const answer = await ask({
      method,
      path,
      ...(body && { body }),
      ...(method === 'PATCH' && {
        contentType: 'application/merge-patch+json',
      }),
    });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    return answer.body;
  };
}
