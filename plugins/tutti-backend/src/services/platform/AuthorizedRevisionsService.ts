import { allowedBy } from '../access/judgement';
import { demand, Guard, seesPlace } from '../access';
import { Store } from '../../store';
import { BlastQuery, Caller, RevisionsService } from '../types';
import {
  isSeenDocument,
  seenApplications,
  withoutFiles,
} from './hiddenApplications';

export class AuthorizedRevisionsService implements RevisionsService {
  constructor(
    private readonly inner: RevisionsService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async uses(query: { limit: number; before?: number }, caller: Caller) {
    await this.#reading(caller);
    return this.inner.uses(query, caller);
  }

  async get(revision: string, caller: Caller) {
    const grants = await this.#reading(caller);
    const view = await this.inner.get(revision, caller);
    const sees = await seenApplications(grants, this.store);
    const hidden = view.documents.filter(each => !isSeenDocument(each, sees));
    return {
      ...view,
      documents: view.documents.filter(each => isSeenDocument(each, sees)),
      problems: withoutFiles(
        view.problems,
        new Set(hidden.flatMap(({ file }) => file ?? [])),
      ),
      accept: allowedBy(grants.mayAcceptPlatform()),
    };
  }

  /** Environments of others are counted, not named. */
  async blastRadius(revision: string, query: BlastQuery, caller: Caller) {
    const grants = await this.#reading(caller);
    return this.inner.blastRadius(
      revision,
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }

  async accept(revision: string, expected: string, caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayAcceptPlatform());
    await this.inner.accept(revision, expected, caller);
  }

  async #reading(caller: Caller) {
    const grants = await this.guard.grants(caller);
    demand(grants.mayReadPlatform());
    return grants;
  }
}
