import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { BuildPage, ToldBuild } from '@tutti/plugin-tutti-common';
import { isSameRepository, WorkloadSources } from '../../sources';
import { ApplicationRecord, Store, WorkloadRecord } from '../../store';
import { Lookup } from '../Lookup';
import {
  BuildInput,
  BuildListQuery,
  BuildsService,
  Caller,
  Visibility,
} from '../types';
import { Wakeups } from '../Wakeups';
import { BuildScores } from './BuildScores';
import { BuildTargets } from './BuildTargets';
import { BuildViews } from './BuildViews';
import { BuildsConfig } from './config';
import { containerFor } from './containerFor';
import { storeBuild } from './storeBuild';

const DIGEST = /^[^\s@]+@sha256:[0-9a-f]{64}$/;

export class DefaultBuildsService implements BuildsService {
  constructor(
    private readonly options: {
      store: Store;
      config: BuildsConfig;
      targets: BuildTargets;
      sources: WorkloadSources;
      scores: BuildScores;
      views: BuildViews;
      wakeups: Wakeups;
    },
  ) {}

  async create(input: BuildInput, caller: Caller): Promise<ToldBuild> {
    const { store, views, wakeups } = this.options;
    const application = await new Lookup(store).application(input.application);
    const workload = await this.#workload(application, input.workload);
    this.#demandImage(input);
    this.#demandRepository(application, workload, input);
    const version = await this.options.scores.read(
      application,
      workload,
      input,
      caller,
    );
    const container = containerFor(
      version?.workload ?? workload.good?.workload,
      input,
    );
    const targets = await this.options.targets.of(application, {
      ...input,
      container,
    });
    const told = await storeBuild(store, input, {
      workload,
      container,
      ...(version && { version }),
      targets,
      caller,
    });
    wakeups.notify();
    const view = await views.one(
      told.build,
      place => !input.into || input.into(place) !== undefined,
    );
    return { ...view, ...(told.isRepeated && { repeated: true }) };
  }

  async list({
    cursor,
    sees = () => true,
    visible = () => true,
    ...query
  }: BuildListQuery): Promise<BuildPage> {
    const { store, views } = this.options;
    const applications = query.application
      ? [await new Lookup(store).application(query.application)]
      : await store.applications.list();
    const records = await store.builds.page({
      applicationIds: applications.filter(sees).map(({ id }) => id),
      ...(query.workload && { workload: query.workload }),
      ...(query.commit && { commit: query.commit }),
      ...(cursor && { before: cursor }),
      limit: query.limit + 1,
    });
    const page = records.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await views.list(page, visible),
      ...(last && records.length > page.length && { next: last.id }),
    };
  }

  async get(id: string, { visible = () => true }: Visibility) {
    const { store, views } = this.options;
    const record = await store.builds.get(id);
    if (!record) {
      throw new NotFoundError(`There is no build '${id}'`);
    }
    return views.one(record, visible);
  }

  async #workload(
    { id, name: application }: ApplicationRecord,
    name: string,
  ): Promise<WorkloadRecord> {
    const workload = await this.options.store.workloads.find(id, name);
    if (!workload) {
      throw new NotFoundError(
        `There is no workload '${name}' in ${application}`,
      );
    }
    return workload;
  }

  #demandImage({ image }: BuildInput): void {
    if (!this.options.config.allowTags && !DIGEST.test(image)) {
      throw new InputError(
        `image: '${image}' has no digest: what it names may be another image tomorrow. Give name@sha256:…, or let the portal's operator set tutti.builds.allowTags.`,
      );
    }
  }

  /** Only who builds from the workload's own repository tells builds of it. */
  #demandRepository(
    { name, repositories = [] }: ApplicationRecord,
    workload: WorkloadRecord,
    { repository }: BuildInput,
  ): void {
    const followed = this.options.sources.repositoryOf(workload.source);
    const known = [
      ...(followed ? [followed] : []),
      ...repositories.flatMap(({ url, workloads }) =>
        !workloads || workloads.includes(workload.name) ? [url] : [],
      ),
    ];
    if (known.some(url => isSameRepository(url, repository))) {
      return;
    }
    throw new NotAllowedError(
      known.length > 0
        ? `repository: builds of ${workload.name} come from ${known.join(
            ', ',
          )}, not from ${repository}.`
        : `repository: no repository is registered for builds of ${workload.name}. Register ${repository} in the settings of ${name}.`,
    );
  }
}
