import { Secret, ValueObject } from '@tutti/engine';
import { EnvironmentRecord, Store } from '../store';

/**
 * The application's values and secrets; what the environment sets hides them. A name that is secret
 * in the application is secret in all of it.
 */
export async function valuesFor(
  store: Store,
  environment: EnvironmentRecord,
): Promise<{ values: ValueObject; secrets: Record<string, Secret> }> {
  const values: ValueObject = {};
  const secrets: Record<string, Secret> = {};
  for (const scope of [environment.applicationId, environment.id]) {
    for (const { name, value } of await store.values.list(
      environment.applicationId,
      scope,
    )) {
      if (Object.hasOwn(secrets, name)) {
        secrets[name] = new Secret(value);
      } else {
        values[name] = value;
      }
    }
    const set = await store.secrets.contents(environment.applicationId, scope);
    for (const [name, secret] of Object.entries(set)) {
      secrets[name] = secret;
      delete values[name];
    }
  }
  return { values, secrets };
}
