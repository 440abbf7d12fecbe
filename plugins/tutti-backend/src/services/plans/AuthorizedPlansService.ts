import { NotFoundError } from '@backstage/errors';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { demand, Guard } from '../access';
import { Caller, EnvironmentPath, PlansService } from '../types';

export class AuthorizedPlansService implements PlansService {
  constructor(
    private readonly inner: PlansService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async create(path: EnvironmentPath, input: PlanInput, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.environment('deploy', subject));
    return this.inner.create(
      path,
      {
        ...input,
        demandConsent: ({ covers, message }) =>
          demand(grants.consenting(covers, message, subject)),
      },
      caller,
    );
  }

  async get(id: string, caller: Caller) {
    const stored = await this.store.plans.get(id);
    if (!stored) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    const { grants, subject } = await this.guard.placeById(
      stored.environmentId,
      `plan '${id}'`,
      caller,
    );
    const view = await this.inner.get(id, caller);
    const granted = grants.environment('deploy', subject);
    return { ...view, allowed: granted.allowed ? view.allowed : granted };
  }
}
