import { NewEnvironment, Runtime } from '@tutti/plugin-tutti-common';
import { allowedBy, demand, Guard, seesPlace } from '../access';
import { Caller, EnvironmentPath, EnvironmentsService } from '../types';
import { causeFor } from './logs';
import { grantedEnvironment, holding } from './visible';

/** What is judged before it is there has no id that a rule could know. */
const NOT_MADE_YET = '';

export class AuthorizedEnvironmentsService implements EnvironmentsService {
  constructor(
    private readonly inner: EnvironmentsService,
    private readonly guard: Guard,
  ) {}

  async create(
    application: string,
    input: NewEnvironment & { idempotencyKey?: string },
    caller: Caller,
  ) {
    const guarded = await this.guard.application(application, caller);
    const { grants, subject } = guarded;
    demand(grants.creatingEnvironment(subject, input.type));
    if (input.from) {
      const { environment } = input.from;
      await this.guard.place({ application, environment }, caller);
    }
    if (Object.keys(input.secrets ?? {}).length > 0) {
      const { name, type } = input;
      demand(
        grants.onEnvironment('secrets', {
          id: NOT_MADE_YET,
          name,
          type,
          application: subject,
        }),
      );
    }
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
      await this.inner.get(
        { ...path, visible: place => seesPlace(grants, place) },
        caller,
      ),
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

  async hold(path: EnvironmentPath, reason: string, caller: Caller) {
    await this.#demandHolding(path, caller);
    await this.inner.hold(path, reason, caller);
  }

  async resume(path: EnvironmentPath, caller: Caller) {
    await this.#demandHolding(path, caller);
    await this.inner.resume(path, caller);
  }

  /** Whoever deploys there by hand lets automation do it again, and nobody else; a machine never. */
  async #demandHolding(path: EnvironmentPath, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(holding(grants, subject));
  }

  async remove(
    path: EnvironmentPath,
    options: { leaveRetained: boolean },
    caller: Caller,
  ) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('destroy', subject));
    await this.inner.remove(path, options, caller);
  }
}
