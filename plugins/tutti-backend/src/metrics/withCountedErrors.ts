import { Target, TargetError, targetFacts } from '@tutti/engine';
import { Metrics } from './Metrics';

/** The same target; whatever it throws is counted. */
export function withCountedErrors(target: Target, metrics: Metrics): Target {
  const counted =
    <Arguments extends unknown[], Answer>(
      call: (...given: Arguments) => Promise<Answer>,
    ) =>
    async (...given: Arguments): Promise<Answer> => {
      try {
        return await call.apply(target, given);
      } catch (error) {
        const code = error instanceof TargetError ? error.code : 'unforeseen';
        metrics.clusterFailed(target.cluster, code);
        throw error;
      }
    };
  return {
    ...targetFacts(target),
    isNamespaced: counted(target.isNamespaced),
    ...(target.shapeOf && { shapeOf: counted(target.shapeOf) }),
    observe: counted(target.observe),
    apply: counted(target.apply),
    ...(target.dryRun && { dryRun: counted(target.dryRun) }),
    stamp: counted(target.stamp),
    release: counted(target.release),
    remove: counted(target.remove),
    ...(target.deliver && { deliver: counted(target.deliver) }),
    health: counted(target.health),
    // Whoever looks is told what went wrong.
    ...(target.runtime && { runtime: target.runtime }),
  };
}
