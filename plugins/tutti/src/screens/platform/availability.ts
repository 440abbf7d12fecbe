import type { PlatformView } from '@tutti/plugin-tutti-common';

export type Platform = NonNullable<PlatformView['platform']>;

export interface Availability {
  /** Name of the environment type. */
  type: string;
  title: string;
  /** `some`: only where something else fits too (application, owner, class …). */
  available: 'yes' | 'some' | 'no';
}

/** Where a resource type can be asked for, by the environment types in the order of their ranks. */
export function availabilityOf(
  { definitions, environmentTypes }: Platform,
  resourceType: string,
): Availability[] {
  const all = Object.values(definitions).filter(
    ({ type }) => type === resourceType,
  );
  return Object.values(environmentTypes)
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, title }) => {
      const fitting = all.filter(
        ({ criteria }) => criteria.environmentType?.includes(name) ?? true,
      );
      const anyway = fitting.some(
        ({ class: each, criteria }) =>
          (each === 'default' || each === '*') &&
          Object.keys(criteria).every(key => key === 'environmentType'),
      );
      const somehow = fitting.length > 0 ? 'some' : 'no';
      return {
        type: name,
        title: title ?? name,
        available: anyway ? 'yes' : somehow,
      };
    });
}
