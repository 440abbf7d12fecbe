import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  ApplicationRecord,
  EnvironmentRecord,
  PreviewRecord,
  Store,
} from '../../store';
import { equip } from '../environments/cloning';
import { Asking, Seeing } from './types';

/**
 * The environment of a preview, with the plain values of its base. Call it in a transaction of the
 * application.
 *
 * @throws ConflictError where the application has as many previews as it may have
 */
export async function make(
  tx: Store,
  { application, key, type, most, input }: Asking,
  by: { at: number; who: string },
): Promise<EnvironmentRecord> {
  const present = await tx.previews.listOf(application.id);
  if (present.length >= most) {
    const shown = await visibleKeys(tx, application, present, input);
    throw new ConflictError(
      `${application.name} has ${present.length} previews${
        shown.length > 0 ? ` (${shown.join(', ')})` : ''
      }, and may have no more than ${most} (tutti.previews.perApplication). Close one, or wait until one is destroyed.`,
    );
  }
  const id = randomUUID();
  await tx.environments.add({
    id,
    applicationId: application.id,
    name: key,
    type,
    createdAt: by.at,
    createdBy: by.who,
  });
  const [environment] = await tx.environments.get([id]);
  const values = await plainNames(tx, application, input.base);
  const own = input.values ?? {};
  await equip(
    tx,
    environment,
    {
      from: {
        environment: input.base,
        values: values.filter(name => !Object.hasOwn(own, name)),
      },
    },
    by,
  );
  return environment;
}

async function visibleKeys(
  tx: Store,
  application: ApplicationRecord,
  previews: PreviewRecord[],
  { visible = () => true }: Seeing,
): Promise<string[]> {
  const environments = await tx.environments.get(
    previews.map(({ environmentId }) => environmentId),
  );
  return environments
    .filter(environment => visible({ application, environment }))
    .map(({ name }) => name)
    .sort();
}

/** Of the plain values that are the base's own. */
async function plainNames(
  tx: Store,
  { id: applicationId }: ApplicationRecord,
  base: string,
): Promise<string[]> {
  const environment = await tx.environments.find(applicationId, base);
  if (!environment) {
    return [];
  }
  const secrets = new Set(
    (await tx.secrets.list(applicationId, [applicationId, environment.id])).map(
      ({ name }) => name,
    ),
  );
  return (await tx.values.list(applicationId, environment.id))
    .map(({ name }) => name)
    .filter(name => !secrets.has(name));
}
