import { InputError } from '@backstage/errors';
import {
  Driver,
  hasErrors,
  matchDefinition,
  shownPlatform,
} from '@tutti/engine';
import {
  AcceptMode,
  compareNames,
  DefinitionUsage,
  ExplainInput,
  Explanation,
  PlatformView,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform, CatalogFacts, PlatformLoader } from '../../platform';
import { Store } from '../../store';
import { Lookup } from '../Lookup';
import { PlatformService, Visibility } from '../types';
import { isoTime } from '../views';

export class DefaultPlatformService implements PlatformService {
  constructor(
    private readonly options: {
      store: Store;
      active: ActivePlatform;
      loader: PlatformLoader;
      catalog: CatalogFacts;
      drivers: Record<string, Driver>;
      accept: AcceptMode;
    },
  ) {}

  async get(): Promise<Omit<PlatformView, 'allowed'>> {
    const { store, active, drivers, accept } = this.options;
    const inUse = await active.revision();
    const {
      acceptedAt,
      acceptedBy,
      problems,
      readAt,
      sources,
      waiting,
      waitingSince,
    } = await store.platform.pointer();
    return {
      ...inUse,
      accept,
      ...(waiting &&
        waitingSince && {
          waiting: { revision: waiting, since: isoTime(waitingSince) },
        }),
      sources: sources.map(({ readAt: at, ...source }) => ({
        ...source,
        ...(at && { readAt: isoTime(at) }),
      })),
      ...(inUse?.platform && {
        platform: shownPlatform(inUse.platform, drivers),
      }),
      ...(acceptedAt && { acceptedAt: isoTime(acceptedAt) }),
      ...(acceptedBy && { acceptedBy }),
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

  async usage({
    visible = () => true,
  }: Visibility): Promise<DefinitionUsage[]> {
    const { store } = this.options;
    const places = await new Lookup(store).places(
      await store.applications.list(),
    );
    const counts = await store.resources.countByDefinition(
      places.filter(visible).map(({ environment }) => environment.id),
    );
    const usage = new Map<string, DefinitionUsage>();
    for (const { definition, count } of counts) {
      const before = usage.get(definition);
      usage.set(definition, {
        definition,
        resources: (before?.resources ?? 0) + count,
        environments: (before?.environments ?? 0) + 1,
      });
    }
    return [...usage.values()].sort((a, b) =>
      compareNames(a.definition, b.definition),
    );
  }

  async refresh(): Promise<Omit<PlatformView, 'allowed'>> {
    await this.options.loader.refresh();
    return this.get();
  }
}
