import { WorkloadInput } from '@tutti/plugin-tutti-common';
import { demand, Guard, seesPlace } from '../access';
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
    input: WorkloadInput,
    caller: Caller,
  ) {
    await this.#demandUpdate(application, caller);
    return this.inner.put(application, name, input, caller);
  }

  async refresh(application: string, name: string, caller: Caller) {
    await this.#demandUpdate(application, caller);
    return this.inner.refresh(application, name, caller);
  }

  async versions(
    application: string,
    name: string,
    query: { limit: number; before?: number },
    caller: Caller,
  ) {
    await this.guard.application(application, caller);
    return this.inner.versions(application, name, query, caller);
  }

  async version(
    application: string,
    name: string,
    version: number,
    caller: Caller,
  ) {
    await this.guard.application(application, caller);
    return this.inner.version(application, name, version, caller);
  }

  async restore(
    application: string,
    name: string,
    version: number,
    caller: Caller,
  ) {
    await this.#demandUpdate(application, caller);
    return this.inner.restore(application, name, version, caller);
  }

  async remove(application: string, name: string, caller: Caller) {
    await this.#demandUpdate(application, caller);
    await this.inner.remove(application, name, caller);
  }

  async check(
    application: string,
    name: string,
    input: { score: string },
    caller: Caller,
  ) {
    const { grants } = await this.guard.application(application, caller);
    return this.inner.check(
      application,
      name,
      { ...input, visible: place => seesPlace(grants, place) },
      caller,
    );
  }

  async #demandUpdate(application: string, caller: Caller): Promise<void> {
    const { grants, subject } = await this.guard.application(
      application,
      caller,
    );
    demand(grants.onApplication('update', subject));
  }
}
