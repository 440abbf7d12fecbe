import { InputError } from '@backstage/errors';
import { Driver, DriverError, own, Upgrade } from '@tutti/engine';
import {
  compareNames,
  ConcernedResource,
  InspectInput,
  ModuleView,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { Store } from '../../store';
import { Lookup } from '../Lookup';
import { Visibility } from '../types';
import { ModulesService } from './types';

/** A repository is fetched, and an archive unpacked. */
const TIMEOUT_MS = 120_000;
/** More nobody reads one by one. */
const MOST_CONCERNED = 500;

export class DefaultModulesService implements ModulesService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      drivers: Record<string, Driver>;
    },
  ) {}

  async inspect(
    { driver: named, ...question }: InspectInput,
    query: Visibility,
  ): Promise<ModuleView> {
    const driver = this.#driver(named);
    const platform = (await this.options.active.revision())?.platform;
    const definitions = Object.values(platform?.definitions ?? {}).filter(
      definition => definition.driver === driver.name,
    );
    try {
      const inspection = await driver.inspect(
        { ...question, definitions, types: platform?.resourceTypes ?? {} },
        AbortSignal.timeout(TIMEOUT_MS),
      );
      return {
        ...inspection,
        driver: driver.name,
        ...(await this.#concerned(inspection.upgrade, query)),
      };
    } catch (error) {
      if (error instanceof DriverError) {
        throw new InputError(`source: ${error.message}`);
      }
      throw error;
    }
  }

  #driver(named: string | undefined) {
    const { drivers } = this.options;
    const able = Object.values(drivers).flatMap(driver => {
      const inspect = driver.inspect?.bind(driver);
      return inspect ? [{ name: driver.name, inspect }] : [];
    });
    const found =
      named === undefined && able.length === 1
        ? able[0]
        : able.find(({ name }) => name === named);
    if (found) return found;
    const names = able.map(({ name }) => name).sort(compareNames);
    throw new InputError(
      names.length === 0
        ? 'No driver of this portal reads modules: add the backend module of one, such as terraform.'
        : `driver: ${
            named !== undefined && own(drivers, named)
              ? `${named} reads no modules`
              : 'name one'
          }; there is ${names.join(', ')}.`,
    );
  }

  async #concerned(
    upgrade: Upgrade | undefined,
    { visible = () => true }: Visibility,
  ): Promise<Pick<ModuleView, 'concerned' | 'hidden'>> {
    const users = new Set(upgrade?.definitions.map(({ name }) => name));
    if (users.size === 0) return { concerned: [], hidden: 0 };
    const { store } = this.options;
    const places = new Map(
      (await new Lookup(store).places(await store.applications.list())).map(
        place => [place.environment.id, place],
      ),
    );
    const concerned: ConcernedResource[] = [];
    let hidden = 0;
    for (const head of await store.resources.heads([...places.keys()])) {
      const place = places.get(head.environmentId);
      if (!place || !users.has(head.definition.name)) continue;
      if (visible(place) && concerned.length < MOST_CONCERNED) {
        concerned.push({
          definition: head.definition.name,
          application: place.application.name,
          environment: place.environment.name,
          address: head.address,
        });
      } else {
        hidden += 1;
      }
    }
    concerned.sort(
      (a, b) =>
        compareNames(a.application, b.application) ||
        compareNames(a.environment, b.environment) ||
        compareNames(a.address, b.address),
    );
    return { concerned, hidden };
  }
}
