import {
  groupBy,
  JsonObject,
  LiveObject,
  ObjectRef,
  RunningImage,
  TargetCall,
} from '@tutti/engine';
import { ownsPods, podsOf, wantsPods } from '../causes/workload';
import { Cluster } from '../Cluster';
import { groupKind } from '../health';
import { objectsAt, textAt } from '../json';
import { observe } from '../observe';
import { Surroundings } from '../Surroundings';

/**
 * Which contents run of these objects. Costs what `observe` costs of those that make pods, and one LIST of
 * ReplicaSets and one of Pods for each namespace.
 */
export async function imagesOf(
  cluster: Cluster,
  namespace: string,
  refs: ObjectRef[],
  call: TargetCall,
): Promise<RunningImage[]> {
  const makers = refs.filter(ref => ownsPods({ ...ref }));
  const live = await observe(cluster, namespace, makers, call);
  const surroundings = new Surroundings(cluster, call);
  const found = await Promise.all(
    live.map(async ({ ref, content }: LiveObject) => {
      const object = { ...content, apiVersion: ref.apiVersion, kind: ref.kind };
      if (!wantsPods(object)) return [];
      const place = ref.namespace ?? namespace;
      const [replicaSets, pods] = await Promise.all([
        groupKind(object) === 'apps/Deployment'
          ? surroundings.replicaSets(place)
          : [],
        surroundings.pods(place),
      ]);
      return imagesOfPods(podsOf(object, replicaSets, pods).current).map(
        image => ({ ref, ...image }),
      );
    }),
  );
  return found.flat();
}

type PodImage = Omit<RunningImage, 'ref'>;

/** What is on all of them: of one tag, pods that came at different times may have pulled different contents. */
export function imagesOfPods(pods: JsonObject[]): PodImage[] {
  const statuses = pods.filter(hasItsImages).flatMap(containersOf);
  return [...groupBy(statuses, ({ name }) => name)].map(([container, same]) => {
    const { image } = same[0];
    const digests = new Set(same.map(({ imageID }) => digestIn(imageID)));
    const [digest] = digests;
    if (digests.has(undefined)) {
      return { container, image, unknown: 'unreported' };
    }
    return digests.size > 1
      ? { container, image, unknown: 'differs' }
      : { container, image, ...(digest !== undefined && { digest }) };
  });
}

/** Ready, or ended well as the pod of a Job does: what it has pulled is what it runs. */
function hasItsImages(pod: JsonObject): boolean {
  if (textAt(pod, 'metadata', 'deletionTimestamp') !== undefined) return false;
  return (
    textAt(pod, 'status', 'phase') === 'Succeeded' ||
    objectsAt(pod, 'status', 'conditions').some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    )
  );
}

function containersOf(pod: JsonObject) {
  return (['initContainers', 'containers'] as const).flatMap(kind => {
    const statuses = objectsAt(
      pod,
      'status',
      kind === 'containers' ? 'containerStatuses' : 'initContainerStatuses',
    );
    return objectsAt(pod, 'spec', kind).map(spec => ({
      name: textAt(spec, 'name') ?? '',
      image: textAt(spec, 'image') ?? '',
      imageID: textAt(
        statuses.find(({ name }) => name === spec.name),
        'imageID',
      ),
    }));
  });
}

/**
 * The digest of the repository, by which others can pull it. An image that was loaded onto a node, and not
 * pulled, has the id of its configuration in this place: no registry knows that.
 *
 * @example digestIn('docker-pullable://nginx@sha256:…') // 'sha256:…'
 */
function digestIn(imageId = ''): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(imageId)?.[1];
}
