import { Place as CheckedPlace, Platform } from '@tutti/engine';
import { ApplicationRecord, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { DefaultValuesService } from '../values/DefaultValuesService';

/**
 * Where a workload of the application will run: the environments that may be seen, with the names
 * of what people set there; before there is any, each type that the platform has.
 */
export async function placesOf(
  store: Store,
  platform: Platform,
  application: ApplicationRecord,
  visible: (place: Place) => boolean,
): Promise<CheckedPlace[]> {
  const places = (await new Lookup(store).places([application])).filter(
    visible,
  );
  if (places.length === 0) {
    return typesOf(platform, {
      application: application.name,
      ...(application.owner && { owner: application.owner }),
      labels: application.entity?.labels ?? {},
    });
  }
  const values = new DefaultValuesService(store);
  const rank = (type: string) => platform.environmentTypes[type]?.rank ?? 0;
  return Promise.all(
    places
      .sort((a, b) => rank(a.environment.type) - rank(b.environment.type))
      .map(async ({ environment }) => ({
        context: {
          application: application.name,
          environment: environment.name,
          environmentType: environment.type,
          ...(application.owner && { owner: application.owner }),
          labels: application.entity?.labels ?? {},
        },
        values: await values.inUse({ application, environment }),
      })),
  );
}

/** An environment of each type, in their order; named as its type. */
export function typesOf(
  { environmentTypes }: Platform,
  who: Pick<CheckedPlace['context'], 'application' | 'owner' | 'labels'>,
  names: string[] = Object.keys(environmentTypes),
): CheckedPlace[] {
  return names
    .sort((a, b) => environmentTypes[a].rank - environmentTypes[b].rank)
    .map(name => ({
      context: { ...who, environment: name, environmentType: name },
    }));
}
