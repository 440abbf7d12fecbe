import { JsonValue, Secret, SecretReference, ValueObject } from '@tutti/engine';
import { ScopeVersions, ValueVersions } from '../plans';
import { EnvironmentRecord, Store } from '../store';

const SCOPES = ['application', 'environment'] as const;

/**
 * The application's values and secrets; what the environment sets hides them. A name that is secret
 * in the application is secret in all of it.
 *
 * @param pinned plain values of these versions in place of those of now; one that has become a
 *   secret since, or whose version is gone, is not among them. Secrets are always those of now
 */
export async function valuesFor(
  store: Store,
  environment: EnvironmentRecord,
  pinned?: ValueVersions,
): Promise<{
  values: ValueObject;
  secrets: Record<string, Secret>;
  references: Record<string, SecretReference>;
  /** Which there are now. */
  versions: ValueVersions;
}> {
  // Names are people's: what they are called does not matter to a map.
  const values = new Map<string, JsonValue>();
  const secrets = new Map<string, Secret | SecretReference>();
  const { applicationId } = environment;
  const scopes = SCOPES.map(scope => scopeIdOf(environment, scope));
  const plainNow = await store.values.list(applicationId, scopes);
  const kept = await store.secrets.contents(applicationId, scopes);
  for (const scope of SCOPES) {
    const plain = pinned
      ? await store.values.at(
          scopeIdOf(environment, scope),
          pinned[scope].values,
        )
      : plainNow.filter(each => each.scope === scope);
    for (const { name, value } of plain) {
      if (secrets.has(name)) {
        secrets.set(name, new Secret(value));
      } else {
        values.set(name, value);
      }
    }
    for (const { name, content } of kept.filter(each => each.scope === scope)) {
      if (content) {
        secrets.set(name, content);
        values.delete(name);
      }
    }
  }
  return {
    values: Object.fromEntries(values),
    ...told(secrets),
    versions: versionsOf(plainNow, kept),
  };
}

function told(secrets: Map<string, Secret | SecretReference>) {
  const kept: [string, Secret][] = [];
  const references: [string, SecretReference][] = [];
  for (const [name, secret] of secrets) {
    if (secret instanceof Secret) {
      kept.push([name, secret]);
    } else {
      references.push([name, secret]);
    }
  }
  return {
    secrets: Object.fromEntries(kept),
    references: Object.fromEntries(references),
  };
}

/** Which values and secrets there are. @param until as they were then, in milliseconds */
export async function valueVersions(
  store: Store,
  environment: EnvironmentRecord,
  until?: number,
): Promise<ValueVersions> {
  const { applicationId } = environment;
  const scopes = SCOPES.map(scope => scopeIdOf(environment, scope));
  const plain = await store.values.list(applicationId, scopes, until);
  const secret = await store.secrets.list(applicationId, scopes, until);
  return versionsOf(plain, secret);
}

function versionsOf(
  plain: { scope: string; name: string; version: number }[],
  secret: { scope: string; name: string }[],
): ValueVersions {
  const of = (scope: (typeof SCOPES)[number]): ScopeVersions => ({
    values: Object.fromEntries(
      plain
        .filter(each => each.scope === scope)
        .map(({ name, version }) => [name, version]),
    ),
    secrets: secret
      .filter(each => each.scope === scope)
      .map(({ name }) => name)
      .sort(),
  });
  return {
    application: of('application'),
    environment: of('environment'),
  };
}

function scopeIdOf(
  environment: EnvironmentRecord,
  scope: (typeof SCOPES)[number],
): string {
  return scope === 'application' ? environment.applicationId : environment.id;
}
