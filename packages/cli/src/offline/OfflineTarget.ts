import { GitPlace, Target, TargetError } from '@tutti/engine';
import { isClusterWide } from '@tutti/kubernetes';

/** A cluster that nobody asks: nothing is there, and nothing can be written. */
export function offlineTarget(place: {
  driver: string;
  cluster: string;
  namespace: string;
  git?: GitPlace;
}): Target {
  const refuse = async (): Promise<never> => {
    throw new TargetError('there is no cluster offline', 'unavailable', false);
  };
  return {
    driver: place.driver,
    cluster: place.cluster,
    namespace: place.namespace,
    simulated: true,
    isNamespaced: async (apiVersion, kind) => !isClusterWide(apiVersion, kind),
    observe: async () => [],
    health: async () => [],
    apply: refuse,
    stamp: refuse,
    release: refuse,
    remove: refuse,
    // So that what a repository may not hold is refused here too.
    ...(place.git && { deliver: refuse }),
    ...(place.git?.secrets === 'cluster' && { takesSecrets: true }),
  };
}
