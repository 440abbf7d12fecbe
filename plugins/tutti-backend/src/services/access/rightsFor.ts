import { own } from '@tutti/engine';
import { EnvironmentVerb, PlanInput } from '@tutti/plugin-tutti-common';

/** What each part of a plan's input needs; what is not named needs `deploy`. */
const RIGHTS: Record<string, EnvironmentVerb | EnvironmentVerb[]> = {
  destroy: 'destroy',
  unpromoted: ['deploy', 'override'],
  pause: 'operate',
  replicas: 'operate',
  restart: 'operate',
  repair: 'operate',
  refresh: 'operate',
  remove: 'manage',
  rotate: 'manage',
} satisfies Partial<
  Record<keyof PlanInput, EnvironmentVerb | EnvironmentVerb[]>
>;

/** They say how, not what. */
const NEUTRAL = ['consent', 'force'];

/** What somebody must be allowed to do to ask for this: `deploy` where it says nothing else. */
export function rightsFor(input: PlanInput): EnvironmentVerb[] {
  const rights = Object.entries(input)
    .filter(
      ([key, value]) =>
        !NEUTRAL.includes(key) &&
        value !== undefined &&
        // To pause no longer is a wish too; not to destroy is none.
        (value !== false || key === 'pause'),
    )
    .flatMap(([key]) => own(RIGHTS, key) ?? 'deploy');
  return rights.length > 0 ? [...new Set(rights)] : ['deploy'];
}
