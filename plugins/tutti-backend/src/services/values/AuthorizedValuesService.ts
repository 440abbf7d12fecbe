import { JsonValue } from '@tutti/engine';
import { Store } from '../../store';
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
    const touchesSecret =
      input.secret || (await this.#isSecret(path, name, scope, caller));
    await this.#demandWrite(path, scope, touchesSecret, caller);
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

  /** Also when a secret would be replaced by a plain value, or removed. */
  async #isSecret(
    path: EnvironmentPath,
    name: string,
    scope: ValueScope,
    caller: Caller,
  ): Promise<boolean> {
    const { place } = await this.guard.place(path, caller);
    const { application, environment } = place;
    const secrets = await this.store.secrets.list(
      application.id,
      scope === 'environment' ? environment.id : application.id,
    );
    return secrets.some(secret => secret.name === name);
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
