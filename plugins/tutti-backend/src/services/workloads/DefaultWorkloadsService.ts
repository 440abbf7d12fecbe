import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  RepositoryInput,
  WorkloadInput,
  WorkloadVersion,
} from '@tutti/plugin-tutti-common';
import { ActivePlatform, CatalogFacts } from '../../platform';
import { readNamedScore, versionOf, WorkloadSources } from '../../sources';
import {
  NewWorkloadVersion,
  Store,
  WorkloadCheck,
  WorkloadRecord,
  WorkloadVersionHead,
  WorkloadVersion as WorkloadVersionRecord,
} from '../../store';
import { checkInThread, EngineThreads } from '../../threads';
import { Refused } from '../errors';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import { placesOf } from '../offers/placesOf';
import { Caller, Visibility, WorkloadsService } from '../types';
import { ApplicationViews, isoTime } from '../views';

/** docs/reference/semantics.md, Read, Limits. */
const MAX_WORKLOADS = 1_000;

export class DefaultWorkloadsService implements WorkloadsService {
  constructor(
    private readonly options: {
      store: Store;
      views: ApplicationViews;
      engine: EngineThreads;
      active: ActivePlatform;
      sources: WorkloadSources;
      catalog: CatalogFacts;
    },
  ) {}

  async get(application: string, name: string) {
    const workload = await this.#find(application, name);
    return this.options.views.workload(workload);
  }

  async put(
    application: string,
    name: string,
    input: WorkloadInput,
    caller: Caller,
  ) {
    checkName('workload', name, 'workload');
    if ('score' in input) {
      const stops = input.source?.kind === 'managed';
      const version = await this.#managed(name, input.score, caller);
      await this.#store(application, name, { version, stops });
    } else {
      const { kind: _, ...from } = input.source;
      await this.#follow(application, name, from, caller);
    }
    return this.get(application, name);
  }

  async refresh(applicationName: string, name: string) {
    const { store, sources, catalog } = this.options;
    const application = await new Lookup(store).application(applicationName);
    const workload = await this.#find(applicationName, name);
    if (workload.source.kind !== 'repository') {
      throw new ConflictError(
        workload.source.kind === 'declared'
          ? `${name} is declared in platform files, and read with them`
          : `${name} follows no repository: its text is kept here`,
      );
    }
    await sources.refresh(await catalog.refreshOne(application), workload);
    return this.get(applicationName, name);
  }

  async versions(
    application: string,
    name: string,
    query: { limit: number; before?: number },
  ) {
    const workload = await this.#find(application, name);
    const found = await this.options.store.workloads.versionsOf(workload, {
      ...query,
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(version => versionView(workload, version)),
      ...(last && found.length > page.length && { next: last.version }),
    };
  }

  async version(application: string, name: string, version: number) {
    const workload = await this.#find(application, name);
    const found = await this.#version(workload, version);
    return { ...versionView(workload, found), score: found.score };
  }

  async restore(
    application: string,
    name: string,
    number: number,
    caller: Caller,
  ) {
    const workload = await this.#find(application, name);
    demandEditable(workload);
    const { score } = await this.#version(workload, number);
    const version = await this.#managed(name, score, caller);
    await this.#store(application, name, {
      version: { ...version, restores: number },
      stops: false,
    });
    return this.get(application, name);
  }

  async check(
    applicationName: string,
    name: string,
    { score, visible = () => true }: { score: string } & Visibility,
  ) {
    checkName('workload', name, 'workload');
    const { store, engine, active, catalog } = this.options;
    const application = await catalog.refreshOne(
      await new Lookup(store).application(applicationName),
    );
    const platform = await active.demand();
    const workloads = await store.workloads.listOf([application.id]);
    const file = fileOf(name);
    return {
      problems: await checkInThread(engine, {
        text: score,
        request: {
          file,
          name,
          workloads: (workloads.get(application.id) ?? []).flatMap(
            ({ name: other, good }) =>
              good && other !== name ? [good.workload] : [],
          ),
          places: await placesOf(store, platform, application, visible),
        },
        platform: {
          revision: platform.revision,
          fetch: async () => platform,
        },
      }),
    };
  }

  async remove(application: string, name: string): Promise<void> {
    const { store } = this.options;
    const workload = await this.#find(application, name);
    const { declared } = await new Lookup(store).application(application);
    if (declared && workload.source.kind === 'declared') {
      throw new ConflictError(
        `${name} is declared in platform files: remove it there first`,
      );
    }
    await store.workloads.remove(workload.id);
  }

  /** @throws Refused with the problems of the text. */
  async #managed(
    name: string,
    score: string,
    caller: Caller,
  ): Promise<NewWorkloadVersion> {
    const { engine, store } = this.options;
    const read = await readNamedScore(engine, name, {
      text: score,
      file: fileOf(name),
    });
    if (!read.ok) {
      throw new Refused('The Score file is not valid', read.problems);
    }
    return {
      score,
      workload: read.value,
      problems: read.problems,
      createdAt: await store.now(),
      createdBy: caller.name,
      source: { kind: 'managed' },
    };
  }

  /** @throws Refused when the repository cannot be read, or its text has errors. */
  async #follow(
    applicationName: string,
    name: string,
    from: RepositoryInput,
    caller: Caller,
  ): Promise<void> {
    const { store, sources, catalog } = this.options;
    const application = await catalog.refreshOne(
      await new Lookup(store).application(applicationName),
    );
    const found = await sources.look(application, name, from);
    const checkedAt = await store.now();
    const version = versionOf(found, checkedAt, caller.name);
    if (found.read.kind !== 'read' || !version?.workload) {
      throw new Refused(
        'The source cannot be followed',
        found.read.kind === 'unreadable'
          ? [found.read.problem]
          : version?.problems ?? [],
      );
    }
    await this.#store(applicationName, name, {
      version,
      check: { checkedAt, etags: found.read.etags },
    });
  }

  /**
   * @throws ConflictError for a declared one, for one too many, and for a text of one that follows a
   *   repository and was not told to stop.
   */
  async #store(
    applicationName: string,
    name: string,
    {
      version,
      check,
      stops = true,
    }: { version: NewWorkloadVersion; check?: WorkloadCheck; stops?: boolean },
  ): Promise<void> {
    const { id: applicationId, declared } = await new Lookup(
      this.options.store,
    ).application(applicationName);
    const { source } = version;
    await this.options.store.ofApplication(applicationId, async store => {
      const known = await store.workloads.find(applicationId, name);
      const id = known?.id ?? randomUUID();
      if (!known) {
        await checkRoom(store, applicationId);
        await store.workloads.add(
          { id, applicationId, name, source, defaultImages: {} },
          version,
        );
      } else {
        const { source: before, current } = known;
        // What is declared no more is left to the portal.
        if (declared && before.kind === 'declared') {
          throw new ConflictError(
            `${name} is declared in platform files, as ${before.url}: edit it there`,
          );
        }
        if (!stops) {
          demandEditable(known);
        }
        const moves = JSON.stringify(before) !== JSON.stringify(source);
        if (moves) {
          await store.workloads.updateSource(id, source);
        }
        if (moves || current.score !== version.score || !current.workload) {
          await store.workloads.addVersion(id, version);
        }
      }
      await (check
        ? store.workloadChecks.put(id, check)
        : store.workloadChecks.remove(id));
    });
  }

  async #version(
    workload: WorkloadRecord,
    number: number,
  ): Promise<WorkloadVersionRecord> {
    const found = await this.options.store.workloads.findVersion(
      workload,
      number,
    );
    if (!found) {
      throw new NotFoundError(`${workload.name} has no version ${number}`);
    }
    return found;
  }

  async #find(application: string, name: string): Promise<WorkloadRecord> {
    const { store } = this.options;
    const { id } = await new Lookup(store).application(application);
    const workload = await store.workloads.find(id, name);
    if (!workload) {
      throw new NotFoundError(
        `There is no workload '${name}' in ${application}`,
      );
    }
    return workload;
  }
}

/** What messages call the text of a workload. */
function fileOf(name: string): string {
  return `${name}/score.yaml`;
}

function versionView(
  { good }: WorkloadRecord,
  {
    version,
    createdAt,
    createdBy,
    source,
    restores,
    problems,
  }: WorkloadVersionHead,
): WorkloadVersion {
  return {
    version,
    at: isoTime(createdAt),
    by: createdBy,
    source,
    ...(restores !== undefined && { restores }),
    inUse: version === good?.version,
    problems,
  };
}

/** @throws ConflictError for one that follows a repository. */
function demandEditable({ name, source }: WorkloadRecord): void {
  if (source.kind === 'repository') {
    throw new ConflictError(
      `${name} follows ${source.url}: edit it there, or give its text with {"source": {"kind": "managed"}} to keep it here from now on`,
    );
  }
}

async function checkRoom(store: Store, applicationId: string): Promise<void> {
  const present = await store.workloads.listOf([applicationId]);
  if ((present.get(applicationId)?.length ?? 0) >= MAX_WORKLOADS) {
    throw new ConflictError(
      `An application has ${MAX_WORKLOADS} workloads at most`,
    );
  }
}
