import fc from 'fast-check';
import { Overlays, Plan } from '../../model';

const RESTARTED_AT = '2026-11-29T20:00:00.000Z';

/** Whatever people may decide about the pods of what is planned. */
export function anyOverlays(plan: Plan): fc.Arbitrary<Overlays> {
  const serving = plan.steps.flatMap(step =>
    step.kind === 'workload' &&
    step.objects.some(({ ref }) => ref.kind === 'Deployment')
      ? [step.workload]
      : [],
  );
  return fc
    .record({
      paused: fc.boolean(),
      scaled: fc.subarray(serving),
      count: fc.nat(5),
      restarted: fc.subarray(serving),
    })
    .map(({ paused, scaled, count, restarted }) => ({
      paused,
      replicas: Object.fromEntries(scaled.map(name => [name, count])),
      restarts: Object.fromEntries(restarted.map(name => [name, RESTARTED_AT])),
    }));
}
