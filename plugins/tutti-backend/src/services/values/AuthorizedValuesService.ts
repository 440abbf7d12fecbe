import { JsonValue } from '@tutti/engine';
import { isSecretIn, Store } from '../../store';
import { demand, Guard } from '../access';
import { environmentSubject } from '../access/Access';
import { Lookup } from '../Lookup';
import { Caller, EnvironmentPath, ValueScope, ValuesService } from '../types';

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

  async put(
    path: EnvironmentPath,
    name: string,
    input: { value: JsonValue; secret: boolean; scope: ValueScope },
    caller: Caller,
  ) {
    const { scope } = input;
    const secret =
      input.secret || (await this.#isSecret(path, name, scope, caller));
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
