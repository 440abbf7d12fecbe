import { NotFoundError } from '@backstage/errors';
import { ApplicationRecord, EnvironmentRecord, Store } from '../store';

/** Names of an environment, as the API's paths have them. */
export interface EnvironmentPath {
  application: string;
  environment: string;
}

/** An environment with its application. */
export interface Place {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
}

/** From names and ids to records. All throw NotFoundError. */
export class Lookup {
  constructor(private readonly store: Store) {}

  async application(name: string): Promise<ApplicationRecord> {
    const application = await this.store.applications.findByName(name);
    if (!application) {
      throw new NotFoundError(`There is no application '${name}'`);
    }
    return application;
  }

  async place(path: EnvironmentPath): Promise<Place> {
    const application = await this.application(path.application);
    const environment = await this.store.environments.find(
      application.id,
      path.environment,
    );
    if (!environment) {
      throw new NotFoundError(
        `There is no environment '${path.environment}' in ${path.application}`,
      );
    }
    return { application, environment };
  }

  async placeById(environmentId: string): Promise<Place> {
    const [environment] = await this.store.environments.get([environmentId]);
    const [application] = environment
      ? await this.store.applications.get([environment.applicationId])
      : [];
    if (!application) {
      throw new NotFoundError(`There is no environment '${environmentId}'`);
    }
    return { application, environment };
  }

  /** Every environment of these applications. */
  async places(applications: ApplicationRecord[]): Promise<Place[]> {
    const environments = await this.store.environments.listOf(
      applications.map(({ id }) => id),
    );
    const byId = new Map(applications.map(record => [record.id, record]));
    return environments.flatMap(environment => {
      const application = byId.get(environment.applicationId);
      return application ? [{ application, environment }] : [];
    });
  }
}
