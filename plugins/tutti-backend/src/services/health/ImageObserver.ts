import {
  ObjectKey,
  objectKey,
  ObjectRef,
  RunningImage,
  TargetError,
} from '@tutti/engine';
import { compareNames, RanImage, RanImages } from '@tutti/plugin-tutti-common';
import { Targets } from '../../planning';
import { BoundTarget, EnvironmentRecord, Store } from '../../store';
import { callWithin, presentObjects, workloadOf } from './inCluster';

/** A success is written down with them, and does not wait longer for a cluster that is slow. */
const LOOK_MS = 5_000;

/** Looks at which contents of images run, workload by workload. */
export class ImageObserver {
  constructor(
    private readonly store: Store,
    private readonly targets: Targets,
  ) {}

  /** What runs now. A target that shows no pods, or does not answer, gives none and says so. */
  async look(environment: EnvironmentRecord): Promise<RanImages> {
    const { target } = environment;
    const workloads = new Map<
      ObjectKey,
      { ref: ObjectRef; workload: string }
    >();
    for (const { ref, owner } of await presentObjects(
      this.store,
      environment,
    )) {
      const workload = workloadOf(owner);
      if (workload !== undefined) {
        workloads.set(objectKey(ref), { ref, workload });
      }
    }
    if (!target || workloads.size === 0) {
      return { items: [] };
    }
    const found = await this.#ask(
      target,
      [...workloads.values()].map(({ ref }) => ref),
    );
    if ('message' in found) {
      return { items: [], ...found };
    }
    const items = found.images.flatMap(({ ref, ...image }): RanImage[] => {
      const workload = workloads.get(objectKey(ref))?.workload;
      return workload === undefined ? [] : [{ workload, ...image }];
    });
    return { items: items.sort(byPlace) };
  }

  async #ask(
    place: BoundTarget,
    refs: ObjectRef[],
  ): Promise<{ images: RunningImage[] } | { message: string }> {
    const { name, cluster } = place;
    try {
      const { runtime } = await this.targets.open(place);
      return runtime
        ? { images: await runtime.images(refs, callWithin(LOOK_MS)) }
        : {
            message: `Which contents run is not known: the target ${name} shows no pods.`,
          };
    } catch (error) {
      // In none of its words, which may hold anything.
      const isForbidden =
        error instanceof TargetError && error.code === 'forbidden';
      return {
        message: `Which contents run is not known: the cluster ${cluster} ${
          isForbidden ? 'lets nobody look at its pods' : 'did not answer'
        } when it succeeded.`,
      };
    }
  }
}

function byPlace(a: RanImage, b: RanImage): number {
  return (
    compareNames(a.workload, b.workload) ||
    compareNames(a.container, b.container)
  );
}
