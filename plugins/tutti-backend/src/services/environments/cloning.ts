import { InputError } from '@backstage/errors';
import { JsonValue, Secret } from '@tutti/engine';
import { EnvironmentSource } from '@tutti/plugin-tutti-common';
import { EnvironmentRecord, isSecretIn, Store } from '../../store';
import { checkName } from '../names';

/**
 * Gives a new environment the chosen plain values of another one, and secrets of its own: nobody's
 * secret goes anywhere without a person who sets it. Call it in the transaction that makes the
 * environment.
 *
 * @throws InputError that names the field
 */
export async function equip(
  store: Store,
  environment: Pick<EnvironmentRecord, 'id' | 'applicationId'>,
  given: { from?: EnvironmentSource; secrets?: Record<string, string> },
  by: { at: number; who: string },
): Promise<void> {
  const scope = {
    applicationId: environment.applicationId,
    environmentId: environment.id,
  };
  const { from, secrets = {} } = given;
  if (from) {
    for (const [name, value] of await chosenValues(store, scope, from)) {
      if (Object.hasOwn(secrets, name)) {
        throw new InputError(
          `from.values: ${name} is given under secrets too; choose one.`,
        );
      }
      await store.values.put(scope, name, value, by);
    }
  }
  for (const [name, secret] of Object.entries(secrets)) {
    checkName('value', name);
    await store.secrets.put(scope, name, new Secret(secret), by);
  }
}

async function chosenValues(
  store: Store,
  { applicationId }: { applicationId: string },
  { environment, values: chosen }: EnvironmentSource,
) {
  const source = await store.environments.find(applicationId, environment);
  if (!source) {
    throw new InputError(
      `from.environment: the application has no environment '${environment}'.`,
    );
  }
  const present = new Map(
    (await store.values.list(applicationId, source.id)).map(
      ({ name, value }) => [name, value] as const,
    ),
  );
  const found: [string, JsonValue][] = [];
  for (const name of new Set(chosen)) {
    const isSecret = await isSecretIn(
      store,
      { applicationId, environmentId: source.id },
      name,
    );
    if (isSecret) {
      throw new InputError(
        `from.values: ${name} is a secret, and secrets are not copied; give one under secrets, or leave it out.`,
      );
    }
    const value = present.get(name);
    if (value === undefined) {
      throw new InputError(
        `from.values: ${environment} sets no value '${name}'; it sets: ${
          [...present.keys()].join(', ') || 'none'
        }.`,
      );
    }
    found.push([name, value]);
  }
  return found;
}
