import { InspectInput } from '@tutti/plugin-tutti-common';
import { demand, Guard, seesPlace } from '../access';
import { Caller, Visibility } from '../types';
import { ModulesService } from './types';

/** Code is fetched with the portal's credentials: that is for whoever runs the platform. */
export class AuthorizedModulesService implements ModulesService {
  constructor(
    private readonly inner: ModulesService,
    private readonly guard: Guard,
  ) {}

  async inspect(input: InspectInput, query: Visibility, caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    demand(grants.mayAcceptPlatform());
    return this.inner.inspect(
      input,
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }
}
