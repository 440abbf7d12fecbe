import { Runtime } from '@tutti/plugin-tutti-common';
import { allowedBy, demand, Guard } from '../access';
import { Caller, EnvironmentPath, EnvironmentsService } from '../types';
import { causeFor } from './logs';
import { grantedEnvironment } from './visible';

export class AuthorizedEnvironmentsService implements EnvironmentsService {
  constructor(
    private readonly inner: EnvironmentsService,
    private readonly guard: Guard,
  ) {}

  async create(
    application: string,
    input: { name: string; type: string },
    caller: Caller,
  ) {
    const guarded = await this.guard.application(application, caller);
    demand(guarded.grants.creatingEnvironment(guarded.subject, input.type));
    const created = await this.inner.create(application, input, caller);
    const { id, name, type } = created;
    return grantedEnvironment(
      guarded.grants,
      { id, name, type, application: guarded.subject },
      created,
    );
  }

  async get(path: EnvironmentPath, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    return grantedEnvironment(
      grants,
      subject,
      await this.inner.get(path, caller),
    );
  }

  async runtime(path: EnvironmentPath, caller: Caller): Promise<Runtime> {
    const { grants, subject } = await this.guard.place(path, caller);
    const runtime = await this.inner.runtime(path, caller);
    const logs = allowedBy(grants.onEnvironment('logs', subject));
    return {
      ...runtime,
      workloads: runtime.workloads.map(workload => ({
        ...workload,
        ...(workload.cause && { cause: causeFor(logs, workload.cause) }),
      })),
    };
  }

  async unlock(path: EnvironmentPath, reason: string, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('unlock', subject));
    await this.inner.unlock(path, reason, caller);
  }
}
