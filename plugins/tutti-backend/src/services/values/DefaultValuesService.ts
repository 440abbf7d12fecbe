import { NotFoundError } from '@backstage/errors';
import { JsonValue, Secret } from '@tutti/engine';
import { compareNames, EnvironmentValue } from '@tutti/plugin-tutti-common';
import { isSecretIn, Scope, SecretHead, Store, ValueRecord } from '../../store';
import { Lookup, Place } from '../Lookup';
import { checkName } from '../names';
import { Caller, EnvironmentPath, ValueScope, ValuesService } from '../types';
import { isoTime } from '../views';

export class DefaultValuesService implements ValuesService {
  constructor(private readonly store: Store) {}

  /** The environment's own, and those of the application that it does not hide. */
  async list(path: EnvironmentPath): Promise<EnvironmentValue[]> {
    const { application, environment } = await new Lookup(this.store).place(
      path,
    );
    const shown = new Map<string, EnvironmentValue>();
    for (const scope of [application.id, environment.id]) {
      for (const value of await this.store.values.list(application.id, scope)) {
        shown.set(
          value.name,
          shown.get(value.name)?.secret
            ? entry(value, true)
            : { ...entry(value, false), value: value.value },
        );
      }
      for (const secret of await this.store.secrets.list(
        application.id,
        scope,
      )) {
        shown.set(secret.name, entry(secret, true));
      }
    }
    return [...shown.values()].sort((a, b) => compareNames(a.name, b.name));
  }

  async put(
    path: EnvironmentPath,
    name: string,
    input: { value: JsonValue; secret: boolean; scope: ValueScope },
    caller: Caller,
  ) {
    checkName('value', name);
    const scope = scopeOf(
      await new Lookup(this.store).place(path),
      input.scope,
    );
    const by = { at: await this.store.now(), who: caller.name };
    await this.store.ofApplication(scope.applicationId, async store => {
      // Once secret, secret everywhere below; nothing of it stays in clear.
      if (input.secret || (await isSecretIn(store, scope, name))) {
        await hideValues(store, scope, name, by);
        await store.secrets.put(scope, name, new Secret(input.value), by);
      } else {
        await store.values.put(scope, name, input.value, by);
      }
    });
  }

  async remove(
    path: EnvironmentPath,
    name: string,
    scopeName: ValueScope,
    caller: Caller,
  ) {
    const scope = scopeOf(await new Lookup(this.store).place(path), scopeName);
    const by = { at: await this.store.now(), who: caller.name };
    await this.store.ofApplication(scope.applicationId, async store => {
      const removed = [
        await store.values.remove(scope, name, by),
        await store.secrets.remove(scope, name, by),
      ];
      if (!removed.includes(true)) {
        throw new NotFoundError(
          `There is no value or secret '${name}' in the scope ${scopeName}`,
        );
      }
    });
  }
}

/** Plain values that a secret of this scope covers become secrets, and their history is purged. */
async function hideValues(
  store: Store,
  scope: Scope,
  name: string,
  by: { at: number; who: string },
): Promise<void> {
  const { applicationId, environmentId } = scope;
  if (environmentId === undefined) {
    for (const { id } of await store.environments.listOf([applicationId])) {
      const narrower = { applicationId, environmentId: id };
      const plain = (await store.values.list(applicationId, id)).find(
        value => value.name === name,
      );
      if (plain) {
        await store.secrets.put(narrower, name, new Secret(plain.value), by);
      }
      await store.values.purge(narrower, name);
    }
  }
  await store.values.purge(scope, name);
}

function scopeOf(
  { application, environment }: Place,
  scope: ValueScope,
): Scope {
  return {
    applicationId: application.id,
    ...(scope === 'environment' && { environmentId: environment.id }),
  };
}

function entry(
  { name, scope, version, updatedAt, updatedBy }: SecretHead | ValueRecord,
  secret: boolean,
): EnvironmentValue {
  return {
    name,
    secret,
    scope,
    version,
    updatedAt: isoTime(updatedAt),
    updatedBy,
  };
}
