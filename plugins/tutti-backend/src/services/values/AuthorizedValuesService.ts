import { isError } from '@backstage/errors';
import { SecretPurge, ValueUse } from '@tutti/plugin-tutti-common';
import { isSecretIn, Store } from '../../store';
import { demand, Guard } from '../access';
import { environmentSubject } from '../access/Access';
import { Lookup } from '../Lookup';
import {
  Caller,
  EnvironmentPath,
  ValueInput,
  ValueScope,
  ValuesService,
  VersionOfValue,
} from '../types';

export class AuthorizedValuesService implements ValuesService {
  constructor(
    private readonly inner: ValuesService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async list(path: EnvironmentPath, caller: Caller) {
    await this.guard.place(path, caller);
    return this.inner.list(path, caller);
  }

  async versions(path: EnvironmentPath, name: string, caller: Caller) {
    await this.guard.place(path, caller);
    const versions = await this.inner.versions(path, name, caller);
    return Promise.all(
      versions.map(async version => ({
        ...version,
        usedBy: await this.#visible(path, version.usedBy, caller),
      })),
    );
  }

  async restore(
    path: EnvironmentPath,
    name: string,
    version: VersionOfValue,
    caller: Caller,
  ) {
    const { scope } = version;
    const secret =
      version.secret || (await this.#isSecret(path, name, scope, caller));
    await this.#demandWrite(path, scope, secret, caller);
    await this.inner.restore(path, name, version, caller);
  }

  async purge(
    path: EnvironmentPath,
    name: string,
    purge: SecretPurge,
    caller: Caller,
  ) {
    await this.#demandWrite(path, purge.scope, true, caller);
    const { versions, remains } = await this.inner.purge(
      path,
      name,
      purge,
      caller,
    );
    return { versions, remains: await this.#visible(path, remains, caller) };
  }

  async put(
    path: EnvironmentPath,
    name: string,
    input: ValueInput,
    caller: Caller,
  ) {
    const { scope } = input;
    const secret =
      'from' in input ||
      input.secret ||
      (await this.#isSecret(path, name, scope, caller));
    await this.#demandWrite(path, scope, secret, caller);
    await this.inner.put(path, name, input, caller);
  }

  async remove(
    path: EnvironmentPath,
    name: string,
    scope: ValueScope,
    caller: Caller,
  ) {
    const secret = await this.#isSecret(path, name, scope, caller);
    await this.#demandWrite(path, scope, secret, caller);
    await this.inner.remove(path, name, scope, caller);
  }

  /** Other environments of the application are not everybody's to know. */
  async #visible(
    { application, environment }: EnvironmentPath,
    uses: ValueUse[],
    caller: Caller,
  ): Promise<ValueUse[]> {
    const visible: ValueUse[] = [];
    for (const use of uses) {
      if (
        use.environment === environment ||
        (await this.#sees(
          { application, environment: use.environment },
          caller,
        ))
      ) {
        visible.push(use);
      }
    }
    return visible;
  }

  async #sees(path: EnvironmentPath, caller: Caller): Promise<boolean> {
    try {
      await this.guard.place(path, caller);
      return true;
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return false;
      throw error;
    }
  }

  /** Here or in the wider scope: also when a plain value would hide it, or it would be removed. */
  async #isSecret(
    path: EnvironmentPath,
    name: string,
    scope: ValueScope,
    caller: Caller,
  ): Promise<boolean> {
    const { place } = await this.guard.place(path, caller);
    const { application, environment } = place;
    return isSecretIn(
      this.store,
      {
        applicationId: application.id,
        ...(scope === 'environment' && { environmentId: environment.id }),
      },
      name,
    );
  }

  async #demandWrite(
    path: EnvironmentPath,
    scope: ValueScope,
    secret: boolean,
    caller: Caller,
  ): Promise<void> {
    const { grants, place, subject } = await this.guard.place(path, caller);
    if (!secret) {
      demand(grants.onApplication('update', subject.application));
      return;
    }
    // A secret of the application reaches every environment: all of them must agree.
    const places =
      scope === 'environment'
        ? [place]
        : await new Lookup(this.store).places([place.application]);
    for (const { application, environment } of places) {
      demand(
        grants.onEnvironment(
          'secrets',
          environmentSubject(application, environment),
        ),
      );
    }
  }
}
