import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  isDatabaseConflictError,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { ApplicationDeclaration, Platform, Problem } from '@tutti/engine';
import { WorkloadSource } from '@tutti/plugin-tutti-common';
import { ApplicationRecord, Offers, Store } from '../store';
import { EngineThreads } from '../threads';
import { keepDeclared, settingsDeed } from './declaredDeeds';
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
    private readonly engine: EngineThreads,
  ) {}

  /** @returns problems of the Score files; the last good text of each stays in use. */
  async follow(platform: Platform, checkouts: Checkout[]): Promise<Problem[]> {
    const problems: Problem[] = [];
    const followed = new Set<string>();
    for (const declaration of Object.values(platform.applications)) {
      const workloads = await readDeclaredWorkloads(declaration, {
        checkouts,
        reader: this.reader,
        engine: this.engine,
      });
      problems.push(...workloads.flatMap(({ problems: found }) => found));
      const follow = () =>
        this.store.transaction(store =>
          followOne(store, declaration, workloads),
        );
      let outcome: Outcome;
      try {
        outcome = await follow();
      } catch (error) {
        // Another replica follows the same files: what it made is there at the second look.
        if (!isDatabaseConflictError(error)) {
          throw error;
        }
        outcome = await follow();
      }
      problems.push(...outcome.problems);
      if (outcome.isOurs) {
        followed.add(declaration.name);
      }
    }
    for (const application of await this.store.applications.list()) {
      if (application.declared && !followed.has(application.name)) {
        await this.store.transaction(store => leave(store, application.id));
      }
    }
    return problems;
  }
}

/** No file declares it any more: what it is stays, and is the portal's now. */
async function leave(store: Store, applicationId: string): Promise<void> {
  const [application] = await store.applications.get([applicationId]);
  if (!application?.declared) {
    // Another replica saw it first.
    return;
  }
  await store.applications.update({ ...application, declared: false });
  await keepDeclared(
    store,
    { applicationId },
    {
      verb: 'remove',
      action: 'application.declared',
      before: { declared: true },
      after: { declared: false },
    },
  );
}

/** What became of one declaration. */
interface Outcome {
  /** False: somebody else's stands in its place, and nothing was taken over. */
  isOurs: boolean;
  problems: Problem[];
}

async function followOne(
  store: Store,
  declaration: ApplicationDeclaration,
  workloads: DeclaredWorkload[],
): Promise<Outcome> {
  const at = await store.now();
  const inTheWay = await somebodyElses(store, declaration);
  if (inTheWay) {
    return { isOurs: false, problems: [inTheWay] };
  }
  const application = await followApplication(store, declaration, at);
  const problems = await followWorkloads(store, {
    application,
    declaration,
    workloads,
    at,
  });
  const declared = { applicationId: application.id, from: declaration.source };
  const environments = await store.environments.listOf([application.id]);
  for (const { name, type, labels } of declaration.environments) {
    // An environment's type cannot change: its id stands for what runs there.
    const present = environments.find(environment => environment.name === name);
    if (present && present.type !== type) {
      problems.push(
        conflict(
          declaration,
          `The files say that environment ${name} of ${declaration.name} is of type ${type}, but ${present.createdBy} made one of that name of type ${present.type}.`,
          'Give the declared environment another name.',
        ),
      );
    } else if (!present) {
      const id = randomUUID();
      await store.environments.add({
        id,
        applicationId: application.id,
        name,
        type,
        labels,
        createdAt: at,
        createdBy: BY_FILES,
      });
      await keepDeclared(store, declared, {
        verb: 'create',
        action: 'environment.declared',
        environmentId: id,
        after: { type, labels },
      });
    } else if (!isDeepStrictEqual(present.labels, labels)) {
      await store.environments.setLabels(present.id, labels);
      await keepDeclared(store, declared, {
        verb: 'set',
        action: 'environment.declared',
        environmentId: present.id,
        before: { labels: present.labels ?? {} },
        after: { labels },
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
      await keepDeclared(store, declared, {
        verb: 'set',
        action: 'value.declared',
        object: name,
        after: { scope: 'application', secret: false },
      });
    }
  }
  return { isOurs: true, problems };
}

/**
 * Who was first keeps the name and the entity, or else whoever guesses what will be declared would
 * have workloads in it. What the same owner made is not somebody else's.
 */
async function somebodyElses(
  store: Store,
  declaration: ApplicationDeclaration,
): Promise<Problem | undefined> {
  const { name } = declaration;
  const present = await store.applications.findByName(name);
  if (
    present &&
    !present.declared &&
    present.createdBy !== BY_FILES &&
    (present.owner === undefined || present.owner !== ownerIn(declaration))
  ) {
    return conflict(
      declaration,
      `The files declare the application ${name} of ${
        ownerIn(declaration) ?? 'no owner'
      }, but there is one of that name, made by ${
        present.createdBy
      } and owned by ${present.owner ?? 'nobody'}.`,
      'Give the declared application another name, or delete the other one.',
    );
  }
  const entityRef = declaration.entity && fullEntityRef(declaration.entity);
  const bound = entityRef && (await store.applications.findByEntity(entityRef));
  return bound && bound.id !== present?.id
    ? conflict(
        declaration,
        `The files bind the application ${name} to ${entityRef}, but ${bound.name} is bound to it, made by ${bound.createdBy}.`,
        'Bind the declared application to another entity, or delete the other one.',
      )
    : undefined;
}

function conflict(
  { source }: ApplicationDeclaration,
  message: string,
  hint: string,
): Problem {
  return { severity: 'error', code: 'TakenByOthers', message, hint, ...source };
}

function ownerIn({ owner }: ApplicationDeclaration): string | undefined {
  return owner && stringifyEntityRef(parseEntityRef(owner));
}

/** As settings hold them: refs in full. */
function offersIn({ offers }: ApplicationDeclaration): Offers | undefined {
  return (
    offers &&
    Object.fromEntries(
      Object.entries(offers).map(([workload, owners]) => [
        workload,
        owners.map(owner =>
          owner === 'anyone'
            ? owner
            : stringifyEntityRef(parseEntityRef(owner)),
        ),
      ]),
    )
  );
}

async function followApplication(
  store: Store,
  declaration: ApplicationDeclaration,
  at: number,
): Promise<ApplicationRecord> {
  const present = await store.applications.findByName(declaration.name);
  const entityRef = declaration.entity && fullEntityRef(declaration.entity);
  const declaredOwner = ownerIn(declaration);
  const owner = present?.owner ?? declaredOwner;
  const application: ApplicationRecord = {
    id: present?.id ?? randomUUID(),
    name: declaration.name,
    title: declaration.title ?? declaration.name,
    ...(declaration.description && { description: declaration.description }),
    ...(entityRef && { entityRef }),
    ...(owner && { owner }),
    ...(declaredOwner && { declaredOwner }),
    ...(present?.entity &&
      present.entityRef === entityRef && { entity: present.entity }),
    offers: offersIn(declaration) ?? present?.offers ?? {},
    declared: true,
    createdAt: present?.createdAt ?? at,
    createdBy: present?.createdBy ?? BY_FILES,
  };
  if (!present) {
    await store.applications.add(application);
  } else if (JSON.stringify(present) !== JSON.stringify(application)) {
    await store.applications.update(application);
    await store.applications.updateOffers(application.id, application.offers);
    if (owner && !present.owner) {
      await store.applications.changeOwner(present.id, undefined, owner);
    }
  }
  const deed = settingsDeed(present, application);
  if (deed) {
    await keepDeclared(
      store,
      { applicationId: application.id, from: declaration.source },
      deed,
    );
  }
  return application;
}

async function followWorkloads(
  store: Store,
  {
    application,
    declaration,
    workloads: declared,
    at,
  }: {
    application: ApplicationRecord;
    declaration: ApplicationDeclaration;
    workloads: DeclaredWorkload[];
    at: number;
  },
): Promise<Problem[]> {
  const found: Problem[] = [];
  const present =
    (await store.workloads.listOf([application.id])).get(application.id) ?? [];
  const from = { applicationId: application.id, from: declaration.source };
  const seen = new Set<string>();
  for (const { url, images, score, workload, problems } of declared) {
    const known = present.find(({ name, source }) =>
      workload
        ? name === workload.name
        : source.kind === 'declared' && source.url === url,
    );
    if (known) {
      seen.add(known.id);
    }
    const name = workload?.name ?? known?.name;
    if (name === undefined) {
      // Nothing is known of it but a problem, which the platform's page shows.
      continue;
    }
    if (known && known.source.kind !== 'declared') {
      found.push(
        conflict(
          declaration,
          `The files say that ${name} of ${declaration.name} is ${url}, but ${known.current.createdBy} made a workload of that name.`,
          'Give the declared workload another name, or remove the other one.',
        ),
      );
      continue;
    }
    const source: WorkloadSource = { kind: 'declared', url };
    const version = {
      score: score ?? known?.current.score ?? '',
      ...(workload && { workload }),
      problems,
      createdAt: at,
      createdBy: BY_FILES,
      source,
    };
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
      await keepDeclared(store, from, {
        verb: 'create',
        action: 'workload.declared',
        object: name,
        after: { source: url },
      });
      continue;
    }
    await store.workloads.updateSource(known.id, source);
    if (known.source.kind === 'declared' && known.source.url !== url) {
      await keepDeclared(store, from, {
        verb: 'move',
        action: 'workload.declared',
        object: name,
        before: { source: known.source.url },
        after: { source: url },
      });
    }
    await store.workloads.updateDefaultImages(known.id, images);
    // Files it takes in may have changed although its own text did not.
    const { current } = known;
    if (
      current.score !== version.score ||
      JSON.stringify([current.workload, current.problems]) !==
        JSON.stringify([workload, problems])
    ) {
      await store.workloads.addVersion(known.id, version);
      await keepDeclared(store, from, {
        verb: 'set',
        action: 'workload.declared',
        object: name,
        before: { version: current.version },
        after: { version: current.version + 1, source: url },
      });
    }
  }
  for (const { id, name, source } of present) {
    if (source.kind === 'declared' && !seen.has(id)) {
      await store.workloads.remove(id);
      await keepDeclared(store, from, {
        verb: 'remove',
        action: 'workload.declared',
        object: name,
        before: { source: source.url },
      });
    }
  }
  return found;
}

function fullEntityRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'system', defaultNamespace: 'default' }),
  );
}
