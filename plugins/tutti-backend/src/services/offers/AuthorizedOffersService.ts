import { demand, Guard, seesPlace } from '../access';
import { Caller, OffersService } from '../types';

export class AuthorizedOffersService implements OffersService {
  constructor(
    private readonly inner: OffersService,
    private readonly guard: Guard,
  ) {}

  async ofApplication(query: { application: string }, caller: Caller) {
    const { grants } = await this.guard.application(query.application, caller);
    return this.inner.ofApplication(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }

  async ofPlatform(
    query: { types?: string[]; owner?: string },
    caller: Caller,
  ) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return this.inner.ofPlatform(query, caller);
  }
}
