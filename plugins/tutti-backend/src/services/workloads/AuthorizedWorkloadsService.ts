import { demand, Guard } from '../access';
import { Caller, WorkloadsService } from '../types';

export class AuthorizedWorkloadsService implements WorkloadsService {
  constructor(
    private readonly inner: WorkloadsService,
    private readonly guard: Guard,
  ) {}

  async get(application: string, name: string, caller: Caller) {
    await this.guard.application(application, caller);
    return this.inner.get(application, name, caller);
  }

  async put(
    application: string,
    name: string,
    input: { score: string },
    caller: Caller,
  ) {
    await this.#demandUpdate(application, caller);
    return this.inner.put(application, name, input, caller);
  }

  async remove(application: string, name: string, caller: Caller) {
    await this.#demandUpdate(application, caller);
    await this.inner.remove(application, name, caller);
  }

  async #demandUpdate(application: string, caller: Caller): Promise<void> {
    const { grants, subject } = await this.guard.application(
      application,
      caller,
    );
    demand(grants.onApplication('update', subject));
  }
}
