import { AuditFilter, Store } from '../../store';
import { applicationSubject, demand, Guard, seesPlace } from '../access';
import { Lookup } from '../Lookup';
import { Caller } from '../types';
import { AuditAsked, AuditService } from './types';

/** Everything is for those whom the line names; owners read what concerns their applications. */
export class AuthorizedAuditService implements AuditService {
  constructor(
    private readonly inner: AuditService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async list(
    query: AuditAsked & { limit: number; cursor?: string },
    caller: Caller,
  ) {
    return this.inner.list(
      { ...query, ...(await this.#narrowed(query, caller)) },
      caller,
    );
  }

  async export(query: AuditAsked, caller: Caller) {
    return this.inner.export(
      { ...query, ...(await this.#narrowed(query, caller)) },
      caller,
    );
  }

  /** @throws NotAllowedError without the permission, or for an application of others */
  async #narrowed(
    { application: name }: AuditAsked,
    caller: Caller,
  ): Promise<Pick<AuditFilter, 'within'>> {
    const grants = await this.guard.grants(caller);
    const all = grants.mayReadAudit();
    if (all.allowed) {
      return {};
    }
    if (!all.permission.granted) {
      demand(all);
    }
    const owned = (await this.store.applications.list()).filter(
      application =>
        application.owner !== undefined &&
        grants.actsAs(application.owner) &&
        grants.sees(applicationSubject(application)),
    );
    if (name !== undefined && !owned.some(each => each.name === name)) {
      await this.guard.application(name, caller);
      demand(all);
    }
    const places = await new Lookup(this.store).places(owned);
    return {
      within: {
        applicationIds: owned.map(({ id }) => id),
        withoutEnvironmentIds: places
          .filter(place => !seesPlace(grants, place))
          .map(({ environment }) => environment.id),
      },
    };
  }
}
