import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { ApplicationDeclaration, Platform, Problem } from '@tutti/engine';
import { ApplicationRecord, Store } from '../store';
import { Checkout } from './sources';
import { DeclaredWorkload, readDeclaredWorkloads } from './workloadSources';

const BY_FILES = 'platform files';

/**
 * Makes applications, workloads and environments as platform files declare them. What leaves
 * the files is never destroyed: an application that is declared no more is left to the portal,
 * an environment stays, and a workload that left is removed by the next deployment somebody
 * reviews.
 */
export class DeclaredApplications {
  constructor(
    private readonly store: Store,
    private readonly reader: UrlReaderService,
  ) {}

  /** @returns problems of the Score files; the last good text of each stays in use. */
  async follow(platform: Platform, checkouts: Checkout[]): Promise<Problem[]> {
    const problems: Problem[] = [];
    for (const declaration of Object.values(platform.applications)) {
      const workloads = await readDeclaredWorkloads(
        declaration,
        checkouts,
        this.reader,
      );
      problems.push(...workloads.flatMap(({ problems: found }) => found));
      const follow = () =>
        this.store.transaction(store =>
          followOne(store, declaration, workloads),
        );
      try {
        await follow();
      } catch (error) {
        // Another replica follows the same files: what it made is there at the second look.
        if (!isDatabaseConflictError(error)) {
          throw error;
        }
        await follow();
      }
    }
    const declared = new Set(Object.keys(platform.applications));
    for (const application of await this.store.applications.list()) {
      if (application.declared && !declared.has(application.name)) {
        await this.store.applications.update({
          ...application,
          declared: false,
        });
      }
    }
    return problems;
  }
}

async function followOne(
  store: Store,
  declaration: ApplicationDeclaration,
  workloads: DeclaredWorkload[],
): Promise<void> {
  const at = await store.now();
  const application = await followApplication(store, declaration, at);
  await followWorkloads(store, application, workloads, at);
  const environments = await store.environments.listOf([application.id]);
  for (const { name, type } of declaration.environments) {
    // An environment's type cannot change: its id stands for what runs there.
    if (!environments.some(environment => environment.name === name)) {
      await store.environments.add({
        id: randomUUID(),
        applicationId: application.id,
        name,
        type,
        createdAt: at,
        createdBy: BY_FILES,
      });
    }
  }
  // Start values only: what somebody changed or removed later stays that way.
  const started = await store.values.everSet(application.id);
  for (const [name, value] of Object.entries(declaration.values)) {
    if (!started.has(name)) {
      await store.values.put({ applicationId: application.id }, name, value, {
        at,
        who: BY_FILES,
      });
    }
  }
}

async function followApplication(
  store: Store,
  declaration: ApplicationDeclaration,
  at: number,
): Promise<ApplicationRecord> {
  const present = await store.applications.findByName(declaration.name);
  const entityRef = declaration.entity && fullEntityRef(declaration.entity);
  const application: ApplicationRecord = {
    id: present?.id ?? randomUUID(),
    name: declaration.name,
    title: declaration.title ?? declaration.name,
    ...(declaration.description && { description: declaration.description }),
    ...(entityRef && { entityRef }),
    ...(declaration.owner && { owner: declaration.owner }),
    ...(present?.entity &&
      present.entityRef === entityRef && { entity: present.entity }),
    declared: true,
    createdAt: present?.createdAt ?? at,
    createdBy: present?.createdBy ?? BY_FILES,
  };
  if (!present) {
    await store.applications.add(application);
  } else if (JSON.stringify(present) !== JSON.stringify(application)) {
    await store.applications.update(application);
  }
  return application;
}

async function followWorkloads(
  store: Store,
  application: ApplicationRecord,
  declared: DeclaredWorkload[],
  at: number,
): Promise<void> {
  const present =
    (await store.workloads.listOf([application.id])).get(application.id) ?? [];
  const seen = new Set<string>();
  for (const { url, images, score, workload, problems } of declared) {
    const known = present.find(({ name, source }) =>
      workload
        ? name === workload.name
        : source.kind === 'repository' && source.url === url,
    );
    if (known) {
      seen.add(known.id);
    }
    const name = workload?.name ?? known?.name;
    if (name === undefined) {
      // Nothing is known of it but a problem, which the platform's page shows.
      continue;
    }
    const version = {
      score: score ?? known?.current.score ?? '',
      ...(workload && { workload }),
      problems,
      createdAt: at,
      createdBy: BY_FILES,
    };
    const source = { kind: 'repository', url } as const;
    if (!known) {
      await store.workloads.add(
        {
          id: randomUUID(),
          applicationId: application.id,
          name,
          source,
          defaultImages: images,
        },
        version,
      );
      continue;
    }
    await store.workloads.updateSource(known.id, source, images);
    // Files it takes in may have changed although its own text did not.
    const { current } = known;
    if (
      current.score !== version.score ||
      JSON.stringify([current.workload, current.problems]) !==
        JSON.stringify([workload, problems])
    ) {
      await store.workloads.addVersion(known.id, version);
    }
  }
  for (const { id, source } of present) {
    if (source.kind === 'repository' && !seen.has(id)) {
      await store.workloads.remove(id);
    }
  }
}

function fullEntityRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'system', defaultNamespace: 'default' }),
  );
}
