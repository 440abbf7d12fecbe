import {
  groupBy,
  ObjectHealth,
  objectKey,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { Targets } from '../../planning';
import { BoundTarget, Store } from '../../store';
import { ObservedObject } from './Observation';

/** A LIST a kind over everything in a cluster takes its time, and nobody waits for it. */
const SURVEY_MS = 60_000;
/** Until a cluster that refused is asked again: somebody may have given the right. */
const REFUSED_MS = 10 * 60_000;

/** A survey never asks why: causes are for those who look at one environment. */
type Known = (environmentId: string) => readonly ObservedObject[] | undefined;

/**
 * Looks at all environments of a cluster at once: one LIST a kind, however many there are. It tells
 * only of those that are well: of others the cause is asked for, one by one.
 */
export class ClusterSurveys {
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #refusedUntil = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly targets: Targets,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Resolves when it has told of every environment of this cluster that is well; those who ask meanwhile
   * get the same survey.
   *
   * @param known - what was seen before: of objects that no LIST shows, the newest there is
   */
  survey(
    bound: BoundTarget,
    known: Known,
    tell: (environmentId: string, objects: ObservedObject[]) => void,
  ): Promise<void> {
    const key = `${bound.driver} ${bound.cluster}`;
    const survey =
      this.#underWay.get(key) ??
      this.#survey(key, bound, known, tell).finally(() =>
        this.#underWay.delete(key),
      );
    this.#underWay.set(key, survey);
    return survey;
  }

  async #survey(
    key: string,
    bound: BoundTarget,
    known: Known,
    tell: (environmentId: string, objects: ObservedObject[]) => void,
  ): Promise<void> {
    if (this.now() < (this.#refusedUntil.get(key) ?? 0)) return;
    const heads = await this.store.objects.headsIn(bound.cluster);
    const kinds = new Map(
      heads
        .filter(({ ref }) => ref.namespace !== undefined)
        .map(({ ref: { apiVersion, kind } }) => [
          `${apiVersion} ${kind}`,
          { apiVersion, kind },
        ]),
    );
    const healths = await this.#ask(key, bound, [...kinds.values()]);
    const seen = new Map(healths.map(each => [objectKey(each.ref), each]));
    // Nothing stands in a namespace that is not there.
    for (const { ref } of healths) {
      if (ref.namespace !== undefined) {
        const namespace = namespaceOf(ref.namespace);
        seen.set(objectKey(namespace.ref), namespace);
      }
    }
    const byEnvironment = groupBy(heads, ({ environmentId }) => environmentId);
    for (const environmentId of await this.#ofDriver(bound, [
      ...byEnvironment.keys(),
    ])) {
      const owned = byEnvironment.get(environmentId) ?? [];
      const before = new Map(
        known(environmentId)?.map(each => [objectKey(each.ref), each]),
      );
      const objects = owned.flatMap(({ ref, owner }) => {
        const name = objectKey(ref);
        const health =
          seen.get(name) ??
          (ref.namespace === undefined ? before.get(name) : undefined);
        return health?.status === 'healthy' ? [{ ...health, ref, owner }] : [];
      });
      if (objects.length === owned.length) tell(environmentId, objects);
    }
  }

  /** What is delivered to the same cluster in another way is well when that way says so. */
  async #ofDriver(
    { driver }: BoundTarget,
    environmentIds: string[],
  ): Promise<string[]> {
    const environments = await this.store.environments.get(environmentIds);
    return environments
      .filter(({ target }) => target?.driver === driver)
      .map(({ id }) => id);
  }

  async #ask(
    key: string,
    bound: BoundTarget,
    kinds: Parameters<Targets['survey']>[1],
  ): Promise<ObjectHealth[]> {
    const call: TargetCall = {
      signal: AbortSignal.timeout(SURVEY_MS),
      timeoutMs: SURVEY_MS,
    };
    try {
      return (await this.targets.survey(bound, kinds, call)) ?? [];
    } catch (error) {
      // Whoever asks one by one is told why a cluster does not answer.
      if (!(error instanceof TargetError)) throw error;
      if (error.code === 'forbidden') {
        this.#refusedUntil.set(key, this.now() + REFUSED_MS);
      }
      return [];
    }
  }
}

function namespaceOf(name: string): ObjectHealth {
  return {
    ref: { apiVersion: 'v1', kind: 'Namespace', name },
    status: 'healthy',
    message: 'present',
  };
}
