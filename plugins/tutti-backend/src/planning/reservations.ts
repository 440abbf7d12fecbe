import { ConflictError } from '@backstage/errors';
import { shortName } from '@tutti/engine';
import { BoundTarget, EnvironmentRecord, Store } from '../store';

const LONGEST = 63;
const SUFFIX = 8;

/**
 * The namespace of an environment that is not bound yet, reserved by its first plan: `pay` +
 * `ments-live` and `pay-ments` + `live` are two. Where it is taken, the environment's id is added.
 */
export async function reserveNamespace(
  store: Store,
  environment: EnvironmentRecord,
  binding: BoundTarget,
): Promise<BoundTarget> {
  const { cluster, namespace } = binding;
  const suffix = environment.id.replaceAll('-', '').slice(0, SUFFIX);
  const wanted = [
    namespace,
    `${shortName(namespace, LONGEST - SUFFIX - 1)}-${suffix}`,
  ];
  for (const each of wanted) {
    const holder = await store.namespaces.reserve(
      cluster,
      each,
      environment.id,
    );
    if (holder === environment.id) {
      await store.namespaces.releaseOthers(cluster, each, environment.id);
      return { ...binding, namespace: each };
    }
  }
  throw new ConflictError(
    `The namespaces ${wanted.join(
      ' and ',
    )} of cluster ${cluster} belong to other environments; give the environment another name`,
  );
}
