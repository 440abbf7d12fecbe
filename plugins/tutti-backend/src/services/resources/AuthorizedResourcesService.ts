import { Guard, seesPlace } from '../access';
import { Caller, ResourceQuery, ResourcesService } from '../types';

export class AuthorizedResourcesService implements ResourcesService {
  constructor(
    private readonly inner: ResourcesService,
    private readonly guard: Guard,
  ) {}

  async list(query: ResourceQuery, caller: Caller) {
    const { application, environment } = query;
    const { grants } = environment
      ? await this.guard.place({ application, environment }, caller)
      : await this.guard.application(application, caller);
    return this.inner.list(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }
}
