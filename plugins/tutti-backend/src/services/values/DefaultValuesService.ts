import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { JsonValue, Secret, SecretReference } from '@tutti/engine';
import {
  compareNames,
  EnvironmentValue,
  RemovedValue,
  SecretPurge,
  SecretPurged,
  ValueVersion,
} from '@tutti/plugin-tutti-common';
import { valuesAt } from '../../planning';
import {
  isSecretIn,
  PurgeMark,
  Scope,
  scopeId,
  SecretHead,
  Store,
  ValueRecord,
  VersionHead,
} from '../../store';
import { Lookup, Place } from '../Lookup';
import { checkName } from '../names';
import {
  Caller,
  EnvironmentPath,
  ValueInput,
  ValueScope,
  ValuesService,
  VersionOfValue,
} from '../types';
import { isoTime } from '../views';
import { onTrail } from './trail';
import { inUseMessage, toldUse, usesOf, usesOfVersion } from './uses';

/** What a name is set to. */
type Content =
  | { kind: 'plain' | 'secret'; value: JsonValue }
  | { kind: 'reference'; from: SecretReference };

/** Beside it, a list says what was deployed. */
type ValueInUse = Omit<EnvironmentValue, 'pending'>;

export class DefaultValuesService implements ValuesService {
  constructor(
    private readonly store: Store,
    /** Names of the stores of secrets that references may name. */
    private readonly stores: readonly string[] = [],
  ) {}

  async list(path: EnvironmentPath) {
    const place = await new Lookup(this.store).place(path);
    const since = await this.#deployedAt(place);
    const items = (await this.inUse(place)).map(value => ({
      ...value,
      pending: Date.parse(value.updatedAt) > since,
    }));
    const present = new Set(items.map(({ name }) => name));
    const removed = (await this.#removed(place, since)).filter(
      ({ name }) => !present.has(name),
    );
    return { items, removed };
  }

  /** The environment's own, and those of the application that it does not hide; by name. */
  async inUse({ application, environment }: Place): Promise<ValueInUse[]> {
    const shown = new Map<string, ValueInUse>();
    const show = (value: ValueInUse) => {
      const overrides = shown.get(value.name);
      shown.set(value.name, { ...value, ...(overrides && { overrides }) });
    };
    for (const scope of [application.id, environment.id]) {
      for (const value of await this.store.values.list(application.id, scope)) {
        const secret = shown.get(value.name)?.secret ?? false;
        show({
          ...entry(value, secret),
          ...(!secret && { value: value.value }),
        });
      }
      for (const secret of await this.store.secrets.list(
        application.id,
        scope,
      )) {
        show(entry(secret, true));
      }
    }
    return [...shown.values()].sort((a, b) => compareNames(a.name, b.name));
  }

  async versions(path: EnvironmentPath, name: string): Promise<ValueVersion[]> {
    const { store } = this;
    const place = await new Lookup(store).place(path);
    const used = (await this.inUse(place)).find(value => value.name === name);
    const uses = await usesOf(store, place, name);
    const found: ValueVersion[] = [];
    for (const scope of ['application', 'environment'] as const) {
      const id = scopeId(scopeOf(place, scope));
      const add = (
        { version, updatedAt, updatedBy }: VersionHead,
        what: Pick<
          ValueVersion,
          'secret' | 'value' | 'removed' | 'purged' | 'from'
        >,
      ) =>
        found.push({
          ...what,
          scope,
          version,
          at: isoTime(updatedAt),
          by: updatedBy,
          inUse:
            used?.scope === scope &&
            used.version === version &&
            !what.removed &&
            !what.purged,
          usedBy: usesOfVersion(uses, {
            scopeId: id,
            secret: what.secret,
            version,
          }),
        });
      for (const each of await store.values.versions(id, name)) {
        add(each, {
          secret: false,
          removed: each.removed,
          // What is secret now was not meant to be read before.
          ...(!used?.secret && !each.removed && { value: each.value }),
        });
      }
      for (const each of await store.secrets.versions(id, name)) {
        add(each, {
          secret: true,
          removed: each.removed,
          ...(each.from && { from: each.from }),
          ...(each.purged && { purged: toldPurge(each.purged) }),
        });
      }
    }
    if (found.length === 0) {
      throw new NotFoundError(
        `There was never a value or secret '${name}' in ${path.environment}`,
      );
    }
    return found.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async restore(
    path: EnvironmentPath,
    name: string,
    { scope: scopeName, version, secret }: VersionOfValue,
    caller: Caller,
  ) {
    const scope = scopeOf(await new Lookup(this.store).place(path), scopeName);
    const by = { at: await this.store.now(), who: caller.name };
    await onTrail(this.store, { scope, name, caller }, async store => {
      const id = scopeId(scope);
      const content = await contentAt(store, id, name, { version, secret });
      if (content === undefined) {
        const purged = secret
          ? (await store.secrets.version(id, name, version))?.purged
          : undefined;
        if (purged) {
          throw new ConflictError(
            `Version ${version} of the secret '${name}' was purged by ${
              purged.by
            } on ${isoTime(
              purged.at,
            )}: its content is gone for good. Set '${name}' to a new value.`,
          );
        }
        throw new NotFoundError(
          `There is no ${
            secret ? 'secret' : 'value'
          } '${name}' of version ${version} in the scope ${scopeName} that could be set again`,
        );
      }
      await set(store, { scope, name, content, by });
    });
  }

  async purge(
    path: EnvironmentPath,
    name: string,
    { scope: scopeName, version, force = false, reason }: SecretPurge,
    caller: Caller,
  ): Promise<SecretPurged> {
    if (force && !reason?.trim()) {
      throw new InputError(
        'Purging what may be in use needs a reason: give one in "reason".',
      );
    }
    const place = await new Lookup(this.store).place(path);
    const scope = scopeOf(place, scopeName);
    const mark = {
      at: await this.store.now(),
      by: caller.name,
      ...(reason?.trim() && { reason: reason.trim() }),
    };
    return onTrail(this.store, { scope, name, caller }, async store => {
      const id = scopeId(scope);
      const versions = await store.secrets.purge(id, name, version, mark);
      if (versions.length === 0) {
        throw new NotFoundError(
          `There is no secret '${name}'${
            version === undefined ? '' : ` of version ${version}`
          } in the scope ${scopeName} that has a content to purge`,
        );
      }
      const uses = await usesOf(store, place, name);
      const remains = uses.filter(
        use =>
          use.secret && use.scopeId === id && versions.includes(use.version),
      );
      if (remains.length > 0 && !force) {
        throw new ConflictError(inUseMessage(name, remains));
      }
      return { versions, remains: remains.map(toldUse) };
    });
  }

  async put(
    path: EnvironmentPath,
    name: string,
    input: ValueInput,
    caller: Caller,
  ) {
    checkName('value', name);
    const scope = scopeOf(
      await new Lookup(this.store).place(path),
      input.scope,
    );
    const by = { at: await this.store.now(), who: caller.name };
    const content = this.#contentOf(input);
    await onTrail(this.store, { scope, name, caller }, store =>
      set(store, { scope, name, content, by }),
    );
  }

  /** @throws InputError for a store that nobody brought */
  #contentOf(input: ValueInput): Content {
    if (!('from' in input)) {
      return {
        kind: input.secret ? 'secret' : 'plain',
        value: input.value,
      };
    }
    const { store } = input.from;
    if (!this.stores.includes(store)) {
      throw new InputError(
        `from.store: there is no store of secrets '${store}'; there is ${
          this.stores.join(', ') || 'none'
        }`,
      );
    }
    return { kind: 'reference', from: input.from };
  }

  async remove(
    path: EnvironmentPath,
    name: string,
    scopeName: ValueScope,
    caller: Caller,
  ) {
    const scope = scopeOf(await new Lookup(this.store).place(path), scopeName);
    const by = { at: await this.store.now(), who: caller.name };
    await onTrail(this.store, { scope, name, caller }, async store => {
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

  /** When what runs was begun with; 0 where nothing does. */
  async #deployedAt({ environment }: Place): Promise<number> {
    const { id } = environment;
    const success = (await this.store.deployments.lastSuccessOf([id])).get(id);
    return success && !success.destroys ? valuesAt(success) : 0;
  }

  async #removed(place: Place, since: number): Promise<RemovedValue[]> {
    if (since === 0) {
      return [];
    }
    const { values, secrets } = this.store;
    const found: RemovedValue[] = [];
    for (const scope of ['environment', 'application'] as const) {
      const id = scopeId(scopeOf(place, scope));
      const gone = [
        ...(await secrets.removedSince(id, since)).map(
          head => [head, true] as const,
        ),
        ...(await values.removedSince(id, since)).map(
          head => [head, false] as const,
        ),
      ];
      for (const [{ name, updatedAt, updatedBy }, secret] of gone) {
        if (!found.some(each => each.name === name)) {
          found.push({
            name,
            secret,
            scope,
            updatedAt: isoTime(updatedAt),
            updatedBy,
          });
        }
      }
    }
    return found.sort((a, b) => compareNames(a.name, b.name));
  }
}

/** Once secret, secret everywhere below; nothing of it stays in clear. Call it in a transaction. */
async function set(
  store: Store,
  what: {
    scope: Scope;
    name: string;
    content: Content;
    by: { at: number; who: string };
  },
): Promise<void> {
  const { scope, name, content, by } = what;
  if (content.kind === 'plain' && !(await isSecretIn(store, scope, name))) {
    await store.values.put(scope, name, content.value, by);
    return;
  }
  await hideValues(store, scope, name, by);
  await store.secrets.put(
    scope,
    name,
    content.kind === 'reference' ? content.from : new Secret(content.value),
    by,
  );
}

/** What an earlier version held; undefined where nothing can be set again. */
async function contentAt(
  store: Store,
  scope: string,
  name: string,
  { version, secret }: { version: number; secret: boolean },
): Promise<Content | undefined> {
  if (!secret) {
    const plain = (await store.values.versions(scope, name)).find(
      each => each.version === version,
    );
    return plain?.value === undefined
      ? undefined
      : { kind: 'plain', value: plain.value };
  }
  const kept = await store.secrets.content(scope, name, version);
  if (kept instanceof Secret) {
    return { kind: 'secret', value: kept.reveal() };
  }
  return kept && { kind: 'reference', from: kept };
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

function toldPurge({
  at,
  by,
  reason,
}: PurgeMark): NonNullable<ValueVersion['purged']> {
  return {
    at: isoTime(at),
    by,
    ...(reason !== undefined && { reason }),
  };
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

function entry(head: SecretHead | ValueRecord, secret: boolean): ValueInUse {
  const { name, scope, version, updatedAt, updatedBy } = head;
  return {
    name,
    ...('from' in head && head.from && { from: head.from }),
    secret,
    scope,
    version,
    updatedAt: isoTime(updatedAt),
    updatedBy,
  };
}
