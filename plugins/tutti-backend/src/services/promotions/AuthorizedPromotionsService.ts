import { ApplicationRecord } from '../../store';
import { Grants, Guard, seesPlace } from '../access';
import { environmentSubject } from '../access/Access';
import { Place } from '../Lookup';
import { Caller } from '../types';
import {
  PromotionsQuery,
  PromotionsService,
  RoundPath,
  RoundQuery,
} from './types';

/** Who sees both environments sees what goes from one to the other; who deploys to all of a type brings it there. */
export class AuthorizedPromotionsService implements PromotionsService {
  constructor(
    private readonly inner: PromotionsService,
    private readonly guard: Guard,
  ) {}

  async list(query: PromotionsQuery, caller: Caller) {
    return this.inner.list(await this.#narrowed(query, caller), caller);
  }

  async outlook(query: RoundQuery, caller: Caller) {
    return this.inner.outlook(await this.#fromSeen(query, caller), caller);
  }

  async begin(query: RoundQuery, caller: Caller) {
    return this.inner.begin(await this.#fromSeen(query, caller), caller);
  }

  async stop(path: RoundPath, caller: Caller) {
    return this.inner.stop(await this.#narrowed(path, caller), caller);
  }

  async #fromSeen(query: RoundQuery, caller: Caller): Promise<RoundQuery> {
    const { application, from: environment } = query;
    // What may not be seen is not there.
    await this.guard.place({ application, environment }, caller);
    return this.#narrowed(query, caller);
  }

  async #narrowed<Query extends { application: string }>(
    query: Query,
    caller: Caller,
  ) {
    const { grants, application } = await this.guard.application(
      query.application,
      caller,
    );
    return { ...query, ...rightsOf(grants, application) };
  }
}

/** Who owns it now decides. */
function rightsOf(grants: Grants, application: ApplicationRecord) {
  const current = (place: Place): Place => ({ ...place, application });
  return {
    visible: (place: Place) => seesPlace(grants, current(place)),
    mayDeploy: ({ environment }: Place) =>
      grants.environment(
        'deploy',
        environmentSubject(application, environment),
      ),
  };
}
