import { RuntimeObjectView, RuntimeQuery } from '@tutti/plugin-tutti-common';
import { allowedBy, demand, Guard } from '../access';
import { Caller, EnvironmentPath } from '../types';
import { LogInput, RuntimePath, RuntimeService } from './types';

export class AuthorizedRuntimeService implements RuntimeService {
  constructor(
    private readonly inner: RuntimeService,
    private readonly guard: Guard,
  ) {}

  async objects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
  ) {
    await this.guard.place(path, caller);
    return this.inner.objects(path, query, caller);
  }

  async followObjects(
    path: EnvironmentPath,
    query: RuntimeQuery & { limit: number },
    caller: Caller,
    signal: AbortSignal,
  ) {
    await this.guard.place(path, caller);
    return this.inner.followObjects(path, query, caller, signal);
  }

  /** Containers speak in the status of a pod: a termination message is one. */
  async object(path: RuntimePath, caller: Caller): Promise<RuntimeObjectView> {
    const { grants, subject } = await this.guard.place(path, caller);
    const logs = allowedBy(grants.onEnvironment('logs', subject));
    const view = await this.inner.object(path, caller);
    const shown = view.terminal?.allowed
      ? {
          ...view,
          terminal: allowedBy(grants.onEnvironment('exec', subject)),
        }
      : view;
    if (logs.allowed) return shown;
    const { status: _, ...content } = view.content;
    return { ...shown, content, withheld: logs.reason };
  }

  async lineage(path: RuntimePath, caller: Caller) {
    await this.guard.place(path, caller);
    return this.inner.lineage(path, caller);
  }

  async events(
    path: EnvironmentPath,
    query: { uid?: string; limit: number },
    caller: Caller,
  ) {
    await this.#demandLogs(path, caller);
    return this.inner.events(path, query, caller);
  }

  async log(path: RuntimePath, query: LogInput, caller: Caller) {
    await this.#demandLogs(path, caller);
    return this.inner.log(path, query, caller);
  }

  async follow(
    path: RuntimePath,
    query: LogInput,
    caller: Caller,
    signal: AbortSignal,
  ) {
    await this.#demandLogs(path, caller);
    return this.inner.follow(path, query, caller, signal);
  }

  async #demandLogs(path: EnvironmentPath, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('logs', subject));
  }
}
