import { NotFoundError } from '@backstage/errors';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { ConsentRights, Store } from '../../store';
import {
  allowedBy,
  demand,
  EnvironmentSubject,
  Grants,
  Guard,
} from '../access';
import { rightsFor } from '../access/rightsFor';
import {
  Caller,
  EnvironmentPath,
  PlansService,
  StepPageQuery,
  Waiting,
} from '../types';

export class AuthorizedPlansService implements PlansService {
  constructor(
    private readonly inner: PlansService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async create(
    path: EnvironmentPath,
    input: PlanInput,
    caller: Caller,
    waiting: Waiting,
  ) {
    const { grants, subject } = await this.guard.place(path, caller);
    rightsFor(input).forEach(verb => demand(grants.environment(verb, subject)));
    if (input.promoteFrom !== undefined) {
      // What may not be seen is not there.
      await this.guard.place(
        { ...path, environment: input.promoteFrom },
        caller,
      );
    }
    return this.inner.create(
      path,
      { ...input, consenting: consentRights(grants, subject) },
      caller,
      waiting,
    );
  }

  async get(id: string, caller: Caller, waiting: Waiting) {
    await this.#guarded(id, caller);
    const view = await this.inner.get(id, caller, waiting);
    // Whoever lost the right while they waited sees nothing of it.
    const { grants, subject } = await this.#guarded(id, caller);
    if (view.state !== 'made') {
      return view;
    }
    const refused = rightsFor(view.input)
      .map(verb => grants.environment(verb, subject))
      .find(granted => !granted.allowed);
    return { ...view, allowed: refused ?? view.allowed };
  }

  async steps(id: string, query: StepPageQuery, caller: Caller) {
    await this.#guarded(id, caller);
    return this.inner.steps(id, query, caller);
  }

  async #guarded(id: string, caller: Caller) {
    const asked = await this.store.planRequests.get(id);
    const plan = asked ?? (await this.store.plans.get(id));
    if (!plan) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    return this.guard.placeById(plan.environmentId, `plan '${id}'`, caller);
  }
}

/** The message of a consent comes before the reason. */
function consentRights(
  grants: Grants,
  subject: EnvironmentSubject,
): ConsentRights {
  const of = (covers: keyof ConsentRights) =>
    allowedBy(grants.consenting(covers, '', subject));
  return { data: of('data'), foreign: of('foreign') };
}
