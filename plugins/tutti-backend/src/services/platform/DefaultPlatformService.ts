import { InputError } from '@backstage/errors';
import {
  Driver,
  hasErrors,
  matchDefinition,
  shownPlatform,
} from '@tutti/engine';
import {
  ExplainInput,
  Explanation,
  PlatformView,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform, CatalogFacts, PlatformLoader } from '../../platform';
import { Store } from '../../store';
import { Lookup } from '../Lookup';
import { PlatformService } from '../types';
import { isoTime } from '../views';

export class DefaultPlatformService implements PlatformService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      loader: PlatformLoader;
      catalog: CatalogFacts;
      drivers: Record<string, Driver>;
    },
  ) {}

  async get(): Promise<PlatformView> {
    const { store, active, drivers } = this.options;
    const inUse = await active.revision();
    const { acceptedAt, problems, readAt } = await store.platform.pointer();
    return {
      ...inUse,
      ...(inUse?.platform && {
        platform: shownPlatform(inUse.platform, drivers),
      }),
      ...(acceptedAt && { acceptedAt: isoTime(acceptedAt) }),
      ...(readAt && { readAt: isoTime(readAt) }),
      // The newest files are told about first: they are what people correct.
      problems: hasErrors(problems)
        ? problems
        : [...(inUse?.problems ?? []), ...problems],
    };
  }

  async explain(input: ExplainInput): Promise<Explanation> {
    const { store, active, catalog } = this.options;
    const { application, environment } = await new Lookup(store).place(input);
    const platform = await active.demand();
    if (!Object.hasOwn(platform.resourceTypes, input.type)) {
      throw new InputError(
        `type: the platform has no resource type '${
          input.type
        }'; there are: ${Object.keys(platform.resourceTypes)
          .sort()
          .join(', ')}`,
      );
    }
    if (input.id && input.workload) {
      throw new InputError(
        'workload: a resource with an explicit id belongs to no workload; give one of the two',
      );
    }
    const current = await catalog.refreshOne(application);
    const { owner } = current;
    return matchDefinition(
      platform,
      {
        type: input.type,
        class: input.class ?? 'default',
        ...(input.id && { id: input.id }),
        ...(input.workload && { workload: input.workload }),
      },
      {
        application: application.name,
        environment: environment.name,
        environmentType: environment.type,
        ...(owner && { owner }),
        labels: current.entity?.labels ?? {},
      },
    );
  }

  async refresh(): Promise<PlatformView> {
    await this.options.loader.refresh();
    return this.get();
  }
}
