import { ApplicationRecord } from '../../store';
import { applicationSubject, Guard } from '../access';
import { Caller, ListingQuery, ListingsService } from '../types';

/**
 * What is listed is shown by others, to everyone: so it holds no more than everyone may read, and
 * no more than the caller may.
 */
export class AuthorizedListingsService implements ListingsService {
  constructor(
    private readonly inner: ListingsService,
    private readonly guard: Guard,
  ) {}

  async list(query: ListingQuery, caller: Caller) {
    return this.inner.list({ ...query, ...(await this.#seen(caller)) }, caller);
  }

  async get(query: { application: string }, caller: Caller) {
    return this.inner.get({ ...query, ...(await this.#seen(caller)) }, caller);
  }

  async #seen(caller: Caller) {
    const grants = await this.guard.grants(caller);
    return {
      visible: (application: ApplicationRecord) =>
        grants.isReadByEveryone() &&
        grants.sees(applicationSubject(application)),
    };
  }
}
