import { NotFoundError } from '@backstage/errors';
import { CatalogFacts } from '../../platform';
import { ApplicationRecord, Store } from '../../store';
import { Lookup, Place } from '../Lookup';
import { Caller, EnvironmentPath } from '../types';
import { Access, applicationSubject, environmentSubject } from './Access';
import { Grants } from './Grants';
import { ApplicationSubject, EnvironmentSubject } from './rules';

export interface GuardedApplication {
  grants: Grants;
  application: ApplicationRecord;
  subject: ApplicationSubject;
}

export interface GuardedPlace {
  grants: Grants;
  place: Place;
  subject: EnvironmentSubject;
}

/**
 * From names to what the caller may see of them. What may not be read looks as if it did not
 * exist: the same NotFoundError.
 */
export class Guard {
  readonly #lookup: Lookup;

  constructor(
    private readonly access: Access,
    private readonly catalog: CatalogFacts,
    store: Store,
  ) {
    this.#lookup = new Lookup(store);
  }

  async application(name: string, caller: Caller): Promise<GuardedApplication> {
    const grants = await this.access.grantsOf(caller);
    const application = await this.catalog.refreshOne(
      await this.#lookup.application(name),
    );
    caller.audit?.about({ application });
    if (!grants.sees(applicationSubject(application))) {
      throw new NotFoundError(`There is no application '${name}'`);
    }
    return { grants, application, subject: applicationSubject(application) };
  }

  async place(path: EnvironmentPath, caller: Caller): Promise<GuardedPlace> {
    const { grants } = await this.application(path.application, caller);
    const place = await this.#current(await this.#lookup.place(path));
    caller.audit?.about(place);
    if (!seesPlace(grants, place)) {
      throw new NotFoundError(
        `There is no environment '${path.environment}' in ${path.application}`,
      );
    }
    return guarded(grants, place);
  }

  /** @param what - Names the thing asked for in the error: it belongs to the environment. */
  async placeById(
    environmentId: string,
    what: string,
    caller: Caller,
  ): Promise<GuardedPlace> {
    const grants = await this.access.grantsOf(caller);
    const place = await this.#current(
      await this.#lookup.placeById(environmentId),
    );
    caller.audit?.about(place);
    if (!seesPlace(grants, place)) {
      throw new NotFoundError(`There is no ${what}`);
    }
    return guarded(grants, place);
  }

  /** Who owns it now decides. */
  async #current({ application, environment }: Place): Promise<Place> {
    return {
      application: await this.catalog.refreshOne(application),
      environment,
    };
  }

  grants(caller: Caller): Promise<Grants> {
    return this.access.grantsOf(caller);
  }
}

export function seesPlace(
  grants: Grants,
  { application, environment }: Place,
): boolean {
  return grants.seesEnvironment(environmentSubject(application, environment));
}

function guarded(grants: Grants, place: Place): GuardedPlace {
  return {
    grants,
    place,
    subject: environmentSubject(place.application, place.environment),
  };
}
