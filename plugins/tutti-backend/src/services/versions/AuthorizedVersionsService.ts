import { Guard, seesPlace } from '../access';
import { applicationSubject } from '../access/Access';
import { fullRef, ownerRef } from '../applications/refs';
import { Caller, VersionsQuery, VersionsService } from '../types';

/** What may not be seen is not in the answer, and no page counts it. */
export class AuthorizedVersionsService implements VersionsService {
  constructor(
    private readonly inner: VersionsService,
    private readonly guard: Guard,
  ) {}

  async list({ owner, mine, system, ...query }: VersionsQuery, caller: Caller) {
    const grants = await this.guard.grants(caller);
    const named = owner ? [ownerRef(owner)] : undefined;
    const owners = mine ? grants.identity.ownership : named;
    return this.inner.list(
      {
        ...query,
        ...(owners && { owners }),
        ...(system && { system: fullRef(system, 'system', 'system') }),
        sees: application => grants.sees(applicationSubject(application)),
        visible: place => seesPlace(grants, place),
      },
      caller,
    );
  }
}
